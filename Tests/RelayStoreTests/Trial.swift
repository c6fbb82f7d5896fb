import CivilTime
import RelayCore
import RelayTesting
import Testing

/// The same moves on a store and on one that is known to be right; what differs is the numbers of events.
struct Trial {
    enum Move { case restart, failure, other }

    private var random: SeededRandom
    private let model: StoreBench
    var found: StoreBench
    private var movesLeft: Int
    private var second: Int64 = 0
    private var events = 0
    private var lost = 0
    /// The number of each event in the model, and in the other.
    private var numbers: [(model: EventNumber, found: EventNumber)] = []
    private var rules = SendRules(order: .latest)

    init(_ random: SeededRandom, _ model: StoreBench, _ found: StoreBench, mostMoves: Int) {
        (self.random, self.model, self.found, movesLeft) = (random, model, found, mostMoves)
    }

    mutating func next() -> Move? {
        movesLeft -= 1
        guard movesLeft >= 0 else { return nil }
        return random.chance(1, outOf: 25) ? .restart : random.chance(1, outOf: 25) ? .failure : .other
    }

    mutating func play() throws {
        second += 1
        if random.chance(1, outOf: 40) { return try retire() }
        if random.chance(1, outOf: 2) || numbers.isEmpty { return try accept() }
        let write = try write()
        let results = [
            try model.commit([write.model], at: second), try found.commit([write.found], at: second),
        ]
        #expect(results[0].first?.isRefused == results[1].first?.isRefused)
    }

    /// A write to the other alone, which will be lost.
    mutating func lostWrite() throws -> StoreWrite {
        if random.chance(2, outOf: 3) || numbers.isEmpty {
            lost += 1
            return .accept([try event("lost\(lost)")])
        }
        return try write().found
    }

    private mutating func write() throws -> (model: StoreWrite, found: StoreWrite) {
        if random.chance(2, outOf: 3), let settled = try settlement() { return settled }
        let number = numbers[random.below(numbers.count)]
        let ids = (DeliveryID(event: number.model, number: 0), DeliveryID(event: number.found, number: 0))
        switch random.below(4) {
        case 0: return (.discard(ids.0), .discard(ids.1))
        case 1: return (.replay(ids.0, .evenIfStale), .replay(ids.1, .evenIfStale))
        default: return (.replay(ids.0), .replay(ids.1))
        }
    }

    /// What becomes of one of those that wait: mostly of one that has the turn.
    private mutating func settlement() throws -> (model: StoreWrite, found: StoreWrite)? {
        let due = try model.turns()
        let all = numbers.map { DeliveryID(event: $0.model, number: 0) }
        let some = random.chance(4, outOf: 5) && !due.isEmpty ? due : all
        let id = some[random.below(some.count)]
        guard let number = numbers.first(where: { $0.model == id.event }),
            let left = try model.queue.delivery(id),
            let right = try found.queue.delivery(DeliveryID(event: number.found, number: 0))
        else { return nil }
        let state = state()
        return (.settle(left.told(state), nil), .settle(right.told(state), nil))
    }

    private mutating func state() -> Delivery.State {
        let later = Delivery.State.waiting(due: StoreBench.moment(second + Int64(random.below(9))), Reason("busy"))
        return [
            later, later, .finished(.delivered, Reason("so")), .finished(.dead, Reason("so")),
            .finished(.skipped, Reason("so")),
        ][random.below(5)]
    }

    private mutating func accept() throws {
        events += 1
        let write = StoreWrite.accept([try event("e\(events)")])
        let results = try (model.commit([write], at: second)[0], found.commit([write], at: second)[0])
        guard case .accepted(let left) = results.0, case .accepted(let right) = results.1 else { return }
        numbers.append((left[0].number, right[0].number))
        #expect(left[0].ready.count == right[0].ready.count)
    }

    private mutating func event(_ id: String) throws -> NewEvent {
        let (occurred, sends) = (Int64(random.below(60)), ["octanist", "note/octanist", "each/octanist"])
        let place = random.below(3)
        let rules = place == 0 ? rules : SendRules(onDead: place == 1 ? .hold : .release)
        let lead = random.chance(1, outOf: 10) ? nil : "lead\(random.below(3))"
        return try StoreBench.event(id, lead: lead, occurred: occurred, to: [sends[place]], rules: rules)
    }

    /// The rules of the first send change, to and fro.
    private mutating func retire() throws {
        rules = SendRules(order: rules.order == .latest ? .every : .latest, onDead: .hold)
        let others = [
            StoreBench.address("note/octanist", SendRules(onDead: .hold)), StoreBench.address("each/octanist"),
        ]
        let write = StoreWrite.retire(keeping: Set(others + [StoreBench.address("octanist", rules)]))
        _ = try (model.commit([write], at: second), found.commit([write], at: second))
    }

    /// That both tell the same of every delivery, and of whose turn has come.
    func compare() throws {
        let events = Dictionary(numbers.map { ($0.found, $0.model) }) { $1 }
        let turns = try found.turns().compactMap { events[$0.event] }
        #expect(turns.sorted() == (try model.turns().map(\.event).sorted()), "whose turn has come")
        let query = DeliveryQuery(limit: .max)
        let left = try model.ledger.deliveries(query).map { ($0.stored.id.event, $0.stored.shown) }
        let right = try found.ledger.deliveries(query).map { (events[$0.stored.id.event], $0.stored.shown) }
        #expect(left.map(\.1) == right.map(\.1))
        #expect(left.map(\.0) == right.compactMap(\.0))
    }
}

extension StoredDelivery {
    fileprivate func told(_ state: Delivery.State) -> StoredDelivery {
        becoming(Delivery(id: id, since: delivery.since, state: state, history: delivery.history))
    }

    fileprivate var shown: String {
        switch delivery.state {
        case .waiting(let due, let reason): "waits until \(due.microseconds): \(reason.cause)"
        case .inFlight: "in flight"
        case .finished(let fate, let reason): "\(fate.rawValue): \(reason.cause)"
        }
    }
}

extension StoreBench {
    func commit(_ writes: [StoreWrite], at second: Int64 = 0) throws -> [StoreResult] {
        try store.commit(writes, at: Self.moment(second))
    }

    /// Whose turn has come, due or not.
    func turns() throws -> [DeliveryID] {
        try queue.due(at: "octanist", by: Self.moment(1_000_000), limit: 10_000).map(\.id)
    }
}

extension StoreResult {
    fileprivate var isRefused: Bool {
        if case .refused = self { true } else { false }
    }

    var ready: [StoredDelivery] {
        if case .accepted(let receipts) = self { receipts.flatMap(\.ready) } else { [] }
    }
}
