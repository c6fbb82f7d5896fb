import CivilTime
import LinuxIO
import RelayCore
import RelayDelivery
import RelayRoutes
import RelayTesting
import Testing

@Suite("A destination that is paused", .timeLimit(.minutes(10)))
struct PauseFlowTests {
    typealias Script = @Sendable (ScriptedSender.Received, Int) -> ScriptedSender.Reply

    /// An API whose key works from that moment on.
    private static func mended(at moment: Duration, broken: ScriptedSender.Reply = .json(401)) -> Script {
        { received, _ in received.at < moment ? broken : .json(200, #"{ "success": true, "leadsUpdated": 1 }"#) }
    }

    private static func accept(_ count: Int, _ world: World) async throws {
        for number in 0..<count { try await world.accept(SmallRouting.event("e\(number)", lead: "l\(number)")) }
    }

    /// Requests that changed nothing, by when they came.
    private static func probes(_ world: World) -> [ScriptedSender.Received] {
        world.sender.received.filter { $0.request.path == "/api/check" || $0.request.method == "GET" }
    }

    private static func count(_ message: String, _ world: World) -> Int {
        world.log.withLock { $0.count { $0.contains(message) } }
    }

    private static let since = SimulatedTime.beginning + .seconds(-60)
    private static let answered = DestinationPause(
        by: .answer,
        since: since,
        cause: "bad-key",
        remedy: "",
        nextProbe: SimulatedTime.beginning + .seconds(100),
        probes: 1
    )

    // MARK: By answers

    @Test func `goes on when a harmless call shows that its account works, and nothing is sent till then`() throws {
        var plan = World.Plan(try SmallRouting.make([SmallRouting.octanist], ["octanist": #""concurrency": 4"#]))
        plan.script = Self.mended(at: .seconds(1_000))
        let world = try World.live(plan) { world in
            try await Self.accept(20, world)
            await world.time.pass(.seconds(900))
            let standing = try #require(try world.store.standings()["octanist"]?.pause)
            #expect(standing.by == .answer && standing.cause == "bad-key" && standing.status == 401)
            #expect(standing.probes == 2 && standing.nextProbe == SimulatedTime.beginning + .seconds(1_260))
            let attention = try world.store.attention().map(\.attention)
            #expect(attention.map(\.name) == [Attention.Name(kind: "destination-paused", subject: "octanist")])
            #expect(attention.allSatisfy { $0.remedy.contains("X-API-KEY") })
            await world.end()
            await world.time.pass(.seconds(1))
            return world
        }
        #expect(Self.probes(world).map { $0.at.components.seconds } == [60, 360, 1_260])
        let sent = world.sender.received.filter { $0.request.method == "PATCH" }
        #expect(sent.count { $0.at < .seconds(1_260) } <= 4 && sent.count { $0.at >= .seconds(1_260) } == 20)
        #expect(world.store.finished.allSatisfy { $0.delivery.history.attempts == 1 })
        #expect(Self.count("destination paused", world) == 1 && Self.count("destination resumed", world) == 1)
        #expect(try world.store.standings() == [:] && world.store.attention().isEmpty)
    }

    @Test func `is asked no sooner than its API wants`() throws {
        var plan = World.Plan(try SmallRouting.make([SmallRouting.octanist]))
        let broken = ScriptedSender.Reply(Answer(status: 401, headers: ["retry-after": "600"]))
        plan.script = Self.mended(at: .seconds(1_000), broken: broken)
        let world = try World.live(plan) { world in
            try await Self.accept(3, world)
            await world.end()
            return world
        }
        #expect(Self.probes(world).map { $0.at.components.seconds } == [600, 1_200])
    }

    @Test(arguments: [
        ScriptedSender.Reply.json(503), .unreachable(), .lost(after: .seconds(5)), .json(403), .json(404), .json(429),
    ])
    func `stays so while nobody can tell whether it works`(reply: ScriptedSender.Reply) throws {
        var plan = World.Plan(try SmallRouting.make([SmallRouting.octanist]))
        plan.script = { received, _ in received.request.path == "/api/check" ? reply : .json(401) }
        let world = try World.live(plan) { world in
            try await Self.accept(3, world)
            await world.time.pass(.seconds(3_600))
            return world
        }
        #expect(Self.probes(world).count == 4 && (5...7).contains(world.sender.received.count))
    }

    @Test(arguments: [
        (SmallRouting.sendpilot, "sendpilot", "/v1/leads/l0"),
        (SmallRouting.leadTrackr(), "leadtrackr", "/api/leads/getLead"),
    ])
    func `is asked by reading a lead that waits`(route: String, name: String, path: String) throws {
        var plan = World.Plan(try SmallRouting.make([route]))
        plan.script = { received, _ in .json(received.at < .seconds(90) ? 401 : 404) }
        let world = try World.live(plan) { world in
            try await Self.accept(1, world)
            await world.end()
            return world
        }
        let probes = Self.probes(world)
        #expect(probes.map { $0.at.components.seconds } == [60, 360] && probes.allSatisfy { $0.request.path == path })
        let emails = probes.map { $0.request.query.first { $0.name == "email" }?.value }
        #expect(name == "sendpilot" || emails == [.plain("a@example.com"), .plain("a@example.com")])
        // That there is no such lead says that the account works.
        #expect(Self.count("destination resumed", world) == 1)
    }

    @Test func `lets one delivery ahead at the same pace where no call is harmless`() throws {
        let settings = #""concurrency": 4, "answers": [{ "status": 401, "verdict": "pause" }]"#
        var plan = World.Plan(try SmallRouting.make([SmallRouting.go()], ["any": settings]))
        plan.script = { received, _ in .json(received.at < .seconds(500) ? 401 : 200) }
        let world = try World.live(plan) { world in
            try await Self.accept(20, world)
            await world.end()
            return world
        }
        let moments = world.sender.received.map { $0.at.components.seconds }
        #expect(Array(moments.drop { $0 == 0 }.prefix(3)) == [60, 360, 1_260])
        #expect(moments.count { $0 < 1_260 } <= 6 && moments.count { $0 >= 1_260 } == 20)
    }

    @Test func `lets one delivery ahead where what waits does not say what to ask about`() throws {
        let route = SmallRouting.route(
            "sendpilot",
            "updateStatus",
            #"{ "id": "{{ lookup.lead.id }}", "status": "DONE" }"#
        )
        let lookup = #""destination": "any", "call": "find", "with": { "id": "{{ event.lead }}" }"#
        var plan = World.Plan(try SmallRouting.make([route], lookup: lookup))
        plan.script = { received, _ in
            received.request.method == "GET"
                ? .json(200, #"{ "id": "l1" }"#)
                : .json(received.at < .seconds(30) ? 401 : 200, #"{ "success": true, "status": "DONE" }"#)
        }
        let world = try World.live(plan) { world in
            try await Self.accept(3, world)
            await world.end()
            return world
        }
        let sent = world.sender.received.filter { $0.request.method == "PATCH" }
        #expect(sent.count { $0.at >= .seconds(60) } == 3 && Self.count("destination resumed", world) == 1)
    }

    @Test(arguments: [(1, false), (2, false), (3, true)])
    func `is so by Leadping's 401 only if several leads in a row get it`(leads: Int, isPaused: Bool) throws {
        let route = SmallRouting.route(
            "leadping",
            "setStatus",
            #"{ "leadId": "{{ event.lead }}", "type": "t", "outcome": "o" }"#
        )
        var plan = World.Plan(try SmallRouting.make([route], ["leadping": #""concurrency": 1"#]))
        plan.script = { _, _ in .json(401, #"{ "error": "Unauthorized" }"#) }
        let world = try World.live(plan) { world in
            for number in 0..<6 {
                try await world.accept(SmallRouting.event("e\(number)", lead: "l\(number % leads)", at: number))
            }
            await world.time.pass(.seconds(50))
            return world
        }
        #expect((Self.count("destination paused", world) == 1) == isPaused)
        #expect(try (world.store.standings()["leadping"] != nil) == isPaused)
    }

    @Test func `is asked by lookups too, and goes on with their answers`() throws {
        var plan = World.Plan(try SmallRouting.make([SmallRouting.withLookup]))
        plan.script = { received, _ in
            guard received.request.method == "GET" else { return .json(200) }
            return received.at < .seconds(90) ? .json(401) : .json(200, #"{ "id": "l1", "email": "a@example.com" }"#)
        }
        let world = try World.live(plan) { world in
            try await Self.accept(5, world)
            await world.time.pass(.seconds(50))
            #expect(try world.store.standings()["sendpilot"]?.pause?.by == .answer)
            await world.end()
            return world
        }
        #expect(Self.count("destination resumed", world) == 1)
        #expect(world.store.finished.allSatisfy { $0.fate == .delivered } && world.store.finished.count == 5)
        #expect(try world.store.standings() == [:])
    }

    @Test func `takes up what has paused it as soon as it is resumed`() throws {
        let settings = #""answers": [{ "status": 401, "verdict": "pause", "after": "1h" }]"#
        var plan = World.Plan(try SmallRouting.make([SmallRouting.go()], ["any": settings]))
        plan.script = { received, _ in .json(received.at < .seconds(10) ? 401 : 200) }
        let world = try World.live(plan) { world in
            try await Self.accept(3, world)
            await world.time.pass(.seconds(20))
            #expect(try await world.deliverer.resume("any", over: nil))
            await world.time.pass(.seconds(1))
            #expect(world.store.waiting.isEmpty)
            return world
        }
        #expect(world.sender.received.allSatisfy { $0.at <= .seconds(20) })
    }

    // MARK: Clocks

    @Test(arguments: [3_600, -3_600])
    func `is asked at most a minute after it was to be, though the clock is moved`(seconds: Int) throws {
        var plan = World.Plan(try SmallRouting.make([SmallRouting.octanist]))
        plan.script = Self.mended(at: .seconds(30))
        let world = try World.live(plan) { world in
            try await Self.accept(3, world)
            await world.time.pass(.seconds(40))
            world.time.putBack(by: .seconds(seconds))
            await world.end(within: .seconds(300))
            return world
        }
        #expect(Self.probes(world).count == 1 && Self.probes(world).allSatisfy { $0.at <= .seconds(120) })
    }

    @Test func `is taken up little by little, though the clock is put back`() throws {
        var plan = World.Plan(try SmallRouting.make([SmallRouting.go()], ["any": #""rate": "10/s", "concurrency": 4"#]))
        plan.script = Self.mended(at: .zero)
        _ = try World.live(plan) { world in
            #expect(try await world.deliverer.pause("any", reason: ""))
            #expect(try await world.deliverer.resume("any", over: .seconds(60)))
            try await world.accept(SmallRouting.event("first"))
            await world.end()
            world.time.putBack(by: .seconds(86_400))
            try await Self.accept(300, world)
            await world.end(within: .seconds(120))
        }
    }

    @Test func `what waits for its time notices within a minute that the clock was put forward`() throws {
        var plan = World.Plan(try SmallRouting.make([SmallRouting.go()]))
        plan.script = { _, number in
            number == 0 ? ScriptedSender.Reply(Answer(status: 503, headers: ["retry-after": "3600"])) : .json(200)
        }
        let world = try World.live(plan) { world in
            try await Self.accept(1, world)
            await world.time.pass(.seconds(10))
            world.time.putBack(by: .seconds(-7_200))
            await world.end()
            return world
        }
        #expect(world.sender.received.allSatisfy { $0.at <= .seconds(70) })
    }

    @Test func `and its ramp go on after a restart by a clock that was put back`() throws {
        var plan = World.Plan(try SmallRouting.make([SmallRouting.octanist, SmallRouting.go()]))
        plan.script = Self.mended(at: .zero)
        let later = SimulatedTime.beginning + .seconds(86_400)
        _ = try World.live(plan) { world in
            let pause = DestinationPause(
                by: .answer,
                since: later,
                cause: "bad-key",
                remedy: "",
                nextProbe: later + .seconds(60)
            )
            let ramp = Ramp(since: later, until: later + .seconds(60))
            _ = try await world.committer.submit(.standing(of: "octanist", .paused(pause)))
            _ = try await world.committer.submit(.standing(of: "any", .ramping(ramp)))
            try await Self.accept(3, world)
        } _: { world in
            await world.end(within: .seconds(90))
            await world.time.pass(.seconds(60))
            #expect(await world.deliverer.standings() == [:])
        }
    }

    // MARK: Beyond the process

    @Test func `stays so over a restart, and is asked when it was to be`() throws {
        var plan = World.Plan(try SmallRouting.make([SmallRouting.octanist]))
        plan.script = Self.mended(at: .zero)
        let world = try World.live(plan) { world in
            _ = try await world.committer.submit(.standing(of: "octanist", .paused(Self.answered)))
            try await Self.accept(3, world)
        } _: { world in
            await world.time.pass(.seconds(99))
            #expect(world.sender.received.isEmpty)
            #expect(await world.deliverer.holds()["octanist"]?.first?.since == Self.since)
            await world.end()
            return world
        }
        #expect(Self.probes(world).map { $0.at.components.seconds } == [100])
    }

    @Test func `is asked at once after a reload, unless a person paused it`() throws {
        let routes = [SmallRouting.octanist, SmallRouting.sendpilot]
        var plan = World.Plan(try SmallRouting.make(routes))
        plan.script = Self.mended(at: .zero)
        let other = try SmallRouting.make(routes, fingerprint: "second")
        let byOperator = DestinationPause.byOperator(reason: "", since: Self.since)
        _ = try World.live(plan) { world in
            _ = try await world.committer.submit(.standing(of: "octanist", .paused(Self.answered)))
            _ = try await world.committer.submit(.standing(of: "sendpilot", .paused(byOperator)))
            try await Self.accept(3, world)
        } _: { world in
            await world.time.pass(.seconds(10))
            await world.deliverer.adopt(other)
            await world.time.pass(.seconds(1))
            #expect(Self.probes(world).map { $0.at.components.seconds } == [10])
            #expect(world.store.finished.map(\.address.destination) == ["octanist", "octanist", "octanist"])
            #expect(await world.deliverer.standings() == ["sendpilot": .paused(byOperator)])
        }
    }

    // MARK: By a person

    @Test func `by a person ends what is in flight, begins nothing, asks nothing, and goes on when resumed`() throws {
        var plan = World.Plan(try SmallRouting.make([SmallRouting.octanist], ["octanist": #""concurrency": 4"#]))
        plan.script = { _, _ in .json(200, #"{ "success": true, "leadsUpdated": 1 }"#, after: .seconds(2)) }
        let world = try World.live(plan) { world in
            try await Self.accept(20, world)
            await world.time.pass(.seconds(1))
            #expect(try await world.deliverer.pause("octanist", reason: "moving"))
            #expect(try await !world.deliverer.pause("nobody", reason: ""))
            await world.time.pass(.seconds(7 * 86_400))
            #expect(world.store.finished.count == 4 && world.sender.received.count == 4)
            #expect(try world.store.standings()["octanist"]?.pause?.remedy == "moving")
            #expect(try world.store.attention().isEmpty, "whoever did it knows")
            #expect(try await world.deliverer.resume("octanist", over: nil))
            #expect(try world.store.standings() == [:])
            await world.end()
            return world
        }
        #expect(Self.probes(world).isEmpty && world.store.finished.allSatisfy { $0.fate == .delivered })
    }

    @Test func `ends by a person's word too where its answers paused it or its breaker is open`() throws {
        var plan = World.Plan(try SmallRouting.make([SmallRouting.octanist, SmallRouting.go()]))
        plan.script = { received, _ in
            guard received.at < .seconds(20) else { return .json(200, #"{ "success": true, "leadsUpdated": 1 }"#) }
            return received.request.path == "/go" ? .unreachable() : .json(401)
        }
        _ = try World.live(plan) { world in
            try await Self.accept(200, world)
            await world.time.pass(.seconds(20))
            #expect(
                await world.deliverer.holds().values.flatMap { $0 }.map(\.cause.rawValue).sorted() == [
                    "breaker", "pause",
                ]
            )
            for name in ["any", "octanist"] { #expect(try await world.deliverer.resume(name, over: nil)) }
            await world.time.pass(.seconds(1))
            #expect(await world.deliverer.holds().values.allSatisfy(\.isEmpty))
            #expect(world.store.finished.count > 200)
        }
    }

    @Test func `by a person is not resumed by a call that was under way`() throws {
        var plan = World.Plan(try SmallRouting.make([SmallRouting.octanist]))
        plan.script = { received, _ in
            received.request.path == "/api/check" ? .json(200, after: .seconds(10)) : .json(401)
        }
        let world = try World.live(plan) { world in
            try await Self.accept(3, world)
            await world.time.pass(.seconds(65))
            #expect(Self.probes(world).count == 1)
            #expect(try await world.deliverer.pause("octanist", reason: ""))
            await world.time.pass(.seconds(3_600))
            return world
        }
        #expect(try world.store.standings()["octanist"]?.pause?.by == .operator && world.store.waiting.count == 3)
        #expect(try world.store.attention().isEmpty && Self.count("destination resumed", world) == 0)
    }

    @Test func `makes its lookups wait as well, without spending an attempt`() throws {
        var plan = World.Plan(try SmallRouting.make([SmallRouting.withLookup]))
        plan.script = { _, _ in .json(200, #"{ "id": "l1", "email": "a@example.com" }"#) }
        let world = try World.live(plan) { world in
            #expect(try await world.deliverer.pause("sendpilot", reason: ""))
            try await Self.accept(3, world)
            await world.time.pass(.seconds(600))
            #expect(world.sender.received.isEmpty)
            #expect(try await world.deliverer.resume("sendpilot", over: nil))
            await world.end(within: .seconds(70))
            return world
        }
        #expect(world.store.finished.allSatisfy { $0.delivery.history.attempts == 1 })
    }

    @Test(arguments: Seeds.first(200))
    func `whatever answers and people say ends as stored, and nothing is lost or sent meanwhile`(seed: UInt64) throws {
        let random = Lock(SeededRandom(seed: seed))
        let names = ["any", "octanist"]
        let answers = #""concurrency": 3, "answers": [{ "status": 401, "verdict": "pause" }]"#
        let routes = [SmallRouting.go(), SmallRouting.octanist]
        var plan = World.Plan(try SmallRouting.make(routes, ["any": answers]))
        plan.script = { _, _ in
            random.withLock { random in
                let isBroken = random.below(4) == 0
                let body = #"{ "success": true, "leadsUpdated": 1 }"#
                return .json(isBroken ? 401 : 200, body, after: .milliseconds(random.below(3_000)))
            }
        }
        let other = try SmallRouting.make(routes, ["any": answers], fingerprint: "second")
        let world = try World.live(plan, seed: seed) { world in
            for number in 0..<40 {
                try await world.accept(SmallRouting.event("e\(number)", lead: "l\(number % 7)", at: number))
                let (step, name) = random.withLock { ($0.below(8), names[$0.below(2)]) }
                switch step {
                case 0:
                    _ = try await world.deliverer.pause(name, reason: "")
                    await world.time.pass(.seconds(4))
                    let count = Self.count(at: name, world)
                    await world.time.pass(.seconds(400))
                    #expect(Self.count(at: name, world) == count)
                    #expect(try world.store.standings()[name]?.pause?.by == .operator)
                case 1: _ = try await world.deliverer.resume(name, over: .seconds(20))
                case 2: await world.deliverer.adopt(other)
                default: await world.time.pass(.milliseconds(random.withLock { $0.below(5_000) }))
                }
            }
            for name in names { _ = try await world.deliverer.resume(name, over: nil) }
            await world.end(within: .seconds(70 * 3_600), step: .seconds(60))
            await world.time.pass(.seconds(60))
            return world
        }
        #expect(world.store.finished.count == 80 && world.store.finished.allSatisfy { $0.fate == .delivered })
        #expect(try world.store.standings() == [:] && world.store.attention().isEmpty)
        #expect(Self.count("destination resumed", world) <= Self.count("destination paused", world))
    }

    private static func count(at name: String, _ world: World) -> Int {
        world.sender.received.count { ($0.request.path == "/go") == (name == "any") }
    }

    @Test func `and resumed with a ramp is taken up from one at a time to all`() throws {
        var plan = World.Plan(try SmallRouting.make([SmallRouting.go()], ["any": #""concurrency": 11"#]))
        plan.script = { _, _ in .json(200, after: .seconds(1)) }
        let world = try World.live(plan) { world in
            #expect(try await world.deliverer.pause("any", reason: ""))
            try await Self.accept(600, world)
            #expect(try await world.deliverer.resume("any", over: .seconds(100)))
            await world.time.pass(.milliseconds(50_500))
            #expect(try world.store.standings()["any"] != nil)
            await world.end()
            return world
        }
        let begun = Dictionary(grouping: world.sender.received) { $0.at.components.seconds }.mapValues(\.count)
        #expect(begun[0] == 1 && begun[9] == 1 && begun[50] == 6 && begun[95] == 10 && begun[101] == 11)
    }

    @Test func `and resumed with a ramp gets its rate little by little`() throws {
        var plan = World.Plan(try SmallRouting.make([SmallRouting.go()], ["any": #""rate": "10/s""#]))
        plan.script = { _, _ in .json(200) }
        let world = try World.live(plan) { world in
            await world.time.pass(.seconds(2))
            #expect(try await world.deliverer.pause("any", reason: ""))
            try await Self.accept(200, world)
            #expect(try await world.deliverer.resume("any", over: .seconds(20)))
            await world.end()
            return world
        }
        let moments = world.sender.received.map { $0.at - .seconds(2) }
        // Half of them in the last three tenths, as the area below the line has it.
        #expect((25...26).contains(moments.count { $0 <= .seconds(10) }))
        #expect((98...101).contains(moments.count { $0 <= .seconds(20) }))
        #expect(try #require(moments.last) < .seconds(31))
    }
}
