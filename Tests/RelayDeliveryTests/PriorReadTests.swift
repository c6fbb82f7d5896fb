import CivilTime
import LinuxIO
import RelayCore
import RelayDelivery
import RelayRoutes
import RelayTesting
import Testing

@Suite("A lead that is read before it is written", .timeLimit(.minutes(10)))
struct PriorReadTests {
    private typealias Reply = ScriptedSender.Reply

    private static let settings = [
        "sendpilot": #""readBeforeWrite": true"#, "leadtrackr": #""readBeforeWrite": true"#,
        "leadping": #""readBeforeWrite": true"#,
    ]
    private static let fields = #"{ "id": "{{ event.lead }}", "status": "DONE" }"#
    private static let label = SmallRouting.route(
        "leadtrackr",
        "updateLeadStatus",
        #"{ "uniqueIdentifier": "{{ event.lead }}", "conversionId": "lost" }"#
    )

    private static func lead(_ status: String) -> Reply {
        .json(200, #"{"id": "l1", "email": "private@example.com", "status": "\#(status)"}"#)
    }

    private static func tracked(_ status: String) -> Reply {
        .json(200, #"{"message": "Lead found", "lead": {"id": 1, "status": "\#(status)"}}"#)
    }

    private static let written = Reply.json(200, #"{"success": true, "status": "DONE"}"#)
    private static let queued = Reply.json(201, #"{"message": "Queued", "queued": true, "warnings": []}"#)

    /// Runs one event; the script is told of each request, and how many came before.
    private func world(
        _ routes: String = SmallRouting.sendpilot,
        _ settings: [String: String] = Self.settings,
        until patience: Duration? = nil,
        _ script: @escaping @Sendable (_ isRead: Bool, _ number: Int) -> ScriptedSender.Reply
    ) throws -> World {
        var plan = World.Plan(try SmallRouting.make([routes], settings))
        plan.script = { received, number in script(received.request.method == "GET", number) }
        return try World.live(plan) { world in
            try await world.accept(SmallRouting.event("e1"))
            if let patience { await world.time.pass(patience) } else { await world.end() }
            return world
        }
    }

    private func methods(_ world: World) -> [String] { world.sender.received.map(\.request.method) }

    // MARK: What the read shows

    @Test func `is not written where it has the status already, and nothing of it is kept`() throws {
        let world = try world { _, _ in Self.lead("DONE") }
        #expect(methods(world) == ["GET"])
        let stored = try world.only()
        #expect(stored.fate == .alreadySo && stored.reason.cause == "already-so")
        let attempt = try #require(try world.attempts().first)
        #expect(attempt.status == 200 && attempt.reason.cause == "already-so" && attempt.number == 1)
        #expect(!String(decoding: attempt.request + attempt.answer, as: UTF8.self).contains("private@example.com"))
        #expect(world.marks.current == [])
    }

    @Test func `is written where it has another`() throws {
        let world = try world { isRead, _ in isRead ? Self.lead("PENDING") : Self.written }
        #expect(methods(world) == ["GET", "PATCH"])
        #expect(try world.only().fate == .delivered)
        #expect(try world.attempts().count == 1)
    }

    @Test func `is written unread by a destination that does not ask for it`() throws {
        #expect(try methods(world(SmallRouting.sendpilot, [:]) { _, _ in Self.written }) == ["PATCH"])
    }

    @Test func `is written unread where no read shows all that is written, or which lead it is`() throws {
        let noted = #"{ "id": "{{ event.lead }}", "status": "DONE", "note": "by hand" }"#
        let route = SmallRouting.route("sendpilot", "updateStatus", noted)
        #expect(try methods(world(route) { _, _ in Self.written }) == ["PATCH"])
        #expect(try methods(world(SmallRouting.leadTrackr()) { _, _ in Self.queued }) == ["POST"])
        // Which of two identifiers there is, only the event knows.
        let either = #"{ "uniqueIdentifier": "{{ event.body.?id.orValue(null) }}", "email": "a@example.com", "#
        let late = SmallRouting.route("leadtrackr", "updateLeadStatus", either + #""conversionId": "open" }"#)
        let opened = Reply.json(200, #"{"queued": false, "warnings": []}"#)
        #expect(try methods(world(late) { _, _ in opened }) == ["POST"])
    }

    @Test func `is neither read nor written by a destination that only observes`() throws {
        let observing = ["sendpilot": #""readBeforeWrite": true, "mode": "observe""#]
        let world = try world(SmallRouting.sendpilot, observing) { _, _ in Self.lead("DONE") }
        #expect(try methods(world) == [] && world.only().fate == .skipped)
    }

    @Test func `is known after a lookup by another call`() throws {
        let fields = #"{ "id": "{{ lookup.lead.id }}", "status": "DONE" }"#
        let world = try world(SmallRouting.route("sendpilot", "updateStatus", fields)) { _, _ in Self.lead("DONE") }
        #expect(try methods(world) == ["GET", "GET"] && world.only().fate == .alreadySo)
    }

    // MARK: A read that fails

    @Test func `and is not found is for the write to find`() throws {
        let world = try world { _, _ in .json(404, #"{"message": "Lead not found"}"#) }
        #expect(methods(world) == ["GET", "PATCH"])
        #expect(try world.only().fate == .dead && world.only().reason.cause == "no-such-lead")
    }

    @Test func `and cannot be read for now is tried again, without any doubt`() throws {
        let world = try world { _, number in number == 0 ? .lost() : Self.lead("DONE") }
        #expect(methods(world) == ["GET", "GET"])
        #expect(try world.only().fate == .alreadySo)
        #expect(try world.only().delivery.history == Delivery.History(attempts: 2))
        #expect(try world.attempts().map(\.reason.cause) == ["lookup-answer-lost", "already-so"])
    }

    @Test func `and whose read the account refuses pauses its destination`() throws {
        let world = try world(until: .seconds(30)) { _, _ in .json(401) }
        #expect(methods(world) == ["GET"])
        #expect(try world.only().reason.cause == "lookup-bad-key")
        #expect(world.log.withLock { $0.count { $0.contains("destination paused") } } == 1)
    }

    @Test func `and whose read alone is refused waits, and is not written blindly`() throws {
        let world = try world(until: .seconds(30)) { isRead, _ in isRead ? .json(403) : Self.written }
        #expect(try methods(world) == ["GET"] && world.only().reason.cause == "lookup-key-scope")
    }

    @Test func `and cannot be read at all is a dead letter that says so`() throws {
        let world = try world(Self.label) { _, _ in .json(400, #"{"message": "Bad request"}"#) }
        #expect(methods(world) == ["GET"])
        #expect(try world.only().reason.cause == "lookup-invalid-request")
        #expect(try world.only().reason.detail.contains("the read of the lead"))
    }

    // MARK: Doubts

    @Test func `after a lost answer that was carried out is not written twice`() throws {
        let world = try world { isRead, number in
            isRead ? Self.lead(number == 0 ? "PENDING" : "DONE") : .lost()
        }
        #expect(methods(world) == ["GET", "PATCH", "GET"])
        #expect(try world.only().fate == .alreadySo && world.only().delivery.history.inDoubt == 1)
    }

    /// Runs a conversion whose answer is lost, and replays it.
    private func replayed(_ status: String, others: [String] = [], after pause: Duration = .zero) throws -> World {
        var plan = World.Plan(try SmallRouting.make([Self.label], Self.settings))
        let isLost = Lock(false)
        plan.script = { received, _ in
            if received.request.method == "GET" { return Self.tracked(isLost.withLock { $0 } ? status : "open") }
            return isLost.withLock { $0 } ? .lost() : Self.queued
        }
        return try World.live(plan) { world in
            for id in others { try await world.accept(SmallRouting.event(id)) }
            await world.end()
            await world.time.pass(pause)
            isLost.withLock { $0 = true }
            let receipts = try await world.accept(SmallRouting.event("e1", at: 1))
            await world.end()
            let id = DeliveryID(event: try #require(receipts.first).number, number: 0)
            #expect(world.store.finished.first { $0.id == id }?.reason.cause == "outcome-unknown")
            _ = try await world.committer.submit(.replay(id, .inOrder))
            await world.deliverer.lookAgain()
            await world.end()
            return world
        }
    }

    @Test func `settles a conversion in doubt where its job is pending`() throws {
        let world = try replayed("pending")
        #expect(methods(world) == ["GET", "POST", "GET"])
        #expect(try world.only().fate == .alreadySo)
    }

    @Test func `leaves a conversion in doubt to the rules where it is not`() throws {
        let world = try replayed("open")
        #expect(methods(world) == ["GET", "POST", "GET", "POST"])
        #expect(try world.only().fate == .dead && world.only().reason.cause == "outcome-unknown")
    }

    @Test(arguments: [(Duration.seconds(3_600), false), (.seconds(90_000), true)])
    func `does not take another conversion's job for its own`(pause: Duration, isOwn: Bool) throws {
        let world = try replayed("pending", others: ["e0"], after: pause)
        let last = try #require(world.store.finished.max { $0.id < $1.id })
        #expect(last.fate == (isOwn ? .alreadySo : .dead))
    }

    @Test(arguments: [("pending", Fate.alreadySo), ("open", .dead)])
    func `settles what was on its way when the process ended`(status: String, fate: Fate) throws {
        var numbers = EventNumbers()
        let first = DeliveryID(event: numbers.next(at: SimulatedTime.beginning), number: 0)
        var plan = World.Plan(try SmallRouting.make([Self.label], Self.settings))
        plan.marks = [first]
        plan.script = { _, number in number == 0 ? .json(500) : Self.tracked(status) }
        let world = try World.live(plan, before: { try await $0.accept(SmallRouting.event("e1")) }) { world in
            await world.end()
            return world
        }
        #expect(methods(world) == ["GET", "GET"] && world.marks.current == [])
        #expect(try world.only().fate == fate)
    }

    // MARK: Quota and lanes

    @Test func `takes a token for the read, and one for the write`() throws {
        var plan = World.Plan(
            try SmallRouting.make([SmallRouting.sendpilot], ["sendpilot": #""readBeforeWrite": true, "rate": "1/s""#])
        )
        plan.script = { received, _ in received.request.method == "GET" ? Self.lead("PENDING") : Self.written }
        let world = try World.live(plan) { world in
            for number in 0..<4 { try await world.accept(SmallRouting.event("e\(number)", lead: "l\(number)")) }
            await world.end()
            return world
        }
        let moments = world.sender.received.map(\.at)
        #expect(moments.count == 8)
        #expect(zip(moments, moments.dropFirst()).allSatisfy { $1 - $0 >= .seconds(1) })
    }

    @Test func `counts as delivered for what is older`() throws {
        let route = SmallRouting.route("sendpilot", "updateStatus", Self.fields, more: #", "order": "latest""#)
        var plan = World.Plan(try SmallRouting.make([route], Self.settings))
        plan.script = { _, _ in Self.lead("DONE") }
        let world = try World.live(plan) { world in
            try await world.accept(SmallRouting.event("new", at: 60))
            await world.end()
            try await world.accept(SmallRouting.event("old", at: 1))
            await world.end()
            return world
        }
        #expect(Set(world.store.finished.map(\.fate)) == [.alreadySo, .stale] && world.sender.received.count == 1)
    }
}
