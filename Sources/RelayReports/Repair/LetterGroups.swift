package import CivilTime
package import JSON
package import RelayCore

/// Dead letters by what they died of, gathered one after the other.
package struct LetterGroups: Sendable {
    private var rows: [LetterGroup: Row] = [:]
    /// Letters of further groups, of which nothing more is known.
    private var others = 0

    /// How many are told from each other, so that a million letters take little memory.
    package static let most = 2_000

    private struct Row: Sendable {
        var count = 0
        var first: Timestamp
        var last: Timestamp
        /// The newest, with its remedy.
        var sample: DeliveryID
        var remedy: String
    }

    package init() {}

    package mutating func add(_ letter: DeadLetter) {
        let (group, ended) = (letter.group, letter.summary.finishedAt ?? letter.summary.stored.delivery.since)
        let known = rows[group]
        guard known != nil || rows.count < Self.most else {
            others += 1
            return
        }
        var row = known ?? Row(first: ended, last: ended, sample: letter.id, remedy: letter.reason.remedy)
        row.count += 1
        row.first = min(row.first, ended)
        if ended >= row.last { (row.last, row.sample, row.remedy) = (ended, letter.id, letter.reason.remedy) }
        rows[group] = row
    }

    package var isEmpty: Bool { rows.isEmpty }

    /// The largest first.
    private var sorted: [(key: LetterGroup, value: Row)] {
        rows.sorted { ($1.value.count, $0.key.name) < ($0.value.count, $1.key.name) }
    }
}

// MARK: - Telling

extension LetterGroups {
    /// With what hides personal data of a delivery, as its event has it.
    package func lines(now: Timestamp, _ mask: (DeliveryID) -> Mask) -> [String] {
        var table = TextTable(
            [
                .whole("GROUP"), .whole("COUNT"), .flexible("TO"), .flexible("CAUSE"), .flexible("ANSWER"),
                .whole("FIRST"), .whole("LAST"), .whole("SAMPLE"),
            ]
        )
        for (group, row) in sorted {
            let mask = mask(row.sample)
            table.row(
                [
                    group.name, "\(row.count)", group.destination, group.cause, mask.shape(group.signature),
                    row.first.relative(to: now), row.last.relative(to: now), row.sample.text,
                ],
                note: row.remedy.isEmpty ? "" : "→ \(mask.sentence(row.remedy))"
            )
        }
        let more = others == 0 ? [] : ["and \(counted(others, "letter")) of more groups: narrow it, as with --cause"]
        return table.lines + more
    }

    package func write(to writer: inout JSONWriter, _ mask: (DeliveryID) -> Mask) {
        writer.object { writer in
            writer.name("groups")
            writer.array { writer in
                for (group, row) in sorted {
                    let mask = mask(row.sample)
                    writer.object { writer in
                        writer.member("group", group.name)
                        writer.member("destination", group.destination)
                        writer.member("cause", group.cause)
                        writer.member("answer", mask.shape(group.signature))
                        writer.member("count", row.count)
                        writer.member("first", row.first.rfc3339)
                        writer.member("last", row.last.rfc3339)
                        writer.member("sample", row.sample.text)
                        writer.member("remedy", mask.sentence(row.remedy))
                    }
                }
            }
            writer.member("others", others)
        }
    }
}
