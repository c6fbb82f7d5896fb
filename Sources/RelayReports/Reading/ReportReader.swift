package import CivilTime
package import RelayCore
package import RelayRoutes

/// Gathers from a ledger what a report tells.
package struct ReportReader {
    package let ledger: any Ledger
    private let now: Timestamp
    private let mask: Mask
    private let table: ([UInt8]) throws -> RouteTable?

    /// More deliveries than one event has.
    private static let mostOfOneEvent = 1_000

    /// Takes what understands the text of a configuration, or gives nil where it cannot.
    package init(
        _ ledger: any Ledger,
        now: Timestamp,
        _ mask: Mask,
        table: @escaping ([UInt8]) throws -> RouteTable? = { _ in nil }
    ) {
        self.ledger = ledger
        self.now = now
        self.mask = mask
        self.table = table
    }

    package func events(_ query: EventQuery) throws(StoreError) -> EventList {
        EventList(try ledger.events(query), limit: query.limit)
    }

    package func deliveries(_ query: DeliveryQuery) throws(StoreError) -> DeliveryList {
        DeliveryList(try ledger.deliveries(query), limit: query.limit, now: now, mask)
    }

    package func deadLetters(_ query: DeliveryQuery) throws(StoreError) -> DeadLetterList {
        DeadLetterList(try ledger.deliveries(query), limit: query.limit, now: now, mask)
    }

    package func rejections(limit: Int) throws(StoreError) -> RejectionList {
        RejectionList(try ledger.rejections(limit: limit), now: now, mask)
    }

    /// - Throws: `UnknownSubject` for an id that there is not.
    package func event(_ word: String, source: String? = nil) throws -> EventPage {
        let event = try IDReading(ledger).event(word, source: source)
        var query = DeliveryQuery(limit: Self.mostOfOneEvent)
        query.event = event.number
        let deliveries = try ledger.deliveries(query).sorted { $0.stored.id < $1.stored.id }
        return EventPage(event, deliveries, try reasoning(about: event), now: now, mask)
    }

    /// - Throws: `UnknownSubject` for an id that there is not.
    package func delivery(_ word: String) throws -> DeliveryPage {
        try page(of: try IDReading(ledger).delivery(word))
    }

    package func page(of summary: DeliverySummary) throws(StoreError) -> DeliveryPage {
        DeliveryPage(
            summary,
            of: try ledger.event(summary.stored.id.event),
            attempts: try ledger.attempts(of: summary.stored.id),
            ahead: try ahead(of: summary),
            now: now,
            mask
        )
    }

    /// Nil for a lead of which nothing is known.
    package func lead(_ lead: String, limit: Int) throws(StoreError) -> LeadTimeline? {
        var events = EventQuery(limit: limit)
        events.lead = lead
        var deliveries = DeliveryQuery(limit: limit)
        deliveries.lead = lead
        let (found, sent) = (try ledger.events(events), try ledger.deliveries(deliveries))
        var tried: [(summary: DeliverySummary, attempts: [Attempt])] = []
        for summary in sent { tried.append((summary, try ledger.attempts(of: summary.stored.id))) }
        let isCut = found.count >= limit || sent.count >= limit
        let timeline = LeadTimeline(of: lead, found, tried, isCut: isCut, now: now)
        return timeline.isEmpty ? nil : timeline
    }

    // MARK: Parts

    /// What waits in the same lane and belongs before it.
    private func ahead(of summary: DeliverySummary) throws(StoreError) -> [DeliverySummary] {
        guard let lane = summary.stored.lane, case .waiting = summary.stored.delivery.state else { return [] }
        var query = DeliveryQuery(limit: Self.mostOfOneEvent)
        query.destination = lane.destination
        query.lead = lane.lead
        query.state = .waiting
        let place = (summary.stored.position, summary.stored.id)
        return try ledger.deliveries(query).filter { ($0.stored.position, $0.stored.id) < place }
            .sorted { ($0.stored.position, $0.stored.id) < ($1.stored.position, $1.stored.id) }
    }

    /// Asks the routes that the event met once more.
    private func reasoning(about event: StoredEvent) throws -> EventPage.Reasoning {
        guard !event.isEmptied else {
            return .unknown("Which routes took it and why cannot be told any more, because its body is gone.")
        }
        guard let text = try ledger.configuration(event.configuration) else {
            return .unknown("The configuration that planned it (\(event.configuration)) is not in the store any more.")
        }
        guard let table = try table(text) else {
            return .unknown("The configuration that planned it cannot be read by this version of leadrelay.")
        }
        return .explanation(table.explain(event.event, table.plan(event.event)))
    }
}
