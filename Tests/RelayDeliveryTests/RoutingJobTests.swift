import CivilTime
import LinuxIO
import RelayCore
import RelayDelivery
import RelayRoutes
import RelayTesting
import Testing

@Suite("A job that sends events through the routes again", .timeLimit(.minutes(10)))
struct RoutingJobTests {
    /// What the relay runs by now.
    private static func today(_ slow: String = "") throws -> World.Plan {
        World.Plan(try SmallRouting.make([SmallRouting.go("any"), SmallRouting.go("slow", more: slow)]))
    }

    /// What it ran when the events came in: one route less.
    private static func before() throws -> Routing { try SmallRouting.make([SmallRouting.go("any")]) }

    private static func accept(_ numbers: Range<Int>, _ world: World, by routing: Routing) async throws {
        for number in numbers {
            let event = try SmallRouting.event("e\(number)", lead: "l\(number)", at: number)
            _ = try await world.committer.submit(.accept([routing.planned(event)]))
        }
        await world.end()
    }

    private static func begin(
        _ world: World,
        _ filter: EventFilter = EventFilter(),
        _ manner: Delivery.Replay = .inOrder,
        pace: Rate? = nil,
        limit: Int? = nil
    ) async throws -> ReplayJobID {
        let order = ReplayOrder(.events(filter), manner, pace: pace, limit: limit, by: "uid 1")
        return try await world.begin(order)
    }

    @Test func `sends what a new route takes, once, and nothing else`() throws {
        try World.live(try Self.today()) { world in
            try await Self.accept(0..<250, world, by: try Self.before())
            #expect(world.sender.received.count == 250)
            for expected in [250, 0] {
                let id = try await Self.begin(world)
                try await world.finish([id])
                let job = try world.job(id)
                #expect(job.state == .done && job.counts == ReplayJob.Counts(replayed: expected))
                #expect(world.sender.received.count == 500)
            }
            #expect(Set(world.sender.received.map(\.key)).count == 500)
        }
    }

    @Test func `tells which lanes are held by what it brings`() throws {
        try World.live(try Self.today(#", "when": "event.body.value > 0", "onDead": "hold""#)) { world in
            try await Self.accept(0..<2, world, by: try Self.before())
            try await world.finish([try await Self.begin(world)])
            let told = try #require(try world.store.attention().first)
            #expect(told.attention.name == Attention.Name(kind: "lane-held", subject: "slow") && told.count == 2)
            #expect(world.log.withLock { $0.count { $0.contains("lane held") } } == 1)
        }
    }

    /// Deliveries that a mode keeps from being sent.
    private static func held(_ routes: [String], at destination: String) throws -> World.Plan {
        World.Plan(try SmallRouting.make(routes, [destination: #""mode": "hold""#]))
    }

    @Test func `what was delivered before its route got another name is sent again only where that is asked for`()
        throws
    {
        let route = SmallRouting.route("any", "go", #"{ "id": "{{ event.lead }}" }"#, name: "by another name")
        try World.live(try Self.held([route], at: "any")) { world in
            for number in 0..<3 {
                let planned = try Self.before().planned(try SmallRouting.event("e\(number)", lead: "l\(number)"))
                _ = try await world.committer.submit(.accept([planned]))
            }
            for stored in world.store.waiting {
                let state = Delivery.State.finished(.delivered, Reason("delivered"))
                let delivered = Delivery(id: stored.id, since: world.time.now, state: state)
                _ = try await world.committer.submit(.settle(stored.becoming(delivered), nil))
            }
            await world.time.pass(.seconds(1))
            for (manner, expected) in [(Delivery.Replay.inOrder, 0), (.onceMore, 3)] {
                let id = try await Self.begin(world, EventFilter(), manner)
                try await world.replaying { _ in
                    _ = await world.time.pass(until: { world.isDone(id) }, most: .seconds(60))
                }
                #expect(try world.job(id).counts == ReplayJob.Counts(replayed: expected))
            }
        }
    }

    @Test func `goes on elsewhere while as many as may wait do so at one destination`() throws {
        try World.live(try Self.held([SmallRouting.go("any"), SmallRouting.go("slow")], at: "slow")) { world in
            let (count, most) = (ReplayRunner.mostReady + 50, ReplayRunner.mostReady)
            let none = try SmallRouting.make([SmallRouting.go("any").replacing("\"*\"", with: "\"other\"")])
            try await Self.accept(0..<count, world, by: none)
            let id = try await Self.begin(world)
            try await world.replaying { _ in
                await world.time.pass(.seconds(60))
                #expect(world.sender.received.count == count)
                #expect(try world.dueReplays(at: "slow", upTo: count) == most)
                #expect(try world.job(id).counts.replayed == count + most && world.job(id).state == .running)
                for stored in world.store.waiting { _ = try await world.committer.submit(.discard(stored.id)) }
                _ = await world.time.pass(until: { world.isDone(id) }, most: .seconds(60))
            }
            #expect(try world.job(id).counts == ReplayJob.Counts(replayed: 2 * count))
            #expect(world.sender.received.count == count)
        }
    }

    @Test func `events that no route took are the point of it`() throws {
        try World.live(try Self.today()) { world in
            let none = try SmallRouting.make([SmallRouting.go("any").replacing("\"*\"", with: "\"other\"")])
            try await Self.accept(0..<3, world, by: none)
            #expect(world.sender.received.isEmpty)
            try await world.finish([try await Self.begin(world)])
            #expect(world.sender.received.count == 6)
            #expect(try world.store.events(EventQuery()).allSatisfy { $0.isRouted && $0.deliveries == 2 })
        }
    }

    @Test func `two over the same events send each delivery once`() throws {
        try World.live(try Self.today()) { world in
            try await Self.accept(0..<60, world, by: try Self.before())
            let jobs = [try await Self.begin(world), try await Self.begin(world)]
            try await world.finish(jobs)
            #expect(world.sender.received.count == 120)
            #expect(Set(world.sender.received.map(\.key)).count == 120)
            #expect(try jobs.reduce(0) { try $0 + world.job($1).counts.replayed } == 60)
        }
    }

    @Test func `sends what was delivered again where that is asked for, with the key of its body`() throws {
        try World.live(try Self.today()) { world in
            try await Self.accept(0..<4, world, by: world.routing)
            let id = try await Self.begin(world, EventFilter(), .onceMore)
            try await world.finish([id])
            #expect(try world.job(id).counts == ReplayJob.Counts(replayed: 8))
            let keys = world.sender.received.map(\.key)
            #expect(keys.count == 16 && Set(keys).count == 8)
        }
    }

    @Test func `is about the events, the route and the number that are asked for`() throws {
        try World.live(try Self.today()) { world in
            try await Self.accept(0..<6, world, by: try Self.before())
            var (one, other) = (EventFilter(), EventFilter())
            one.lead = "l4"
            other.route = "any"
            let jobs = [try await Self.begin(world, one), try await Self.begin(world, other)]
            try await world.finish(jobs)
            #expect(try jobs.map { try world.job($0).counts.replayed } == [1, 0])
            let few = try await Self.begin(world, limit: 3)
            try await world.finish([few])
            #expect(try world.job(few).counts == ReplayJob.Counts(replayed: 3))
            #expect(world.sender.received.count == 10)
        }
    }

    @Test func `keeps to its pace and is stopped`() throws {
        try World.live(try Self.today()) { world in
            try await Self.accept(0..<40, world, by: try Self.before())
            let id = try await Self.begin(world, pace: Rate(count: 5, period: .seconds(1)))
            try await world.replaying { _ in
                await world.time.pass(.seconds(4))
                let sent = world.sender.received.count - 40
                #expect((19...21).contains(sent), "\(sent) in 4 s")
                _ = try await world.committer.submit(.repair(.stop(id)))
                await world.end()
                let count = world.sender.received.count
                await world.time.pass(.seconds(30))
                #expect(world.sender.received.count == count)
            }
            _ = try await world.committer.submit(.repair(.resume(id)))
            try await world.finish([id])
            #expect(world.sender.received.count == 80)
        }
    }

    @Test func `an event that only repeats what we wrote is routed where it is named`() throws {
        try World.live(try Self.today()) { world in
            let writer = try await world.accept(try SmallRouting.event("e0"))[0].number
            let echo = ExpectedEcho(
                destination: "any",
                lead: "l1",
                field: "value",
                value: "x",
                delivery: DeliveryID(event: writer, number: 0),
                attempt: 1
            )
            let reporting = NewEvent(
                try SmallRouting.event("e1"),
                configuration: "first",
                deliveries: [],
                reports: [EchoReport(destination: "any", field: "value", value: "x")]
            )
            for write in [StoreWrite.expect(echo), .accept([reporting])] {
                _ = try await world.committer.submit(write)
            }
            let number = try #require(try world.store.events(EventQuery()).first { $0.isEcho }?.number)
            await world.end()
            let before = world.sender.received.count
            try await world.finish([try await Self.begin(world)])
            #expect(world.sender.received.count == before)
            var named = EventFilter()
            named.events = [number]
            try await world.finish([try await Self.begin(world, named)])
            #expect(world.sender.received.count == before + 2)
            #expect(try world.store.event(number)?.isEcho == true)
        }
    }

    @Test(arguments: Seeds.first(30))
    func `sends nothing twice and forgets nothing, whenever the process ends or the disk fails`(seed: UInt64) throws {
        var plan = try Self.today()
        let weather = StormyWeather(seed: seed)
        plan.weather = { weather.next() }
        try World.live(plan, seed: seed) { world in
            try await Self.accept(0..<25, world, by: try Self.before())
            let jobs = [
                try await Self.begin(world, pace: Rate(count: 20, period: .seconds(1))), try await Self.begin(world),
            ]
            weather.isStormy = true
            try await world.finish(jobs, inShortLivesOf: seed)
            weather.isStormy = false
            await world.end()
            #expect(try jobs.reduce(0) { try $0 + world.job($1).counts.replayed } == 25)
            #expect(world.sender.received.count == 50, "replay with seed \(seed)")
        }
    }
}
