package import CivilTime
package import JSON
package import RelayCore

/// Deliveries as rows, the newest first.
package struct DeliveryList: Sendable {
    package let deliveries: [DeliverySummary]
    /// The delivery before which the next page begins; nil where there is none.
    package let next: DeliveryID?
    /// What some of them wait for beside their time.
    private let obstacles: [DeliveryID: Obstacle]
    private let now: Timestamp
    private let mask: Mask

    package init(
        _ deliveries: [DeliverySummary],
        obstacles: [DeliveryID: Obstacle] = [:],
        limit: Int,
        now: Timestamp,
        _ mask: Mask = Mask()
    ) {
        self.deliveries = deliveries
        self.obstacles = obstacles
        next = deliveries.count < limit ? nil : deliveries.last?.stored.id
        self.now = now
        self.mask = mask
    }

    package var lines: [String] {
        var table = TextTable(
            [
                .whole("DELIVERY"), .whole("STATE"), .flexible("TO"), .flexible("ROUTE", narrowest: 6),
                .flexible("LEAD", narrowest: 12),
                .whole("TRIES"), .whole("HTTP"), .flexible("WHY", narrowest: 26),
            ]
        )
        for delivery in deliveries { table.row(cells(delivery)) }
        return table.lines
    }

    private func cells(_ summary: DeliverySummary) -> [String] {
        let stored = summary.stored
        let words = DeliveryWords(summary: summary, now: now, obstacle: obstacles[stored.id])
        return [
            stored.id.text, words.state, stored.address.destination, stored.address.route,
            summary.lead ?? "-", String(stored.delivery.history.tries), summary.status.map(String.init) ?? "-",
            words.remark,
        ]
    }

    package func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.name("deliveries")
            writer.array { writer in
                for delivery in deliveries {
                    writer.object { delivery.writeMembers(to: &$0, mask, obstacles[delivery.stored.id]) }
                }
            }
            if let next { writer.member("next", next.text) }
        }
    }
}

extension DeliverySummary {
    /// Writes what is known of it as members of an object that is open.
    func writeMembers(to writer: inout JSONWriter, _ mask: Mask, _ obstacle: Obstacle? = nil) {
        let delivery = stored.delivery
        writer.member("id", stored.id.text)
        writer.member("event", stored.id.event.text)
        writer.member("destination", stored.address.destination)
        writer.member("route", stored.address.route)
        writer.member("send", stored.address.send)
        if let lead { writer.member("lead", lead) }
        let words = DeliveryWords(summary: self, now: delivery.since)
        writer.member("state", words.state)
        words.reason.writeMembers(to: &writer, mask)
        obstacle?.write(to: &writer)
        writer.member("since", delivery.since.rfc3339)
        if let due = delivery.due { writer.member("due", due.rfc3339) }
        if let finishedAt { writer.member("finishedAt", finishedAt.rfc3339) }
        writer.member("attempts", delivery.history.attempts)
        writer.member("waits", delivery.history.waits)
        writer.member("inDoubt", delivery.history.inDoubt)
        if let status { writer.member("status", status) }
    }
}

extension Reason {
    func writeMembers(to writer: inout JSONWriter, _ mask: Mask) {
        writer.member("cause", cause)
        if !detail.isEmpty { writer.member("detail", mask.sentence(detail)) }
        if !remedy.isEmpty { writer.member("remedy", mask.sentence(remedy)) }
    }
}
