import CivilTime
import LinuxIO
import RelayCore
import RelayDelivery
import RelayRoutes
import RelayTesting
import Testing

@Suite("When the routes file changes, or the relay stops,", .timeLimit(.minutes(10)))
struct ReloadTests {
    private static func routing(value: String) throws -> Routing {
        let fields = #"{ "id": "{{ event.lead }}", "value": "\#(value)" }"#
        return try SmallRouting.make([SmallRouting.route("any", "go", fields)], fingerprint: value)
    }

    @Test func `a body that has changed by that goes out under a key of its own`() throws {
        var plan = World.Plan(try Self.routing(value: "one"))
        plan.script = { _, number in number < 4 ? .json(500) : .json(200) }
        let (same, other) = (try Self.routing(value: "one"), try Self.routing(value: "two"))
        let world = try World.live(plan) { world in
            try await world.accept(SmallRouting.event("e1"))
            for (count, routing) in [(1, same), (2, other), (4, other)] {
                _ = await world.time.pass(
                    until: { world.sender.received.count == count && (try? world.attempts().count) == count },
                    most: .seconds(36_000)
                )
                await world.deliverer.adopt(routing)
            }
            await world.end(within: .seconds(36_000))
            return world
        }
        let id = try world.only().id.text
        #expect(world.sender.received.map(\.key) == [id, id, "\(id).2", "\(id).2", "\(id).2"])
    }

    @Test func `a replay sends what the file says by now, and its attempts go on from those before`() throws {
        var plan = World.Plan(try Self.routing(value: "one"))
        plan.script = { _, number in number == 0 ? .json(400) : .json(200) }
        let other = try Self.routing(value: "two")
        let world = try World.live(plan) { world in
            try await world.accept(SmallRouting.event("e1"))
            await world.end()
            await world.deliverer.adopt(other)
            _ = try await world.committer.submit(.replay(try world.only().id))
            await world.deliverer.lookAgain()
            await world.end()
            return world
        }
        let id = try world.only().id.text
        #expect(world.sender.received.map(\.key) == [id, "\(id).2"])
        #expect(try world.attempts().map(\.number) == [1, 2])
        #expect(try world.attempts().map(\.configuration) == ["one", "two"])
    }

    @Test(arguments: [true, false])
    func `a delivery whose send is gone is a dead letter`(destinationIsGone: Bool) throws {
        var plan = World.Plan(try SmallRouting.make([SmallRouting.go("slow")]))
        plan.script = { _, _ in .json(500) }
        let gone: Set = destinationIsGone ? ["slow"] : []
        let without = try SmallRouting.make([SmallRouting.go("any")], without: gone)
        let world = try World.live(plan) { world in
            try await world.accept(SmallRouting.event("e1"))
            await world.time.pass(.milliseconds(10))
            await world.deliverer.adopt(without)
            await world.end()
            return world
        }
        let stored = try world.only()
        #expect(stored.fate == .dead && stored.reason.cause == "send-removed")
        #expect(stored.reason.detail.contains("slow") && world.sender.received.count == 1)
    }

    @Test(arguments: Seeds.first(200))
    func `what is under way ends as it began`(seed: UInt64) throws {
        var plan = World.Plan(try Self.routing(value: "one"))
        plan.script = { _, _ in .json(200, after: .seconds(5)) }
        let other = try Self.routing(value: "two")
        let world = try World.live(plan, seed: seed) { world in
            try await world.accept(SmallRouting.event("e1", at: 1))
            try await world.accept(SmallRouting.event("e2", at: 2))
            await world.time.pass(.seconds(1))
            await world.deliverer.adopt(other)
            await world.end()
            return world
        }
        #expect(world.sender.received.map { $0.body.contains("one") } == [true, false])
        let attempts = try world.store.finished.sorted { $0.id < $1.id }.flatMap { try world.store.attempts(of: $0.id) }
        #expect(attempts.map(\.configuration) == ["one", "two"])
    }

    @Test(arguments: Seeds.first(200))
    func `what is under way ends, and nothing more begins`(seed: UInt64) throws {
        var plan = World.Plan(try SmallRouting.make([SmallRouting.go()], ["any": #""concurrency": 3"#]))
        plan.script = { _, _ in .json(200, after: .seconds(5)) }
        let world = try World.live(plan, seed: seed) { world in
            for number in 0..<9 { try await world.accept(SmallRouting.event("e\(number)", lead: "l\(number)")) }
            await world.time.pass(.seconds(1))
            return world
        }
        #expect(world.sender.received.count == 3 && world.store.finished.count == 3 && world.store.waiting.count == 6)
        #expect(world.marks.current == [])
    }

    @Test(arguments: [(11, 6), (10, 7), (4, 6), (3, 2), (100, 60), (9, 1)])
    func `a rate that has changed by that counts what was sent before`(count: Int, seconds: Int) throws {
        func rate(_ count: Int, _ seconds: Int) throws -> Routing {
            try SmallRouting.make([SmallRouting.go()], ["any": #""rate": "\#(count)/\#(seconds)s", "concurrency": 32"#])
        }
        let other = try rate(count, seconds)
        let world = try World.live(World.Plan(try rate(10, 6))) { world in
            await world.time.pass(.milliseconds(6_500))
            for number in 0..<150 { try await world.accept(SmallRouting.event("e\(number)", lead: "l\(number)")) }
            await world.time.pass(.milliseconds(300))
            #expect(world.sender.received.count == 10)
            await world.deliverer.adopt(other)
            await world.end()
            return world
        }
        let moments = world.sender.received.map(\.at)
        #expect(moments.count == 150)
        for (earlier, later) in zip(moments, moments.dropFirst(count)) where later > .milliseconds(6_800) {
            #expect(later - earlier >= .seconds(seconds))
        }
        // Neither is it slower than it says.
        #expect(try #require(moments.last) < .seconds(10 + 150 * seconds / count + 2 * seconds))
    }

    @Test func `what can no longer be stored stays marked and is not sent again`() throws {
        let isStopped = Lock(false)
        var plan = World.Plan(try SmallRouting.make([SmallRouting.go()]))
        plan.script = { _, _ in .json(200, after: .seconds(1)) }
        plan.weather = {
            let stopped = StoreError(.stopped, "store", fact: "it is closed", remedy: "Start again.")
            return MemoryCommitter.Weather(failure: isStopped.withLock { $0 } ? stopped : nil)
        }
        let world = try World.live(plan) { world in
            try await world.accept(SmallRouting.event("e1"))
            isStopped.withLock { $0 = true }
            await world.time.pass(.seconds(600))
            return world
        }
        #expect(world.sender.received.count == 1)
        #expect(world.marks.current == [try world.only().id])
    }
}
