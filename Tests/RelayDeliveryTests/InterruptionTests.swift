import RelayCore
import RelayDelivery
import RelayTesting
import Testing

@Suite("A delivery that was on its way when the process ended", .timeLimit(.minutes(10)))
struct InterruptionTests {
    /// The id of the first delivery that a world accepts.
    private static var first: DeliveryID {
        var numbers = EventNumbers()
        return DeliveryID(event: numbers.next(at: SimulatedTime.beginning), number: 0)
    }

    private func world(
        _ route: String,
        interruptions: Int = 1,
        _ script: @escaping @Sendable (ScriptedSender.Received, Int) -> ScriptedSender.Reply
    ) throws -> World {
        var plan = World.Plan(try SmallRouting.make([route]))
        plan.marks = [Self.first]
        plan.script = script
        let before: @Sendable (World) async throws -> Void = { world in
            try await world.accept(SmallRouting.event("e1"))
            for number in 1..<interruptions { try await Self.interrupt(number, world) }
        }
        return try World.live(plan, before: before) { world in
            await world.end(within: .seconds(36_000))
            return world
        }
    }

    /// Writes down what an earlier start found.
    private static func interrupt(_ number: Int, _ world: World) async throws {
        let stored = try world.only()
        let delivery = Delivery(
            id: stored.id,
            since: stored.delivery.since,
            state: stored.delivery.state,
            history: Delivery.History(attempts: number, inDoubt: number)
        )
        let attempt = Attempt(
            number: number,
            startedAt: world.time.now,
            took: .zero,
            status: nil,
            failure: "interrupted",
            verdict: .retry,
            reason: Reason("answer-lost"),
            configuration: "first"
        )
        let settled = StoredDelivery(delivery, stored.address, lane: stored.lane, position: stored.position)
        _ = try await world.committer.submit(.settle(settled, attempt))
    }

    private static let updated = ScriptedSender.Reply.json(200, #"{"success": true, "data": {"leadsUpdated": 1}}"#)

    @Test func `is a dead letter where a resend might count twice`() throws {
        let world = try world(SmallRouting.leadTrackr()) { _, _ in .json(201, #"{"queued": true, "warnings": []}"#) }
        let stored = try world.only()
        #expect(world.sender.received.isEmpty && world.marks.current == [])
        #expect(stored.fate == .dead && stored.reason.cause == "outcome-unknown")
        #expect(stored.delivery.history.inDoubt == 1)
    }

    @Test func `is sent again where that does no harm, under the same key`() throws {
        let world = try world(SmallRouting.octanist) { _, _ in Self.updated }
        #expect(try world.only().fate == .delivered)
        #expect(world.sender.received.map(\.key) == [Self.first.text])
        #expect(try world.attempts().map(\.failure) == ["interrupted", ""])
        let opening = try self.world(SmallRouting.leadTrackr("open")) { _, _ in
            .json(200, #"{"queued": false, "warnings": []}"#)
        }
        #expect(try opening.only().fate == .delivered && opening.sender.received.count == 1)
    }

    @Test func `for the third time in a row is suspect`() throws {
        let twice = try world(SmallRouting.octanist, interruptions: 2) { _, _ in Self.updated }
        #expect(try twice.only().fate == .delivered)
        let world = try world(SmallRouting.octanist, interruptions: 3) { _, _ in Self.updated }
        #expect(try world.only().fate == .dead && world.only().reason.cause == "suspect")
        #expect(world.sender.received.isEmpty)
    }

    @Test func `stays in doubt while its lookups fail`() throws {
        let fields = #"{ "email": "{{ lookup.lead.email }}", "conversionId": "lost" }"#
        let world = try world(SmallRouting.route("leadtrackr", "updateLeadStatus", fields)) { _, number in
            number == 0 ? .json(500) : .json(200, #"{"id": "l1", "email": "a@example.com"}"#)
        }
        #expect(try world.only().reason.cause == "outcome-unknown")
        #expect(world.sender.received.map(\.request.method) == ["GET", "GET"])
        #expect(world.marks.current == [])
    }

    @Test func `is judged even if its destination only observes by now`() throws {
        var plan = World.Plan(try SmallRouting.make([SmallRouting.leadTrackr()], ["leadtrackr": #""mode": "observe""#]))
        plan.marks = [Self.first]
        let before: @Sendable (World) async throws -> Void = { try await $0.accept(SmallRouting.event("e1")) }
        let world = try World.live(plan, before: before) { world in
            await world.end()
            return world
        }
        #expect(try world.only().reason.cause == "outcome-unknown")
    }

    @Test func `or whose answer was lost is judged by the same rules`() throws {
        var plan = World.Plan(try SmallRouting.make([SmallRouting.leadTrackr(), SmallRouting.octanist]))
        plan.script = { received, number in
            received.request.method == "POST" || number < 2 ? .lost(after: .seconds(1)) : Self.updated
        }
        let world = try World.live(plan) { world in
            try await world.accept(SmallRouting.event("e1"))
            await world.end()
            return world
        }
        let byName = Dictionary(grouping: world.store.finished, by: \.address.destination)
        #expect(byName["leadtrackr"]?.map(\.reason.cause) == ["outcome-unknown"])
        #expect(byName["octanist"]?.map(\.fate) == [.delivered])
        #expect(Set(world.sender.received.filter { $0.request.method == "PATCH" }.map(\.key)).count == 1)
    }
}
