import RelayCore

/// What becomes of the deliveries of an event, told as it happens.
struct DemoWatch {
    private let world: DemoWorld
    private let teller: DemoTeller
    private let event: EventNumber
    /// How many of a delivery's attempts are told.
    private var told: [DeliveryID: Int] = [:]
    private var ended: Set<DeliveryID> = []

    /// How long all are waited for that the first line may be that of the first delivery.
    private static let forFirstAnswers = Duration.seconds(2)

    init(_ event: EventNumber, _ world: DemoWorld, _ teller: DemoTeller) {
        (self.event, self.world, self.teller) = (event, world, teller)
    }

    /// Tells of each failure when it comes and of each delivery when it has ended, and after half a minute what still
    /// waits; returns all of them.
    mutating func follow() async throws -> [DeliverySummary] {
        _ = try await world.wait(for: Self.forFirstAnswers) {
            try world.ledger.deliveries(of: event).allSatisfy { $0.fate != nil || $0.tries > 0 } ? true : nil
        }
        let outcomes = try await world.wait { try tellNews() }
        if let outcomes { return outcomes }
        let deliveries = try world.ledger.deliveries(of: event)
        for delivery in deliveries where !ended.contains(delivery.stored.id) { try teller.waiting(delivery) }
        return deliveries
    }

    /// All of them once each has ended.
    private mutating func tellNews() throws -> [DeliverySummary]? {
        let deliveries = try world.ledger.deliveries(of: event)
        for delivery in deliveries where !ended.contains(delivery.stored.id) { try tell(delivery) }
        return ended.count == deliveries.count ? deliveries : nil
    }

    private mutating func tell(_ delivery: DeliverySummary) throws {
        let id = delivery.stored.id
        let hasEnded = delivery.fate != nil
        guard hasEnded || delivery.tries > told[id, default: 0] else { return }
        let attempts = try world.ledger.attempts(of: id)
        let failed = hasEnded ? attempts.dropLast() : attempts[...]
        for attempt in failed.dropFirst(told[id, default: 0]) {
            try teller.failure(attempt, of: delivery, now: world.now)
        }
        told[id] = failed.count
        guard hasEnded else { return }
        try teller.outcome(delivery, attempts.last)
        ended.insert(id)
    }
}

extension DeliverySummary {
    /// Nil while it waits.
    var fate: Fate? {
        if case .finished(let fate, _) = stored.delivery.state { fate } else { nil }
    }

    fileprivate var tries: Int { stored.delivery.history.tries }
}
