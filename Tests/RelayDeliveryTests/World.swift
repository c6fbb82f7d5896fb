import CivilTime
import LinuxIO
import RelayCore
import RelayDelivery
import RelayLog
import RelayRoutes
import RelayTesting
import Testing

/// A deliverer with all that it needs, in a simulation.
struct World: Sendable {
    let time: SimulatedTime
    let store = MemoryStore()
    let committer: MemoryCommitter
    let sender: ScriptedSender
    let marks: ScriptedMarks
    let deliverer: Deliverer
    let routing: Routing
    let log: Lock<[String]>

    /// What a world is made of.
    struct Plan: Sendable {
        var routing: Routing
        var marks: Set<DeliveryID> = []
        var weather: @Sendable () -> MemoryCommitter.Weather = { MemoryCommitter.Weather() }
        typealias Script = @Sendable (ScriptedSender.Received, Int) -> ScriptedSender.Reply
        var script: Script = { _, _ in .json(200) }

        init(_ routing: Routing) { self.routing = routing }
    }

    private init(_ plan: Plan, _ clock: VirtualClock, _ executor: any SerialExecutor, seed: UInt64) {
        let (time, log) = (SimulatedTime(clock), Lock<[String]>([]))
        let chance = Lock(SeededRandom(seed: seed))
        self.time = time
        self.log = log
        routing = plan.routing
        marks = ScriptedMarks(plan.marks)
        committer = MemoryCommitter(store, time, weather: plan.weather)
        sender = ScriptedSender(clock, plan.script)
        let ports = Deliverer.Ports(
            sender: sender,
            committer: committer,
            reader: { [store] in store },
            clock: time,
            marks: marks,
            digest: { Array($0.reversed()) },
            chance: { chance.withLock { $0.next() } },
            log: Log(format: .text, time: { "" }, sink: { line in log.withLock { $0.append(line) } }),
            deadLetterWritten: {}
        )
        deliverer = Deliverer(plan.routing, ports, on: executor)
        committer.whenReady { [deliverer] in deliverer.offer($0) }
    }

    /// Runs a deliverer beside the body, and stops it at the body's end.
    static func live<Value: Sendable>(
        _ plan: Plan,
        seed: UInt64 = 1,
        before: @escaping @Sendable (World) async throws -> Void = { _ in },
        _ body: @escaping @Sendable (World) async throws -> Value
    ) throws -> Value {
        let simulation = Simulation(seed: seed)
        let executor = simulation.serialExecutor()
        return try simulation.run { clock in
            let world = World(plan, clock, executor, seed: seed)
            try await before(world)
            async let running: Void = world.deliverer.run(interrupted: Array(plan.marks))
            let value = try await body(world)
            await world.deliverer.stop()
            try await running
            return value
        }
    }

    @discardableResult
    func accept(_ events: Event...) async throws -> [Receipt] {
        guard case .accepted(let receipts) = try await committer.submit(.accept(events.map(routing.planned))) else {
            throw Unexpected()
        }
        return receipts
    }

    /// Waits until nothing waits any more.
    @discardableResult
    func end(within most: Duration = .seconds(3_600), step: Duration = .milliseconds(100)) async -> Bool {
        let hasEnded = await time.pass(until: { store.waiting.isEmpty }, step: step, most: most)
        #expect(hasEnded, "still waiting: \(store.waiting.map(\.delivery.state))")
        return hasEnded
    }

    /// The only delivery that there is.
    func only() throws -> StoredDelivery {
        let all = store.waiting + store.finished
        try #require(all.count == 1)
        return try #require(all.first)
    }

    func attempts() throws -> [Attempt] { try store.attempts(of: try only().id) }

    struct Unexpected: Error {}
}

extension StoredDelivery {
    var fate: Fate? {
        if case .finished(let fate, _) = delivery.state { fate } else { nil }
    }

    var reason: Reason {
        switch delivery.state {
        case .waiting(_, let reason), .finished(_, let reason): reason
        case .inFlight: Reason("in-flight")
        }
    }
}
