package import CivilTime
import RelayAuthoring
package import RelayCore
package import RelayRoutes

/// Gathers from a ledger what a report tells.
package struct ReportReader {
    package let ledger: any Ledger
    private let now: Timestamp
    private let mask: Mask
    private let destinations: () -> DestinationList?
    private let table: ([UInt8]) throws -> RouteTable?

    /// More deliveries than one event has.
    private static let mostOfOneEvent = 1_000

    /// Takes what the relay that runs says of its destinations, nil where none runs, and what understands the text of a
    /// configuration, or gives nil where it cannot.
    package init(
        _ ledger: any Ledger,
        now: Timestamp,
        _ mask: Mask,
        destinations: @escaping () -> DestinationList? = { nil },
        table: @escaping ([UInt8]) throws -> RouteTable? = { _ in nil }
    ) {
        self.ledger = ledger
        self.now = now
        self.mask = mask
        self.destinations = destinations
        self.table = table
    }

    package func events(_ query: EventQuery) throws(StoreError) -> EventList {
        EventList(try ledger.events(query), limit: query.limit)
    }

    package func deliveries(_ query: DeliveryQuery) throws(StoreError) -> DeliveryList {
        let found = try ledger.deliveries(query)
        return DeliveryList(found, obstacles: try obstacles(before: found), limit: query.limit, now: now, mask)
    }

    package func deadLetters(_ query: DeliveryQuery) throws(StoreError) -> DeadLetterList {
        DeadLetterList(try ledger.deliveries(query), limit: query.limit, now: now, mask)
    }

    package func rejections(limit: Int) throws(StoreError) -> RejectionList {
        RejectionList(try ledger.rejections(limit: limit), now: now, mask)
    }

    package func attention() throws(StoreError) -> AttentionList {
        AttentionList(try ledger.attention(), now: now, mask)
    }

    /// - Throws: `UnknownSubject` for an id that there is not.
    package func event(_ word: String, source: String? = nil) throws -> EventPage {
        let event = try IDReading(ledger).event(word, source: source)
        let deliveries = try ledger.deliveries(of: event.number)
        let match = try ledger.echoMatch(of: event.number)
        let additions = try ledger.additions(to: event.number)
        let reasoning = try reasoning(about: event)
        return EventPage(event, deliveries, match: match, additions: additions, reasoning, now: now, mask)
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
            edits: try ledger.edits(of: summary.stored.id),
            ahead: try ahead(of: summary),
            obstacle: try obstacles(before: [summary])[summary.stored.id],
            overtaking: try overtaking(of: summary.stored),
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
        var matches: [EventNumber: EchoMatch] = [:]
        for event in found { matches[event.number] = try ledger.echoMatch(of: event.number) }
        var additions: [Addition] = []
        for event in Set(sent.map(\.stored.id.event)).sorted() { additions += try ledger.additions(to: event) }
        let shown = Set(sent.map(\.stored.id))
        additions.removeAll { !shown.contains($0.delivery) }
        let timeline = LeadTimeline(
            of: lead,
            found,
            matches,
            tried,
            obstacles: try obstacles(before: sent),
            additions: additions,
            isCut: isCut,
            now: now
        )
        return timeline.isEmpty ? nil : timeline
    }

    // MARK: Dead letters

    /// What the dead letters that are meant died of.
    package func groups(_ filter: LetterFilter) throws(StoreError) -> LetterGroups {
        var groups = LetterGroups()
        try forEach(filter) { letter throws(StoreError) in groups.add(letter) }
        return groups
    }

    /// What hides personal data of a delivery, also where answers repeat what its event says.
    package func mask(of id: DeliveryID) -> Mask {
        guard !mask.isRevealing, let event = try? ledger.event(id.event) else { return mask }
        return mask.learning(from: event.event.body)
    }

    /// Walks over the dead letters that are meant, in the order in which a job sends them again, page by page.
    package func forEach(
        _ filter: LetterFilter,
        atMost most: Int = .max,
        _ body: (DeadLetter) throws(StoreError) -> Void
    ) throws(StoreError) {
        // What dies meanwhile is not waited for.
        let last = try ledger.lastDeadLetter()
        var (after, rest) = (ReplayPlace.start, most)
        while rest > 0 {
            let page = try ledger.deadLetters(after: after, through: last, limit: Self.page)
            for letter in page where rest > 0 && filter.takes(letter) {
                try body(letter)
                rest -= 1
            }
            guard page.count == Self.page, let place = page.last?.place else { return }
            after = place
        }
    }

    private static let page = 500

    // MARK: Parts

    /// What a replay of one would be told that a person may want again.
    private func overtaking(of stored: StoredDelivery) throws(StoreError) -> Reason? {
        stored.delivery.canBeReplayed(.inOrder) ? try ledger.obstacle(to: stored) : nil
    }

    /// What those wait for beside their time that do not only wait for that.
    private func obstacles(before deliveries: [DeliverySummary]) throws(StoreError) -> [DeliveryID: Obstacle] {
        let waiting = deliveries.map(\.stored).filter(\.isWaiting)
        guard !waiting.isEmpty else { return [:] }
        let ofDestinations = try obstaclesOfDestinations()
        var obstacles: [DeliveryID: Obstacle] = [:]
        for stored in waiting {
            if stored.lane != nil, let letter = try ledger.holder(before: stored) {
                obstacles[stored.id] = .letter(letter)
            } else {
                obstacles[stored.id] = ofDestinations[stored.address.destination]
            }
        }
        return obstacles
    }

    /// As the relay that runs says; where none runs, the store knows what is paused.
    private func obstaclesOfDestinations() throws(StoreError) -> [String: Obstacle] {
        guard let list = destinations() else {
            let closed = try ledger.closures().filter { now < $0.value.until }.mapValues { Obstacle($0) }
            return try ledger.standings().compactMapValues { Obstacle($0) }.merging(closed) { paused, _ in paused }
        }
        return Dictionary(list.destinations.map { ($0.name, $0.obstacle) }) { $1 }.compactMapValues { $0 }
    }

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
        guard !event.isEcho else {
            return .unknown("It only repeats what we wrote ourselves, so that no route was asked.")
        }
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

extension StoredDelivery {
    fileprivate var isWaiting: Bool {
        if case .waiting = delivery.state { true } else { false }
    }
}
