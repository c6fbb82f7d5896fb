import CivilTime
package import JSON
package import RelayCore

/// Events as rows, the newest first.
package struct EventList: Sendable {
    package let events: [EventSummary]
    /// The event before which the next page begins; nil where there is none.
    package let next: EventNumber?

    package init(_ events: [EventSummary], limit: Int) {
        self.events = events
        next = events.count < limit ? nil : events.last?.number
    }

    package var lines: [String] {
        var table = TextTable(
            [
                .whole("EVENT"), .whole("RECEIVED (UTC)"), .flexible("SOURCE"), .flexible("TYPE"), .flexible("LEAD"),
                .whole("FATE"),
            ]
        )
        for event in events {
            table.row(
                [
                    event.number.text, event.receivedAt.inColumn, event.source, event.type.isEmpty ? "-" : event.type,
                    event.lead ?? "-", event.fate,
                ]
            )
        }
        return table.lines
    }

    package func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.name("events")
            writer.array { writer in for event in events { event.write(to: &writer) } }
            if let next { writer.member("next", next.text) }
        }
    }
}

extension EventSummary {
    /// What became of it as a whole.
    var fate: String { isEcho ? "echo" : isRouted ? counted(deliveries, "send") : "unmatched" }

    package func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("id", number.text)
            writer.member("senderId", senderID)
            writer.member("source", source)
            writer.member("type", type)
            if let lead { writer.member("lead", lead) }
            if let occurredAt { writer.member("occurredAt", occurredAt.rfc3339) }
            writer.member("receivedAt", receivedAt.rfc3339)
            writer.member("fate", isEcho ? "echo" : isRouted ? "routed" : "unmatched")
            writer.member("deliveries", deliveries)
        }
    }
}
