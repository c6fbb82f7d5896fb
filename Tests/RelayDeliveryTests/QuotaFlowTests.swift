import CivilTime
import LinuxIO
import RelayCore
import RelayDelivery
import RelayRoutes
import RelayTesting
import Testing

@Suite("Deliveries under a quota", .timeLimit(.minutes(10)))
struct QuotaFlowTests {
    private static let key = #""auth": { "bearer": { "env": "K" } }"#
    private static let lead = #"{ "id": "l1", "email": "a@example.com" }"#
    private static let other = #""auth": { "bearer": { "env": "L" } }"#

    private static func routing(_ settings: [String: String]) throws -> Routing {
        try SmallRouting.make(
            [SmallRouting.go(), SmallRouting.go("slow")].filter { route in
                settings.keys.contains { route.contains(#""to": "\#($0)""#) }
            },
            settings
        )
    }

    private static func accept(_ count: Int, from first: Int = 0, _ world: World) async throws {
        for number in first..<first + count {
            try await world.accept(SmallRouting.event("e\(number)", lead: "l\(number)", at: number))
        }
    }

    private static let answerLookups: @Sendable (ScriptedSender.Received, Int) -> ScriptedSender.Reply = {
        received,
        _ in
        received.request.method == "GET" ? .json(200, lead) : .json(200)
    }

    /// When requests were made, in seconds since the start.
    private static func moments(_ world: World) -> [Duration] { world.sender.received.map(\.at) }

    private static func exceeds(_ moments: [Duration], _ count: Int, per period: Duration) -> Bool {
        let moments = moments.sorted()
        return zip(moments, moments.dropFirst(count)).contains { $1 - $0 < period }
    }

    @Test func `keep to its rate, and their waiting costs neither an attempt nor a row`() throws {
        let plan = World.Plan(try Self.routing(["any": #""rate": "2/s""#]))
        let world = try World.live(plan) { world in
            try await Self.accept(21, world)
            await world.time.pass(.milliseconds(5_200))
            #expect(world.sender.received.count == 10)
            #expect(world.store.waiting.allSatisfy { $0.delivery.history == Delivery.History() })
            await world.end()
            return world
        }
        #expect(!Self.exceeds(Self.moments(world), 2, per: .seconds(1)))
        #expect(try #require(Self.moments(world).last) < .seconds(12))
        #expect(world.store.finished.allSatisfy { $0.delivery.history.tries == 1 })
    }

    @Test(arguments: Seeds.first(60))
    func `have a token each though they were begun before there was a quota`(seed: UInt64) throws {
        let plan = World.Plan(try Self.routing(["any": #""mode": "observe""#]))
        let limited = try Self.routing(["any": #""rate": "1/s""#])
        let world = try World.live(plan, seed: seed) { world in
            async let adopted: Void = world.deliverer.adopt(limited)
            try await Self.accept(6, world)
            await adopted
            await world.end()
            return world
        }
        #expect(!Self.exceeds(Self.moments(world), 1, per: .seconds(1)))
    }

    @Test(arguments: Seeds.first(40))
    func `take a token of the quota that they are sent under, whatever they were begun with`(seed: UInt64) throws {
        let plan = World.Plan(try Self.routing(["any": #""rate": "50/s""#]))
        let limited = try Self.routing(["any": #""rate": "1/m", "base": "https://limited.example.com""#])
        let world = try World.live(plan, seed: seed) { world in
            await world.time.pass(.seconds(3))
            async let adopted: Void = world.deliverer.adopt(limited)
            try await Self.accept(6, world)
            await adopted
            await world.time.pass(.seconds(50))
            return world
        }
        #expect(!world.sender.received.contains { $0.request.base == .plain("https://limited.example.com") })
    }

    @Test func `send nothing that was discarded while it waited for its token`() throws {
        let plan = World.Plan(try Self.routing(["any": #""rate": "1/m""#]))
        let world = try World.live(plan) { world in
            try await Self.accept(2, world)
            await world.time.pass(.seconds(90))
            let waiting = try #require(world.store.waiting.first)
            _ = try await world.committer.submit(.discard(waiting.id))
            await world.deliverer.lookAgain()
            await world.time.pass(.seconds(300))
            return world
        }
        #expect(world.sender.received.count == 1)
    }

    // MARK: Closed by their API

    private static func refusing(_ headers: [String: String], status: Int = 429) -> World.Plan.Script {
        { _, number in number == 0 ? .init(Answer(status: status, headers: headers)) : .json(200) }
    }

    @Test(arguments: [
        (429, ["retry-after": "3600"], "retry-after"),
        (200, ["ratelimit-limit": "9", "ratelimit-remaining": "0", "ratelimit-reset": "3600"], "ratelimit"),
    ])
    func `say what asked for it and until when, and stand under attention until it opens`(
        status: Int,
        headers: [String: String],
        cause: String
    ) throws {
        var plan = World.Plan(try Self.routing(["any": Self.key]))
        plan.script = Self.refusing(headers, status: status)
        let end = SimulatedTime.beginning + .seconds(3_600)
        _ = try World.live(plan) { world in
            try await Self.accept(1, world)
            await world.time.pass(.seconds(1))
            let closure = QuotaClosure(since: SimulatedTime.beginning, until: end, cause: cause)
            #expect(try world.store.closures() == ["any": closure])
            #expect(try world.store.attention().map(\.attention.name) == [.closure(of: "any")])
            #expect(await world.deliverer.holds()["any"] == [DestinationHold(closure)])
            #expect(world.log.withLock { $0.contains { $0.contains("quota closed") && $0.contains(cause) } })
            await world.time.pass(.seconds(3_601))
            #expect(try world.store.closures() == [:] && world.store.attention().isEmpty)
            #expect(await world.deliverer.holds()["any"] == [])
        }
    }

    @Test(arguments: [(4, false, false), (20, true, false), (70, true, true)])
    func `are told of by how long it is closed`(seconds: Int, isStored: Bool, isToBeSeen: Bool) throws {
        var plan = World.Plan(try Self.routing(["any": Self.key]))
        plan.script = Self.refusing(["retry-after": "\(seconds)"])
        _ = try World.live(plan) { world in
            try await Self.accept(1, world)
            await world.time.pass(.seconds(1))
            #expect(try world.store.closures().isEmpty != isStored && world.store.attention().isEmpty != isToBeSeen)
            #expect(await world.deliverer.holds()["any"]?.isEmpty == (seconds < 5))
            await world.end()
            await world.time.pass(.seconds(1))
            #expect(try world.store.closures().isEmpty && world.store.attention().isEmpty)
        }
    }

    @Test func `wait over a restart as long as their API asked for`() throws {
        let start = SimulatedTime.beginning
        let closure = QuotaClosure(since: start + .seconds(-60), until: start + .seconds(600), cause: "retry-after")
        let past = QuotaClosure(since: start + .seconds(-90), until: start + .seconds(-1), cause: "retry-after")
        let plan = World.Plan(try Self.routing(["any": Self.key, "slow": Self.other]))
        let world = try World.live(plan) { world in
            for (name, closure) in [("any", closure), ("slow", past)] {
                _ = try await world.committer.submit(.closure(of: name, closure))
                _ = try await world.committer.submit(.attend(Attention(closure, of: name)))
            }
            try await Self.accept(3, world)
        } _: { world in
            await world.time.pass(.seconds(5))
            #expect(try world.store.closures() == ["any": closure])
            #expect(try world.store.attention().map(\.attention.name) == [.closure(of: "any")])
            #expect(await world.deliverer.holds()["any"] == [DestinationHold(closure)])
            // Neither does another rate let them go sooner.
            await world.deliverer.adopt(try Self.routing(["any": #"\#(Self.key), "rate": "9/s""#, "slow": Self.other]))
            await world.end()
            await world.time.pass(.seconds(61))
            #expect(try world.store.closures() == [:] && world.store.attention().isEmpty)
            return world
        }
        #expect(world.sender.received.count { $0.at < .seconds(5) } == 3)
        #expect(world.sender.received.count { $0.at >= .seconds(600) } == 3)
    }

    @Test func `leave as soon as a person resumes one that draws from the same quota`() throws {
        var plan = World.Plan(try Self.routing(["any": Self.key, "slow": Self.key]))
        plan.script = Self.refusing(["retry-after": "3600"])
        let world = try World.live(plan) { world in
            try await Self.accept(3, world)
            await world.time.pass(.seconds(20))
            #expect(try Set(world.store.closures().keys) == ["any", "slow"])
            #expect(try world.store.attention().count == 2)
            #expect(try await world.deliverer.resume("any", over: nil))
            await world.time.pass(.seconds(1))
            #expect(try world.store.closures() == [:] && world.store.attention().isEmpty)
            #expect(world.store.waiting.isEmpty)
            return world
        }
        #expect(world.sender.received.allSatisfy { $0.at <= .seconds(20) })
    }

    /// To which destinations requests were made, by the numbers of their deliveries.
    private static func numbers(_ world: World) -> [Int] {
        world.sender.received.compactMap { DeliveryID(text: $0.key)?.number }
    }

    @Test(arguments: [0, 7, 93])
    func `keep to it as the API sees them, wherever between its start and its answer each request comes`(delay: Int)
        throws
    {
        var plan = World.Plan(try Self.routing(["any": #""rate": "10/s""#]))
        plan.script = { _, number in .json(200, after: .milliseconds(delay * (number % 3) / 2)) }
        let world = try World.live(plan) { world in
            try await Self.accept(60, world)
            await world.end()
            return world
        }
        let requests = world.sender.received
        #expect(requests.count == 60)
        for (earlier, later) in zip(requests, requests.dropFirst(10)) {
            #expect(later.at - (try #require(earlier.answeredAt)) >= .seconds(1))
        }
        #expect(try #require(requests.last).at < .seconds(8))
    }

    @Test(arguments: [(key, true), (other, false)])
    func `share it with those of other destinations with the same key`(auth: String, areSame: Bool) throws {
        let settings = ["any": #"\#(Self.key), "rate": "4/s""#, "slow": #"\#(auth), "rate": "4/s""#]
        let world = try World.live(World.Plan(try Self.routing(settings))) { world in
            try await Self.accept(20, world)
            await world.end()
            return world
        }
        #expect(Self.exceeds(Self.moments(world), 4, per: .seconds(1)) != areSame)
        // Neither destination waits for the other's last: they take turns.
        let numbers = Self.numbers(world)
        #expect(numbers.count == 40)
        #expect(stride(from: 0, to: numbers.count, by: 2).allSatisfy { Set(numbers[$0..<$0 + 2]) == [0, 1] })
    }

    @Test func `go live before replayed, and replays do not starve`() throws {
        var plan = World.Plan(try Self.routing(["any": #""rate": "1/s""#]))
        plan.script = { _, number in .json(number < 20 ? 400 : 200) }
        let world = try World.live(plan) { world in
            try await Self.accept(20, world)
            await world.end()
            for dead in world.store.finished { _ = try await world.committer.submit(.replay(dead.id)) }
            await world.deliverer.lookAgain()
            try await Self.accept(60, from: 20, world)
            await world.end()
            return world
        }
        let replayed = Set(world.sender.received.prefix(20).map(\.key))
        let sent = world.sender.received.dropFirst(20).map { replayed.contains($0.key) }
        // Two shares want tokens: seven of eight are for what is live.
        #expect(sent.prefix(64).count { $0 } == 8)
        #expect(sent.count == 80)
    }

    @Test func `go live before replayed where more of both is stored than is kept at hand`() throws {
        var plan = World.Plan(try Self.routing(["any": #""rate": "10/s", "concurrency": 1"#]))
        plan.script = { _, number in .json(number < 300 ? 400 : 200) }
        let world = try World.live(plan) { world in
            try await Self.accept(300, world)
            await world.end()
            for dead in world.store.finished { _ = try await world.committer.submit(.replay(dead.id)) }
            await world.deliverer.lookAgain()
            await world.time.pass(.seconds(5))
            try await Self.accept(300, from: 300, world)
            await world.end()
            return world
        }
        let replayed = Set(world.sender.received.prefix(300).map(\.key))
        let sent = world.sender.received.dropFirst(300).map { replayed.contains($0.key) }
        let first = try #require(sent.firstIndex(of: false))
        // Two shares want tokens: seven of eight are for what is live, however many replays came before.
        #expect((24...40).contains(sent[first..<first + 256].count { $0 }))
        #expect(sent.count == 600)
    }

    @Test func `begin with none at a start, and get no more by a reload`() throws {
        let settings = ["any": #""rate": "2/s""#]
        let (first, second) = (try Self.routing(settings), try Self.routing(settings))
        let world = try World.live(World.Plan(first)) { world in
            try await Self.accept(40, world)
            for _ in 0..<30 {
                await world.time.pass(.milliseconds(333))
                await world.deliverer.adopt(second)
            }
            await world.end()
            return world
        }
        let moments = Self.moments(world)
        #expect(try #require(moments.first) >= .milliseconds(500) && moments.count == 40)
        #expect(!Self.exceeds(moments, 2, per: .seconds(1)))
    }

    @Test func `and their lookups draw from it`() throws {
        let routing = try SmallRouting.make([SmallRouting.withLookup], ["sendpilot": #""rate": "1/s""#])
        var plan = World.Plan(routing)
        plan.script = Self.answerLookups
        let world = try World.live(plan) { world in
            try await Self.accept(6, world)
            await world.end()
            return world
        }
        let lookups = world.sender.received.filter { $0.request.method == "GET" }
        #expect(lookups.count == 6)
        #expect(!Self.exceeds(lookups.map(\.at), 1, per: .seconds(1)))
        #expect(world.store.finished.allSatisfy { $0.delivery.history == Delivery.History(attempts: 1) })
    }

    @Test func `wait while it is closed by a 429, all of them`() throws {
        var plan = World.Plan(try Self.routing(["any": #""concurrency": 1"#]))
        plan.script = { _, number in
            number == 2 ? ScriptedSender.Reply(Answer(status: 429, headers: ["retry-after": "90"])) : .json(200)
        }
        let world = try World.live(plan) { world in
            try await Self.accept(6, world)
            await world.time.pass(.seconds(89))
            #expect(world.sender.received.count == 3)
            let hold = await world.deliverer.holds()["any"]?.first
            #expect(hold?.cause == .quota && hold?.since == SimulatedTime.beginning)
            #expect(hold?.until == SimulatedTime.beginning + .seconds(90))
            await world.end()
            return world
        }
        #expect(world.sender.received.dropFirst(3).allSatisfy { $0.at >= .seconds(90) })
        let told = world.log.withLock { $0.filter { $0.contains("quota closed") } }
        let until = (SimulatedTime.beginning + .seconds(90)).rfc3339
        #expect(told.count == 1 && told.allSatisfy { $0.contains(until) && $0.contains("any") })
        #expect(world.store.finished.count { $0.delivery.history.waits > 0 } == 1)
    }

    @Test func `wait in the store and not in memory for a token that takes long`() throws {
        let routing = try SmallRouting.make([SmallRouting.withLookup], ["sendpilot": #""rate": "1/s""#])
        var plan = World.Plan(routing)
        plan.script = { received, number in
            guard number == 0 else { return Self.answerLookups(received, number) }
            return ScriptedSender.Reply(Answer(status: 429, headers: ["retry-after": "600"]))
        }
        let world = try World.live(plan) { world in
            try await Self.accept(4, world)
            await world.time.pass(.seconds(5))
            #expect(world.sender.received.count == 1)
            let causes = world.store.waiting.map(\.reason.cause).sorted()
            #expect(causes == ["lookup-rate-limited", "quota", "quota", "quota"])
            await world.end()
            return world
        }
        #expect(world.sender.received.dropFirst().allSatisfy { $0.at >= .seconds(600) })
    }

    @Test func `wait after a 429 for as long as it says`() throws {
        var plan = World.Plan(try SmallRouting.make([SmallRouting.octanist]))
        plan.script = { _, number in
            number == 0
                ? ScriptedSender.Reply(Answer(status: 429, headers: ["retry-after": "3"]))
                : .json(200, #"{ "success": true, "leadsUpdated": 1 }"#)
        }
        let world = try World.live(plan) { world in
            try await Self.accept(1, world)
            await world.end()
            return world
        }
        #expect(world.sender.received.map { $0.at.components.seconds } == [0, 3])
    }

    @Test func `are no more at a reset than the API allows from one to the next`() throws {
        var plan = World.Plan(try Self.routing(["any": #""concurrency": 12"#]))
        plan.script = { received, number in
            let window = received.at.components.seconds / 10
            let headers = [
                "ratelimit-limit": "4", "ratelimit-remaining": number == 0 ? "0" : "\(3 - (number - 1) % 4)",
                "ratelimit-reset": "\(10 - received.at.components.seconds % 10)",
            ]
            return ScriptedSender.Reply(Answer(status: 200, headers: window < 9 ? headers : [:]), after: .seconds(1))
        }
        let world = try World.live(plan) { world in
            try await Self.accept(1, world)
            await world.time.pass(.seconds(2))
            try await Self.accept(16, from: 1, world)
            await world.end()
            return world
        }
        let windows = Dictionary(grouping: world.sender.received) { $0.at.components.seconds / 10 }
        #expect(windows.values.allSatisfy { $0.count <= 4 })
    }

    @Test func `are as many as the API says are left`() throws {
        var plan = World.Plan(try Self.routing(["any": #""concurrency": 1"#]))
        plan.script = { _, number in
            let headers = ["ratelimit-remaining": "\(max(0, 4 - number))", "ratelimit-reset": "30"]
            return ScriptedSender.Reply(Answer(status: 200, headers: number < 5 ? headers : [:]))
        }
        let world = try World.live(plan) { world in
            try await Self.accept(10, world)
            await world.time.pass(.seconds(29))
            #expect(world.sender.received.count == 5)
            await world.end()
            return world
        }
        #expect(world.sender.received.dropFirst(5).allSatisfy { $0.at >= .seconds(30) })
    }

    @Test func `go on at a reload with what is left, and a stop does not wait for them`() throws {
        let settings = ["sendpilot": #""rate": "1/m""#]
        let routes = [SmallRouting.withLookup]
        var plan = World.Plan(try SmallRouting.make(routes, settings))
        plan.script = Self.answerLookups
        let world = try World.live(plan) { world in
            try await Self.accept(3, world)
            await world.time.pass(.seconds(100))
            await world.deliverer.adopt(try SmallRouting.make(routes, settings, fingerprint: "second"))
            await world.time.pass(.seconds(10))
            #expect(world.sender.received.count { $0.request.method == "GET" } == 1)
            return world
        }
        #expect(world.time.clock.now.sinceStart < .seconds(111))
        #expect(world.store.finished.count == 1)
    }

    @Test(arguments: Seeds.first(100))
    func `never exceed it in any window, whatever is answered`(seed: UInt64) throws {
        let random = Lock(SeededRandom(seed: seed))
        let count = 1 + Int(seed % 7)
        let settings = [
            "any": #"\#(Self.key), "rate": "\#(count)/2s", "concurrency": 4"#,
            "slow": #"\#(Self.key), "concurrency": 3"#,
        ]
        var plan = World.Plan(try Self.routing(settings))
        plan.script = { _, _ in random.withLock { Self.reply(&$0) } }
        let world = try World.live(plan, seed: seed) { world in
            for number in 0..<30 {
                try await Self.accept(1, from: number, world)
                await world.time.pass(.milliseconds(random.withLock { $0.below(700) }))
            }
            await world.end(within: .seconds(80 * 3_600), step: .seconds(60))
            return world
        }
        #expect(world.store.finished.count == 60)
        #expect(!Self.exceeds(Self.moments(world), count, per: .seconds(2)))
    }

    private static func reply(_ random: inout SeededRandom) -> ScriptedSender.Reply {
        let after = Duration.milliseconds(random.below(900))
        switch random.below(12) {
        case 0: return .json(500, after: after)
        case 1: return .unreachable(after: after)
        case 2: return ScriptedSender.Reply(Answer(status: 429, headers: ["retry-after": "3"]), after: after)
        case 3: return ScriptedSender.Reply(Answer(status: 429), after: after)
        default: return .json(200, after: after)
        }
    }
}
