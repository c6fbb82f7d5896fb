import CivilTime
import LinuxIO
import RelayCore
import RelayDelivery
import RelayRoutes
import RelayTesting
import Testing

@Suite("The deliverer", .timeLimit(.minutes(10)))
struct DelivererTests {
    // MARK: Over many seeds

    @Test(arguments: Seeds.first(200))
    func `ends all that was accepted, in order, and sends nothing twice that was answered`(seed: UInt64) throws {
        let world = try World.live(Self.troubled(seed), seed: seed) { world in
            var random = SeededRandom(seed: seed &+ 1)
            for number in 0..<40 {
                let lead = random.chance(1, outOf: 8) ? nil : "l\(random.below(5))"
                try await world.accept(SmallRouting.event("e\(number)", lead: lead, at: number))
                if random.chance(1, outOf: 3) { await world.time.pass(.milliseconds(random.below(9_000))) }
            }
            await world.end(within: .seconds(80 * 3_600), step: .seconds(60))
            return world
        }
        #expect(world.store.finished.count == 80)
        #expect(world.marks.current == [])
        Self.expectNoRepeats(world.sender.received)
        Self.expectOrder(world.sender.received, world.store.finished)
    }

    private static func troubled(_ seed: UInt64) throws -> World.Plan {
        let random = Lock(SeededRandom(seed: seed))
        var plan = World.Plan(try SmallRouting.make([SmallRouting.go(), SmallRouting.go("slow")]))
        plan.weather = { random.withLock { weather(&$0) } }
        plan.script = { _, _ in random.withLock { reply(&$0) } }
        return plan
    }

    private static func weather(_ random: inout SeededRandom) -> MemoryCommitter.Weather {
        MemoryCommitter.Weather(
            before: .milliseconds(random.below(5)),
            after: .milliseconds(random.below(5)),
            failure: nil
        )
    }

    private static func reply(_ random: inout SeededRandom) -> ScriptedSender.Reply {
        let after = Duration.milliseconds(random.below(400))
        switch random.below(12) {
        case 0: return .json(500, after: after)
        case 1: return .lost(after: after)
        case 2: return .unreachable(after: after)
        case 3: return ScriptedSender.Reply(Answer(status: 429, headers: ["retry-after": "7"]), after: after)
        case 4: return .json(400, after: after)
        default: return .json(200, after: after)
        }
    }

    /// A request that was answered as done, or refused for good, is never made again.
    private static func expectNoRepeats(_ received: [ScriptedSender.Received]) {
        for (key, requests) in Dictionary(grouping: received, by: \.key) {
            let final = requests.dropLast().filter { [200, 400].contains($0.answer?.status) }
            #expect(final.isEmpty, "\(key) was sent again after an answer")
        }
    }

    /// What was sent for a lane is one delivery after the other, each with all its tries, in the order of the events.
    private static func expectOrder(_ received: [ScriptedSender.Received], _ finished: [StoredDelivery]) {
        let sent = received.map(\.key)
        for deliveries in Dictionary(grouping: finished.filter { $0.lane != nil }, by: \.lane).values {
            let inOrder = deliveries.sorted { ($0.position, $0.id) < ($1.position, $1.id) }.map(\.id.text)
            let keys = Set(inOrder)
            var seen: [String] = []
            for key in sent where keys.contains(key) && seen.last != key { seen.append(key) }
            #expect(seen == inOrder)
        }
    }

    @Test(arguments: Seeds.first(200))
    func `loses no turn that comes while another of its lane is stored`(seed: UInt64) throws {
        let random = Lock(SeededRandom(seed: seed))
        var plan = World.Plan(try SmallRouting.make([SmallRouting.go()]))
        plan.weather = { random.withLock { Self.weather(&$0) } }
        let world = try World.live(plan, seed: seed) { world in
            for number in 0..<30 {
                try await world.accept(SmallRouting.event("e\(number)", at: number))
                await world.time.pass(.milliseconds(number % 7))
            }
            await world.end(within: .seconds(30), step: .milliseconds(50))
            return world
        }
        #expect(world.sender.received.map(\.body) == (0..<30).map { #"{"id":"l1","value":"e\#($0)"}"# })
    }

    @Test(arguments: Seeds.first(200))
    func `repeats a commit that failed, and sends nothing again`(seed: UInt64) throws {
        let random = Lock(SeededRandom(seed: seed))
        let isHard = Lock(false)
        var plan = World.Plan(try SmallRouting.make([SmallRouting.go()]))
        plan.weather = {
            let fails = isHard.withLock { $0 } && random.withLock { $0.chance(2, outOf: 3) }
            let full = StoreError(.full, "store", fact: "the disk is full", remedy: "Make room.")
            return MemoryCommitter.Weather(failure: fails ? full : nil)
        }
        let world = try World.live(plan, seed: seed) { world in
            for number in 0..<20 { try await world.accept(SmallRouting.event("e\(number)", lead: "l\(number % 4)")) }
            isHard.withLock { $0 = true }
            await world.end()
            return world
        }
        #expect(world.sender.received.count == 20 && Set(world.sender.received.map(\.key)).count == 20)
        #expect(world.store.finished.allSatisfy { $0.fate == .delivered })
        let lines = world.log.withLock { $0 }
        #expect(lines.count <= 20, "a delivery whose outcome cannot be stored is told of once")
    }

    @Test(arguments: Seeds.first(200))
    func `lets a slow destination slow no other`(seed: UInt64) throws {
        var plan = World.Plan(
            try SmallRouting.make(
                [SmallRouting.go(), SmallRouting.go("slow")],
                ["slow": #""base": "https://slow.example""#]
            )
        )
        plan.script = { received, _ in
            .json(
                200,
                after: received.request.base == .plain("https://slow.example") ? .seconds(30) : .milliseconds(10)
            )
        }
        let world = try World.live(plan, seed: seed) { world in
            for number in 0..<100 { try await world.accept(SmallRouting.event("e\(number)", lead: "l\(number)")) }
            await world.end()
            return world
        }
        let fast = world.sender.received.filter { $0.request.base != .plain("https://slow.example") }
        #expect(fast.count == 100 && fast.allSatisfy { $0.at < .milliseconds(100) })
    }

    @Test(arguments: Seeds.first(200))
    func `sends an older event first that arrives before the newer is begun`(seed: UInt64) throws {
        var plan = World.Plan(try SmallRouting.make([SmallRouting.go()], ["any": #""concurrency": 1"#]))
        plan.script = { _, _ in .json(200, after: .seconds(5)) }
        let world = try World.live(plan, seed: seed) { world in
            try await world.accept(SmallRouting.event("other", lead: "l2"))
            try await world.accept(SmallRouting.event("newer", at: 20))
            await world.time.pass(.seconds(1))
            try await world.accept(SmallRouting.event("older", at: 10))
            await world.end()
            return world
        }
        #expect(world.sender.received.map { $0.body.contains("newer") } == [false, false, true])
    }

    @Test(arguments: Seeds.first(200))
    func `sends an older event before the next try of the newer`(seed: UInt64) throws {
        var plan = World.Plan(try SmallRouting.make([SmallRouting.go()]))
        plan.script = { _, number in number == 0 ? .json(500, after: .seconds(1)) : .json(200) }
        // It comes while the newer is on its way in some runs, and while that waits for its next try in others.
        let world = try World.live(plan, seed: seed) { world in
            try await world.accept(SmallRouting.event("newer", at: 20))
            await world.time.pass(.milliseconds(seed.isMultiple(of: 2) ? 500 : 1_500))
            try await world.accept(SmallRouting.event("older", at: 10))
            await world.end()
            return world
        }
        #expect(world.sender.received.map { $0.body.contains("newer") } == [true, false, true])
    }

    // MARK: Pauses

    @Test(arguments: Seeds.first(200))
    func `lets one delivery ahead to a paused destination, and the others after its answer`(seed: UInt64) throws {
        let settings = #""concurrency": 4, "answers": [{ "status": 401, "verdict": "pause" }]"#
        var plan = World.Plan(try SmallRouting.make([SmallRouting.go()], ["any": settings]))
        plan.script = { received, _ in
            let isBroken = received.at < .seconds(100)
            return .json(isBroken ? 401 : 200, after: .seconds(1))
        }
        let world = try World.live(plan, seed: seed) { world in
            for number in 0..<20 { try await world.accept(SmallRouting.event("e\(number)", lead: "l\(number)")) }
            await world.end()
            return world
        }
        let refused = world.sender.received.filter { $0.answer?.status == 401 }
        #expect(refused.count { $0.at < .seconds(1) } == 4, "what was on its way")
        #expect(refused.count { $0.at >= .seconds(1) } == 1, "one probe")
        let answered = world.sender.received.filter { $0.answer?.status == 200 }
        let first = try #require(answered.first)
        #expect(answered.dropFirst().allSatisfy { $0.at >= first.answeredAt ?? .zero })
        #expect(world.store.finished.allSatisfy { $0.fate == .delivered && $0.delivery.history.attempts == 1 })
        #expect(world.log.withLock { $0.count { $0.contains("destination paused") } } == 1)
    }

    @Test func `delivers to leads that only their spelling in Unicode tells apart`() throws {
        let plan = World.Plan(try SmallRouting.make([SmallRouting.go()], ["any": #""concurrency": 1"#]))
        let world = try World.live(plan) { world in
            let leads = ["first", "J\u{E9}", "Je\u{301}", "other"]
            for (number, lead) in leads.enumerated() {
                try await world.accept(SmallRouting.event("e\(number)", lead: lead))
            }
            await world.end(within: .seconds(60))
            return world
        }
        #expect(world.store.finished.count { $0.fate == .delivered } == 4)
    }

    @Test func `pauses a call, and goes on with the other calls of the destination`() throws {
        var plan = World.Plan(try SmallRouting.make([SmallRouting.sendpilot, SmallRouting.withLookup]))
        plan.script = { received, _ in
            received.request.method == "PATCH" ? .json(403) : .json(200, #"{"email": "a@example.com", "id": "l1"}"#)
        }
        let world = try World.live(plan) { world in
            try await world.accept(SmallRouting.event("e1"))
            await world.time.pass(.seconds(10))
            try await world.accept(SmallRouting.event("e2", lead: "l2"))
            await world.time.pass(.seconds(10))
            return world
        }
        #expect(world.sender.received.count { $0.request.method == "PATCH" } == 1)
        #expect(world.store.finished.count { $0.address.destination == "any" && $0.fate == .delivered } == 2)
        #expect(world.store.waiting.contains { $0.reason.cause == "call-paused" })
    }
}
