package import JSON
package import RelayCore

/// What would become of dead letters that were sent again: the first of them one by one, and all of them counted.
package struct ReplayForecast: Sendable {
    private var shown: [(id: DeliveryID, destination: String, outcome: ReplayPreview.Outcome)] = []
    private var counts: [Kind: Int] = [:]
    private let room: Int
    private let mask: Mask

    private enum Kind: String, CaseIterable, Sendable {
        case changed, same, skipped, asksFirst, impossible

        var words: String {
            switch self {
            case .changed: "changed"
            case .same: "the same as before"
            case .skipped: "would be skipped"
            case .asksFirst: "known once a lookup is asked"
            case .impossible: "cannot be made"
            }
        }
    }

    /// With room for so many that are shown one by one.
    package init(room: Int, _ mask: Mask) {
        self.room = room
        self.mask = mask
    }

    package var total: Int { counts.values.reduce(0, +) }

    package mutating func add(_ stored: StoredDelivery, _ outcome: ReplayPreview.Outcome) {
        counts[kind(of: outcome), default: 0] += 1
        guard shown.count < room else { return }
        shown.append((stored.id, stored.address.destination, outcome))
    }

    private func kind(of outcome: ReplayPreview.Outcome) -> Kind {
        switch outcome {
        case .same: .same
        case .changed: .changed
        case .skipped: .skipped
        case .asksFirst: .asksFirst
        case .impossible: .impossible
        }
    }

    // MARK: Telling

    package var lines: [String] {
        var text = ReportText()
        for (id, destination, outcome) in shown {
            text.line("\(id.text) to \(destination): \(sentence(outcome))")
            guard case .changed(let differences) = outcome else { continue }
            for difference in differences { text.line("  \(difference.line)") }
        }
        let parts = Kind.allCases.compactMap { kind in counts[kind].map { "\($0) \(kind.words)" } }
        text.line("\(counted(total, "dead letter"))\(parts.isEmpty ? "" : ": " + parts.joined(separator: ", "))")
        return text.lines
    }

    private func sentence(_ outcome: ReplayPreview.Outcome) -> String {
        switch outcome {
        case .same: return "the same as before"
        case .changed: return "changed"
        case .skipped: return "would be skipped, its \"if\" does not hold"
        case .asksFirst(let names): return "known once it has asked for \(names.joined(separator: ", "))"
        case .impossible(let reason):
            let remedy = reason.remedy.isEmpty ? "" : ". \(reason.remedy)"
            return "cannot be made: \(mask.sentence(reason.detail))\(mask.sentence(remedy))"
        }
    }

    package func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.name("letters")
            writer.array { writer in
                for (id, destination, outcome) in shown {
                    writer.object { writer in
                        writer.member("id", id.text)
                        writer.member("destination", destination)
                        writer.member("outcome", kind(of: outcome).rawValue)
                        write(outcome, &writer)
                    }
                }
            }
            writer.name("counts")
            writer.object { writer in
                for kind in Kind.allCases { writer.member(kind.rawValue, counts[kind] ?? 0) }
            }
        }
    }

    private func write(_ outcome: ReplayPreview.Outcome, _ writer: inout JSONWriter) {
        switch outcome {
        case .same, .skipped: break
        case .asksFirst(let names): writer.member("lookups", names)
        case .impossible(let reason): reason.writeMembers(to: &writer, mask)
        case .changed(let differences): differences.writeMember(to: &writer)
        }
    }
}
