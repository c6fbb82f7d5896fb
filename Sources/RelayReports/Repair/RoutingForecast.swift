package import CivilTime
package import RelayCore
package import RelayRoutes

/// What events would lead to that went through the routes again, held against what they have led to.
package struct RoutingForecast {
    private let ledger: any Ledger
    private let routing: Routing
    private let preview: ReplayPreview
    private let mask: Mask
    private let wish: Wish
    private(set) var counts: [DeliveryAddress: [RoutingItem.Kind: Int]] = [:]
    /// How many of which kind would leave, or not, and why.
    private(set) var sendings: [RoutingItem.Kind: [RoutingItem.Sending.Kind: Int]] = [:]
    private(set) var dropped: [EventNumber] = []
    var isAgain: Bool { wish.manner.contains(.onceMore) }
    var fingerprint: String { routing.fingerprint }
    /// How many events were looked at.
    package private(set) var events = 0
    /// How many deliveries they do not have yet.
    package private(set) var added = 0
    /// How many have ended that can be sent once more.
    package private(set) var ended = 0
    /// How many a job would take up that is wanted so.
    package private(set) var wanted = 0

    /// How they are to be sent, and how many at the most.
    package struct Wish: Sendable {
        package let manner: Delivery.Replay
        package let limit: Int?

        package init(_ manner: Delivery.Replay = .inOrder, limit: Int? = nil) {
            self.manner = manner
            self.limit = limit
        }
    }

    package init(
        _ ledger: any Ledger,
        _ routing: Routing,
        _ mask: Mask,
        _ wish: Wish = Wish(),
        digest: @escaping ([UInt8]) -> [UInt8]
    ) {
        self.wish = wish
        self.ledger = ledger
        self.routing = routing
        self.mask = mask
        preview = ReplayPreview(ledger, routing, mask, digest: digest)
    }

    /// Looks at all events that are meant, the oldest first, and hands out what becomes of each delivery.
    ///
    /// Where nobody wants to see it, what a delivery would be is not found out.
    package mutating func look(
        at filter: EventFilter,
        before now: Timestamp,
        isDetailed: Bool = true,
        _ tell: (RoutingItem) throws -> Void,
        progress: (Int) -> Void
    ) throws {
        // What comes in meanwhile has met the routes of today.
        let last = min(try ledger.lastEvent()?.rawValue ?? 0, filter.end)
        var after = filter.start
        while after < last {
            let page = try MeantEvents(filter, after: after, through: last, in: ledger)
            for number in page.numbers { try look(at: number, filter, now, isDetailed, tell) }
            progress(events)
            guard !page.isLast else { return }
            after = page.end
        }
    }

    private mutating func look(
        at number: EventNumber,
        _ filter: EventFilter,
        _ now: Timestamp,
        _ isDetailed: Bool,
        _ tell: (RoutingItem) throws -> Void
    ) throws {
        guard let stored = try ledger.event(number) else { return }
        events += 1
        guard !stored.isEmptied else { return dropped.append(number) }
        let planned = routing.planned(stored.event).deliveries
        let deliveries = try ledger.deliveries(of: number)
        let comparison = PlanComparison(planned, deliveries, route: filter.route) { routing.send(at: $0) != nil }
        added += comparison.added.count
        ended += comparison.ended(before: now).count + comparison.renamed(before: now).count
        let choice = choose(from: comparison, number, now)
        guard isDetailed else { return }
        let newcomers = Newcomers(event: number, stored.event, after: deliveries.count, at: now)
        for planned in comparison.added {
            let newcomer = newcomers.delivery(planned)
            let outcome = preview.outcome(of: planned, as: newcomer.id, stored.event)
            let sending = try sending(newcomer, choice, outcome)
            try add(RoutingItem(number, nil, planned.address, .added, outcome, sending, mask), tell)
        }
        for renamed in comparison.renamed {
            let newcomer = newcomers.delivery(renamed.planned)
            let outcome = preview.outcome(of: renamed.planned, as: newcomer.id, stored.event)
            let sending = try sending(newcomer, choice, outcome)
            let (address, before) = (renamed.planned.address, renamed.before.stored)
            let told = outcome.isSent ? nil : outcome
            try add(
                RoutingItem(number, before.id, address, .renamed, told, sending, before: before.address, mask),
                tell
            )
        }
        for summary in comparison.dropped { try add(item(summary, number, .dropped), tell) }
        for summary in comparison.kept { try add(kept(summary, number, choice), tell) }
    }

    private mutating func add(_ item: RoutingItem, _ tell: (RoutingItem) throws -> Void) throws {
        counts[item.address, default: [:]][item.kind, default: 0] += 1
        sendings[item.kind, default: [:]][item.sending.kind, default: 0] += 1
        try tell(item)
    }

    // MARK: What leaves

    /// What of an event would be taken up, and what only without `--limit`, by their sends.
    private struct Choice {
        var taken: Set<DeliveryAddress> = []
        var beyondLimit: Set<DeliveryAddress> = []
    }

    /// Chooses as the job does that would be begun with this wish.
    private mutating func choose(from comparison: PlanComparison, _ number: EventNumber, _ now: Timestamp) -> Choice {
        var choice = Choice()
        for destination in comparison.destinations {
            let part = comparison.only(to: destination)
            let all = part.wanted(wish.manner, of: number, before: now, configuration: routing.fingerprint)
            let taken = all.prefix(wish.limit.map { max(0, $0 - wanted) } ?? .max)
            choice.taken.formUnion(part.addresses(of: taken))
            choice.beyondLimit.formUnion(part.addresses(of: all))
            wanted += taken.count
        }
        choice.beyondLimit.subtract(choice.taken)
        return choice
    }

    private func sending(
        _ stored: StoredDelivery,
        _ choice: Choice,
        _ outcome: ReplayPreview.Outcome?
    ) throws -> RoutingItem.Sending {
        guard !choice.beyondLimit.contains(stored.address) else { return .beyondLimit }
        guard choice.taken.contains(stored.address) else { return .no }
        if let obstacle = try preview.obstacle(to: stored, wish.manner) { return .overtaken(obstacle) }
        return outcome?.isSent ?? true ? .sent : .unfit
    }

    private func item(
        _ summary: DeliverySummary,
        _ event: EventNumber,
        _ kind: RoutingItem.Kind,
        _ outcome: ReplayPreview.Outcome? = nil,
        _ sending: RoutingItem.Sending = .no
    ) -> RoutingItem {
        RoutingItem(event, summary.stored.id, summary.stored.address, kind, outcome, sending, mask)
    }

    private func kept(_ summary: DeliverySummary, _ event: EventNumber, _ choice: Choice) throws -> RoutingItem {
        let stored = summary.stored
        guard case .finished(let fate, _) = stored.delivery.state else { return item(summary, event, .waiting) }
        guard !fate.isDeadLetter else { return item(summary, event, .dead) }
        guard fate.isDelivered || choice.taken.contains(stored.address) else {
            return item(summary, event, .unsent, nil, try sending(stored, choice, nil))
        }
        // Whether a newer one is in its way is asked of what is wanted only.
        let outcome = try preview.outcome(of: stored, [.onceMore, .evenIfStale])
        let sending = try sending(stored, choice, outcome)
        guard fate.isDelivered else { return item(summary, event, .unsent, outcome, sending) }
        switch outcome {
        case .same: return item(summary, event, .same, nil, sending)
        case .changed, .skipped, .impossible, .refused: return item(summary, event, .changed, outcome, sending)
        case .asksFirst: return item(summary, event, .delivered, outcome, sending)
        }
    }
}

/// What an event would get beside what it has, as if it were stored already.
private struct Newcomers {
    private let event: EventNumber
    private let position: Timestamp
    private let count: Int
    private let now: Timestamp

    init(event number: EventNumber, _ event: Event, after count: Int, at now: Timestamp) {
        self.event = number
        position = event.occurredAt ?? event.receivedAt
        self.count = count
        self.now = now
    }

    func delivery(_ planned: NewDelivery) -> StoredDelivery {
        let id = DeliveryID(event: event, number: count)
        let lane = planned.lead.map { Lane(destination: planned.address.destination, lead: $0) }
        let delivery = Delivery(id: id, since: now, state: .waiting(due: now, .replayed))
        return StoredDelivery(delivery, planned.address, lane: lane, position: position)
    }
}

extension PlanComparison {
    /// The sends of what an event gets.
    fileprivate func addresses(of again: RoutedAgain) -> [DeliveryAddress] {
        let ids = Set(again.onceMore.map(\.id))
        return again.added.map(\.address) + kept.map(\.stored).filter { ids.contains($0.id) }.map(\.address)
    }
}
