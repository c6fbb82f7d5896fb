package import CivilTime
package import JSON
package import RelayCore

/// Dead letters, the newest first: each a row, and below it what to do.
package struct DeadLetterList: Sendable {
    private let list: DeliveryList
    private let now: Timestamp
    private let mask: Mask

    package init(_ letters: [DeliverySummary], limit: Int, now: Timestamp, _ mask: Mask = Mask()) {
        list = DeliveryList(letters, limit: limit, now: now, mask)
        self.now = now
        self.mask = mask
    }

    package var isEmpty: Bool { list.deliveries.isEmpty }
    package var next: DeliveryID? { list.next }

    package var lines: [String] {
        var table = TextTable(
            [
                .whole("DEAD LETTER"), .whole("AGE"), .flexible("CAUSE"), .flexible("TO"), .flexible("LEAD"),
                .whole("HTTP"),
            ]
        )
        for letter in list.deliveries {
            let reason = DeliveryWords(summary: letter, now: now).reason
            let age = now.duration(since: letter.finishedAt ?? letter.stored.delivery.since)
            table.row(
                [
                    letter.stored.id.text, max(.zero, age).coarse, reason.cause, letter.stored.address.destination,
                    letter.lead ?? "-", letter.status.map(String.init) ?? "-",
                ],
                note: reason.remedy.isEmpty ? "" : "→ \(mask.sentence(reason.remedy))"
            )
        }
        return table.lines
    }

    package func write(to writer: inout JSONWriter) { list.write(to: &writer) }
}
