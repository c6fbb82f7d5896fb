package import CivilTime
import JSON
package import RelayCore

/// Follows what comes in, and if asked for what becomes of it: each question gives what is new since the last.
package struct EventTail {
    private let ledger: any Ledger
    private let isJSON: Bool
    private let followsDeliveries: Bool
    private let filter: EventQuery
    private var last: EventNumber
    /// Events whose deliveries have not all ended, with what was told of each.
    private var open: [EventNumber: [DeliveryID: Told]] = [:]

    private struct Told: Equatable {
        let state: String
        let tries: Int
    }

    /// How many events are followed to their end at once; the oldest are let go.
    private static let mostOpen = 1_000
    private static let page = 500
    private static let mostOfOneEvent = 1_000

    /// Follows the events that the filter names: from its `since` on, and without one those after all that there are.
    package init(
        _ ledger: any Ledger,
        _ filter: EventQuery,
        followsDeliveries: Bool = false,
        isJSON: Bool = false
    ) throws(StoreError) {
        self.ledger = ledger
        self.isJSON = isJSON
        self.followsDeliveries = followsDeliveries
        var filter = filter
        filter.limit = Self.page
        self.filter = filter
        last = EventNumber(rawValue: 0)
        guard filter.since == nil else { return }
        // The newest of all, whatever the filter: what was there before is not new.
        last = try ledger.events(EventQuery(limit: 1)).first?.number ?? last
    }

    /// What is new, a line each.
    package mutating func next(now: Timestamp) throws(StoreError) -> [String] {
        var lines: [String] = []
        var query = filter
        while true {
            query.after = last
            let events = try ledger.events(query)
            for event in events {
                lines.append(line(of: event))
                last = max(last, event.number)
                if followsDeliveries, event.deliveries > 0 { open[event.number] = [:] }
            }
            guard events.count == Self.page else { break }
        }
        return lines + (try newsOfDeliveries(now))
    }

    private mutating func newsOfDeliveries(_ now: Timestamp) throws(StoreError) -> [String] {
        for number in open.keys.sorted().dropLast(Self.mostOpen) { open[number] = nil }
        var lines: [String] = []
        for number in open.keys.sorted() {
            var query = DeliveryQuery(limit: Self.mostOfOneEvent)
            query.event = number
            let deliveries = try ledger.deliveries(query).sorted { $0.stored.id < $1.stored.id }
            for delivery in deliveries {
                let told = Told(
                    state: DeliveryWords(summary: delivery, now: now).state,
                    tries: delivery.stored.delivery.history.tries
                )
                guard open[number]?[delivery.stored.id] != told else { continue }
                open[number]?[delivery.stored.id] = told
                lines.append(line(of: delivery, now))
            }
            let hasEnded = deliveries.allSatisfy {
                if case .finished = $0.stored.delivery.state { true } else { false }
            }
            if hasEnded { open[number] = nil }
        }
        return lines
    }

    private func line(of event: EventSummary) -> String {
        guard !isJSON else { return .report { event.write(to: &$0) } }
        let type = event.type.isEmpty ? "without a type" : event.type
        let lead = event.lead.map { ", lead \($0)" } ?? ""
        return
            "\(event.receivedAt.inSentence)  \(event.number.text)  \(type) from \(event.source)\(lead), \(event.fate)"
            .harmless
    }

    private func line(of summary: DeliverySummary, _ now: Timestamp) -> String {
        guard !isJSON else { return .report { writer in writer.object { summary.writeMembers(to: &$0, Mask()) } } }
        let words = DeliveryWords(summary: summary, now: now)
        let status = summary.status.map { " \($0)," } ?? ""
        let remark = words.remark == words.state ? "" : " (\(words.remark))"
        let moment = (summary.finishedAt ?? now).inSentence
        return
            "\(moment)  \(summary.stored.id.text)  \(summary.stored.address.destination):\(status) \(words.state)\(remark)"
            .harmless
    }
}
