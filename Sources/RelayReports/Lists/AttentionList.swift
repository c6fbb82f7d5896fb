package import CivilTime
package import JSON
package import RelayCore

/// What an operator should look at: each a row, and below it what is wrong and what to do.
package struct AttentionList: Sendable {
    package let records: [AttentionRecord]
    private let now: Timestamp
    private let mask: Mask

    package init(_ records: [AttentionRecord], now: Timestamp, _ mask: Mask = Mask()) {
        self.records = records
        self.now = now
        self.mask = mask
    }

    package var lines: [String] {
        var table = TextTable(
            [.whole("KIND"), .flexible("SUBJECT"), .whole("COUNT"), .whole("SINCE (UTC)"), .whole("LAST")]
        )
        for record in records {
            let told = record.attention
            table.row(
                [
                    told.kind, told.subject, String(record.count), record.first.inColumn,
                    record.last.relative(to: now),
                ],
                notes: [mask.sentence(told.detail), told.remedy.isEmpty ? "" : "→ \(mask.sentence(told.remedy))"]
            )
        }
        return table.lines
    }

    package func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.name("attention")
            writer.array { writer in for record in records { write(record, to: &writer) } }
        }
    }

    private func write(_ record: AttentionRecord, to writer: inout JSONWriter) {
        let told = record.attention
        writer.object { writer in
            writer.member("kind", told.kind)
            writer.member("subject", told.subject)
            writer.member("count", record.count)
            writer.member("since", record.first.rfc3339)
            writer.member("last", record.last.rfc3339)
            writer.member("what", mask.sentence(told.detail))
            writer.member("remedy", mask.sentence(told.remedy))
        }
    }
}
