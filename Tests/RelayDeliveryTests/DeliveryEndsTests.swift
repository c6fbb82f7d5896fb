import RelayCore
import RelayDelivery
import RelayTesting
import Testing

@Suite("What is not sent", .timeLimit(.minutes(10)))
struct DeliveryEndsTests {
    /// What becomes of one event.
    private func world(
        _ routes: [String],
        _ settings: [String: String] = [:],
        limits: String = "",
        _ script: @escaping @Sendable (ScriptedSender.Received, Int) -> ScriptedSender.Reply = { _, _ in .json(200) }
    ) throws -> World {
        var plan = World.Plan(try SmallRouting.make(routes, settings, limits: limits))
        plan.script = script
        return try World.live(plan) { world in
            try await world.accept(SmallRouting.event("e1"))
            await world.end()
            return world
        }
    }

    @Test func `to a destination that observes is shown and skipped`() throws {
        let world = try world([SmallRouting.go()], ["any": #""mode": "observe""#])
        let stored = try world.only()
        #expect(world.sender.received.isEmpty && stored.fate == .skipped && stored.reason.cause == "observed")
        let attempt = try #require(try world.attempts().first)
        #expect(attempt.failure == "not-sent")
        #expect(String(decoding: attempt.request, as: UTF8.self).contains(#""value":"e1""#))
    }

    @Test func `to a destination on hold waits until that is lifted`() throws {
        let plan = World.Plan(try SmallRouting.make([SmallRouting.go()], ["any": #""mode": "hold""#]))
        let live = try SmallRouting.make([SmallRouting.go()])
        let world = try World.live(plan) { world in
            try await world.accept(SmallRouting.event("e1"))
            await world.time.pass(.seconds(900))
            #expect(world.sender.received.isEmpty && world.store.waiting.count == 1)
            await world.deliverer.adopt(live)
            await world.end()
            return world
        }
        #expect(try world.only().fate == .delivered)
    }

    @Test func `to a destination that is held from a reload on waits until the next`() throws {
        let live = try SmallRouting.make([SmallRouting.go()])
        let held = try SmallRouting.make([SmallRouting.go()], ["any": #""mode": "hold""#])
        let world = try World.live(World.Plan(live)) { world in
            try await world.accept(SmallRouting.event("e1"))
            await world.time.pass(.seconds(900))
            await world.deliverer.adopt(held)
            await world.time.pass(.seconds(900))
            try await world.accept(SmallRouting.event("e2"))
            await world.time.pass(.seconds(900))
            #expect(world.sender.received.count == 1 && world.store.waiting.count == 1)
            await world.deliverer.adopt(live)
            await world.end()
            return world
        }
        #expect(world.sender.received.count == 2 && world.store.waiting.isEmpty)
    }

    @Test func `because its if does not hold is skipped`() throws {
        let world = try world([SmallRouting.go(more: #", "if": "event.id == 'another'""#)])
        let stored = try world.only()
        #expect(world.sender.received.isEmpty && stored.fate == .skipped && stored.reason.cause == "if")
    }

    @Test func `because it cannot be rendered is a dead letter that names the field`() throws {
        let world = try world([SmallRouting.route("any", "go", #"{ "id": "1", "value": "{{ event.body.price }}" }"#)])
        let stored = try world.only()
        #expect(world.sender.received.isEmpty && stored.fate == .dead && stored.reason.cause == "expression")
        #expect(stored.reason.detail.hasPrefix("value: ") && !stored.reason.remedy.isEmpty)
    }

    @Test(arguments: [
        (
            #""steps": 100"#,
            SmallRouting.route(
                "any",
                "go",
                #"{ "id": "{{ string([1, 2, 3, 4, 5, 6, 7, 8, 9].map(x, [x, x, x, x].map(y, event.id + string(y))).size()) }}" }"#
            ),
            "expression", "100 steps"
        ),
        (
            #""rendered": "1KiB""#,
            SmallRouting.route("any", "go", #"{ "id": "\#(String(repeating: "long ", count: 300))" }"#), "too-large",
            "the limit is 1024"
        ),
        (#""lookups": 0"#, SmallRouting.withLookup, "too-many-lookups", "the limit is 0"),
    ])
    func `because it is beyond a limit is a dead letter that names it`(
        limit: String,
        route: String,
        cause: String,
        detail: String
    ) throws {
        let stored = try world([route], limits: limit).only()
        #expect(stored.fate == .dead && stored.reason.cause == cause)
        #expect(stored.reason.detail.contains(detail) && !stored.reason.remedy.isEmpty, "\(stored.reason)")
    }

    @Test func `keeps as much of the answer as the limit lets it`() throws {
        let text = #"{"message": "\#(String(repeating: "no ", count: 1_000))"}"#
        let dead = try world([SmallRouting.go()], limits: #""answerKept": "1KiB""#) { _, _ in .json(400, text) }
        #expect(try dead.attempts().first?.answer == Array(text.utf8.prefix(1_024)))
    }

    @Test func `is told of in the attempt, and nothing of what went well`() throws {
        let dead = try world([SmallRouting.go()], [:]) { _, _ in .json(400, #"{"message": "no"}"#) }
        let attempt = try #require(try dead.attempts().first)
        #expect(attempt.status == 400 && attempt.verdict == .dead && !attempt.request.isEmpty)
        #expect(String(decoding: attempt.answer, as: UTF8.self) == #"{"message": "no"}"#)
        let done = try #require(try world([SmallRouting.go()]).attempts().first)
        #expect(done.request.isEmpty && !done.digest.isEmpty && done.configuration == "first")
    }
}

@Suite("A lookup", .timeLimit(.minutes(10)))
struct LookupTests {
    private static let lead = #"{"id": "l1", "email": "a@example.com"}"#

    @Test(arguments: [("1h", 1), ("0s", 5), ("3s", 2)])
    func `is remembered for as long as the file says`(keep: String, lookups: Int) throws {
        var plan = World.Plan(try SmallRouting.make([SmallRouting.withLookup], keep: keep))
        plan.script = { received, _ in received.request.method == "GET" ? .json(200, Self.lead) : .json(200) }
        let world = try World.live(plan) { world in
            for number in 0..<5 {
                try await world.accept(SmallRouting.event("e\(number)"))
                await world.time.pass(.seconds(1))
            }
            await world.end()
            return world
        }
        #expect(world.sender.received.count { $0.request.method == "GET" } == lookups)
        #expect(world.sender.received.count { $0.body.contains("a@example.com") } == 5)
    }

    @Test(arguments: [("id", "J\u{E9}", "Je\u{301}"), ("X-Id", "l1", "l2")])
    func `is not taken for one that asked for something else`(field: String, first: String, second: String) throws {
        let lookup = #""destination": "slow", "call": "find", "with": { "\#(field)": "{{ event.lead }}" }"#
        var plan = World.Plan(try SmallRouting.make([SmallRouting.withLookup], lookup: lookup))
        plan.script = { received, _ in received.request.method == "GET" ? .json(200, Self.lead) : .json(200) }
        let world = try World.live(plan) { world in
            for lead in [first, second, second] {
                try await world.accept(SmallRouting.event(lead + "\(world.store.finished.count)", lead: lead))
                await world.end()
            }
            return world
        }
        #expect(world.sender.received.count { $0.request.method == "GET" } == 2)
        #expect(world.store.finished.count { $0.fate == .delivered } == 3)
    }

    @Test func `that fails is tried again and remembered as an attempt`() throws {
        var plan = World.Plan(try SmallRouting.make([SmallRouting.withLookup]))
        plan.script = { received, number in
            received.request.method == "GET" && number < 2 ? .json(500) : .json(200, Self.lead)
        }
        let world = try World.live(plan) { world in
            try await world.accept(SmallRouting.event("e1"))
            await world.end()
            return world
        }
        let attempts = try world.attempts()
        #expect(attempts.map(\.number) == [1, 2, 3])
        #expect(attempts.map(\.reason.cause) == ["lookup-server-error", "lookup-server-error", "delivered"])
        #expect(try world.only().delivery.history.attempts == 3)
    }

    @Test func `that finds nothing ends the delivery`() throws {
        var plan = World.Plan(try SmallRouting.make([SmallRouting.withLookup]))
        plan.script = { _, _ in .json(404) }
        let world = try World.live(plan) { world in
            try await world.accept(SmallRouting.event("e1"))
            await world.end()
            return world
        }
        #expect(world.sender.received.count == 1)
        #expect(try world.only().fate == .dead && world.only().reason.cause == "lookup-no-such-lead")
        #expect(try world.attempts().map(\.status) == [404])
    }

    @Test func `that finds a broken account pauses that account and not the send's`() throws {
        let fields = #"{ "id": "plain", "value": "1" }"#
        let other = SmallRouting.route("any", "go", fields, name: "plain", lead: "'plain-' + event.id")
        var plan = World.Plan(try SmallRouting.make([SmallRouting.withLookup, other]))
        plan.script = { received, _ in
            guard received.request.method == "GET" else { return .json(200) }
            return received.at < .seconds(30) ? .json(401) : .json(200, Self.lead)
        }
        let world = try World.live(plan) { world in
            for number in 0..<5 {
                try await world.accept(SmallRouting.event("e\(number)", lead: "l\(number)"))
                await world.time.pass(.seconds(1))
            }
            #expect(world.sender.received.count { $0.request.method == "GET" } == 1, "nobody asks while it is paused")
            #expect(world.store.waiting.count { $0.reason.cause == "lookup-paused" } == 4)
            #expect(world.store.finished.count == 5)
            await world.end()
            return world
        }
        #expect(world.store.finished.count { $0.fate == .delivered } == 10)
    }
}
