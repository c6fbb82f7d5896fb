import CivilTime
import LinuxIO
import RelayCore
import RelayDelivery
import RelayRoutes
import RelayTesting
import Testing

@Suite("An account that may be broken", .timeLimit(.minutes(10)))
struct BrokenAccountTests {
    private static func accept(_ count: Int, _ world: World) async throws {
        for number in 0..<count { try await world.accept(SmallRouting.event("e\(number)", lead: "l\(number)")) }
    }

    private static func count(_ message: String, _ world: World) -> Int {
        world.log.withLock { $0.count { $0.contains(message) } }
    }

    private static func probes(_ world: World) -> [ScriptedSender.Received] {
        world.sender.received.filter { $0.request.path == "/api/check" || $0.request.method == "GET" }
    }

    @Test func `stays paused while the one that goes ahead is refused, though its harmless call is not`() throws {
        var plan = World.Plan(try SmallRouting.make([SmallRouting.octanist], ["octanist": #""concurrency": 4"#]))
        plan.script = { received, _ in
            let isRefused = received.request.method == "PATCH" && received.at < .seconds(2_000)
            return .json(isRefused ? 401 : 200, #"{ "success": true, "leadsUpdated": 1 }"#, after: .milliseconds(100))
        }
        let world = try World.live(plan) { world in
            try await Self.accept(20, world)
            await world.time.pass(.seconds(1_500))
            let standing = try #require(try world.store.standings()["octanist"]?.pause)
            #expect(standing.since == SimulatedTime.beginning + .milliseconds(100) && standing.probes == 3)
            #expect(await world.deliverer.standings()["octanist"]?.pause == standing)
            await world.end()
            await world.time.pass(.seconds(1))
            return world
        }
        #expect(Self.probes(world).map { $0.at.components.seconds } == [60, 360, 1_260, 3_060])
        let ahead = world.sender.received.filter { $0.request.method == "PATCH" && $0.at > .seconds(1) }
        #expect(ahead.prefix(4).map { $0.at.components.seconds } == [60, 360, 1_260, 3_060] && ahead.count == 23)
        // Nothing left beside the one that went ahead before it was answered.
        #expect(ahead[4].at - ahead[3].at == .milliseconds(100))
        #expect(Self.count("destination paused", world) == 1 && Self.count("destination resumed", world) == 1)
    }

    @Test func `stays paused though it answers reads, while its writes are refused`() throws {
        var plan = World.Plan(try SmallRouting.make([SmallRouting.withLookup, SmallRouting.sendpilot]))
        plan.script = { received, _ in
            let isWrite = received.request.method == "PATCH"
            let answer = #"{ "success": true, "status": "DONE", "id": "l1", "email": "a@example.com" }"#
            return .json(isWrite && received.at < .seconds(2_000) ? 401 : 200, answer)
        }
        let world = try World.live(plan) { world in
            try await Self.accept(20, world)
            await world.end(within: .seconds(4_000))
            return world
        }
        let ahead = world.sender.received.filter { $0.request.method == "PATCH" && $0.at > .seconds(1) }
        #expect(ahead.prefix(4).map { $0.at.components.seconds } == [60, 360, 1_260, 3_060])
        #expect(Self.count("destination paused", world) == 1 && Self.count("destination resumed", world) == 1)
    }

    @Test(arguments: [([:], 70), (["retry-after": "600"], 1)])
    func `is to be looked at when a lead is refused twice or waits for long, though that pauses nothing`(
        headers: [String: String],
        seconds: Int
    ) throws {
        let answers = #""answers": [{ "status": 401, "verdict": "pause", "confirm": 3, "cause": "bad-key" }]"#
        var plan = World.Plan(try SmallRouting.make([SmallRouting.go()], ["any": answers]))
        plan.script = { received, _ in
            received.at < .seconds(200) ? ScriptedSender.Reply(Answer(status: 401, headers: headers)) : .json(200)
        }
        _ = try World.live(plan) { world in
            try await Self.accept(1, world)
            if seconds > 60 {
                await world.time.pass(.seconds(59))
                #expect(try world.store.attention().isEmpty)
            }
            await world.time.pass(.seconds(seconds > 60 ? seconds - 59 : seconds))
            let told = try world.store.attention().map(\.attention)
            #expect(told.map(\.name) == [.doubt(of: "any")])
            #expect(told.allSatisfy { $0.detail.hasPrefix("bad-key at go, as dl_") })
            #expect(try world.store.standings() == [:])
            await world.end()
            await world.time.pass(.seconds(1))
            #expect(try world.store.attention().isEmpty)
        }
    }

    @Test func `takes up what waits elsewhere for a lookup there as soon as a person resumes it`() throws {
        var plan = World.Plan(try SmallRouting.make([SmallRouting.withLookup]))
        plan.script = { received, _ in
            let isRefused = received.request.method == "GET" && received.at < .seconds(10)
            return .json(isRefused ? 401 : 200, #"{ "id": "l1", "email": "a@example.com" }"#)
        }
        let world = try World.live(plan) { world in
            try await Self.accept(3, world)
            await world.time.pass(.seconds(5))
            try await world.accept(SmallRouting.event("late", lead: "late"))
            await world.time.pass(.seconds(15))
            #expect(Set(world.store.waiting.map(\.reason.cause)) == ["lookup-bad-key", "lookup-paused"])
            #expect(try await world.deliverer.resume("sendpilot", over: nil))
            await world.time.pass(.seconds(1))
            #expect(world.store.waiting.isEmpty)
            return world
        }
        #expect(world.sender.received.allSatisfy { $0.at <= .seconds(20) })
    }

    @Test func `takes up what waits elsewhere for a lookup there when a delivery shows that it works`() throws {
        var plan = World.Plan(try SmallRouting.make([SmallRouting.withLookup, SmallRouting.sendpilot]))
        plan.script = { received, _ in
            let answer = #"{ "success": true, "status": "DONE", "id": "l1", "email": "a@example.com" }"#
            return .json(received.request.path != "/go" && received.at < .seconds(30) ? 401 : 200, answer)
        }
        let world = try World.live(plan) { world in
            try await Self.accept(3, world)
            await world.time.pass(.seconds(50))
            try await world.accept(SmallRouting.event("late", lead: "late"))
            await world.time.pass(.seconds(12))
            #expect(world.store.waiting.isEmpty)
            return world
        }
        #expect(Self.count("destination resumed", world) == 1)
    }
}
