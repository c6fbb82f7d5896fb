package import JSON
package import RelayCore

/// What would become of dead letters that were sent again: the first of them one by one, and all of them counted.
package struct ReplayForecast: Sendable {
    private var shown: [Letter] = []
    private var counts: [Kind: Int] = [:]
    private let room: Int
    private let mask: Mask

    private enum Kind: String, CaseIterable, Sendable {
        case changed, same, skipped, asksFirst, impossible, refused

        var words: String {
            switch self {
            case .changed: "changed"
            case .same: "the same as before"
            case .skipped: "would be skipped"
            case .asksFirst: "known once a lookup is asked"
            case .impossible: "cannot be made"
            case .refused: "would not be sent again"
            }
        }
    }

    private struct Letter: Sendable {
        let id: DeliveryID
        let destination: String
        let outcome: ReplayPreview.Outcome
        let newer: ReplayPreview.Newer?
    }

    /// With room for so many that are shown one by one.
    package init(room: Int, _ mask: Mask) {
        self.room = room
        self.mask = mask
    }

    package var total: Int { counts.values.reduce(0, +) }

    /// Adds one; of those that are shown, what newer one was delivered is asked for, since that costs a search.
    package mutating func add<Failure: Error>(
        _ stored: StoredDelivery,
        _ outcome: ReplayPreview.Outcome,
        after newer: (StoredDelivery) throws(Failure) -> ReplayPreview.Newer?
    ) throws(Failure) {
        counts[kind(of: outcome), default: 0] += 1
        guard shown.count < room else { return }
        let newer = outcome.isSent ? try newer(stored) : nil
        shown.append(Letter(id: stored.id, destination: stored.address.destination, outcome: outcome, newer: newer))
    }

    private func kind(of outcome: ReplayPreview.Outcome) -> Kind {
        switch outcome {
        case .same: .same
        case .changed: .changed
        case .skipped: .skipped
        case .asksFirst: .asksFirst
        case .impossible: .impossible
        case .refused: .refused
        }
    }

    // MARK: Telling

    package var lines: [String] {
        var text = ReportText()
        for letter in shown {
            let newer = letter.newer.map { "; \($0.sentence)" } ?? ""
            text.line("\(letter.id.text) to \(letter.destination): \(sentence(letter.outcome))\(newer)")
            guard case .changed(let differences) = letter.outcome else { continue }
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
        case .refused(let reason): return "would not be sent again: \(mask.sentence(reason.sentence))"
        }
    }

    /// With what should be said of the routes that were asked, where there is anything.
    package func write(to writer: inout JSONWriter, remark: String?) {
        writer.object { writer in
            writer.name("letters")
            writer.array { writer in
                for letter in shown {
                    writer.object { writer in
                        writer.member("id", letter.id.text)
                        writer.member("destination", letter.destination)
                        writer.member("outcome", kind(of: letter.outcome).rawValue)
                        if let newer = letter.newer { writer.member("after", newer.id.text) }
                        write(letter.outcome, &writer)
                    }
                }
            }
            writer.name("counts")
            writer.object { writer in
                for kind in Kind.allCases { writer.member(kind.rawValue, counts[kind] ?? 0) }
            }
            if let remark { writer.member("remark", remark) }
        }
    }

    private func write(_ outcome: ReplayPreview.Outcome, _ writer: inout JSONWriter) {
        switch outcome {
        case .same, .skipped: break
        case .asksFirst(let names): writer.member("lookups", names)
        case .impossible(let reason), .refused(let reason): reason.writeMembers(to: &writer, mask)
        case .changed(let differences): differences.writeMember(to: &writer)
        }
    }
}

extension ReplayPreview.Outcome {
    /// Whether something leaves, as far as is known.
    var isSent: Bool {
        switch self {
        case .same, .changed, .asksFirst: true
        case .skipped, .impossible, .refused: false
        }
    }
}

extension ReplayPreview.Newer {
    fileprivate var sentence: String {
        let why = isOfEvery ? "its send has order every, so it" : "it"
        return "after \(id.text), which is newer: \(why) is sent all the same"
    }
}
