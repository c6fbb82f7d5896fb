import CivilTime
import JSON
package import RelayCore

/// What a person changed of a delivery: who, when, what and why.
package struct EditSection {
    private let stored: StoredEdit
    private let mask: Mask

    package init(_ stored: StoredEdit, _ mask: Mask) {
        self.stored = stored
        self.mask = mask
    }

    func write(to text: inout ReportText) {
        text.heading("edited by \(stored.edit.by), \(stored.at.inSentence)")
        text.fields([("note", mask.sentence(stored.edit.note))])
        for line in lines { text.line(line) }
    }

    /// What it does, field by field.
    package var lines: [String] {
        let reset = stored.edit.isReset ? ["  (what was edited before is taken back)"] : []
        return reset
            + stored.edit.changes.map { change in
                "  \(change.name): \(shown(change)?.lines.joined(separator: " ") ?? "(left out)")"
            }
    }

    private func shown(_ change: FieldChange) -> MaskedValue? {
        change.value.map {
            MaskedValue($0, mask, .event, under: SensitiveNames.treatment(of: change.name, in: .event))
        }
    }

    func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("at", stored.at.rfc3339)
            writer.member("by", stored.edit.by)
            if !stored.edit.note.isEmpty { writer.member("note", mask.sentence(stored.edit.note)) }
            if stored.edit.isReset { writer.member("reset", true) }
            writer.name("changes")
            writer.array { writer in
                for change in stored.edit.changes {
                    writer.object { writer in
                        writer.member("field", change.name)
                        guard let value = shown(change) else { return }
                        writer.name("value")
                        value.write(to: &writer)
                    }
                }
            }
        }
    }
}
