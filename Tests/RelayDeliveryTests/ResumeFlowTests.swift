import CivilTime
import RelayCore
import RelayDelivery
import RelayTesting
import Testing

@Suite("A destination that a person resumes", .timeLimit(.minutes(10)))
struct ResumeFlowTests {
    /// Octanist, whose key works from that moment on.
    private static func plan(mendedAt moment: Duration) throws -> World.Plan {
        var plan = World.Plan(try SmallRouting.make([SmallRouting.octanist]))
        plan.script = { received, _ in
            received.at < moment ? .json(401) : .json(200, #"{ "success": true, "leadsUpdated": 1 }"#)
        }
        return plan
    }

    private static func accept(_ world: World) async throws {
        for number in 0..<3 { try await world.accept(SmallRouting.event("e\(number)", lead: "l\(number)")) }
        await world.time.pass(.seconds(1))
        try await world.accept(SmallRouting.event("later", lead: "l0", at: 1))
    }

    @Test func `takes up what its answers had paused, though a person paused it after that`() throws {
        let world = try World.live(try Self.plan(mendedAt: .seconds(10))) { world in
            try await Self.accept(world)
            #expect(try world.store.standings()["octanist"]?.pause?.by == .answer)
            #expect(try await world.deliverer.pause("octanist", reason: "me"))
            await world.time.pass(.seconds(20))
            #expect(world.store.waiting.contains { $0.reason.cause == "bad-key" })
            #expect(try await world.deliverer.resume("octanist", over: nil))
            await world.time.pass(.seconds(1))
            #expect(world.store.waiting.isEmpty)
            return world
        }
        #expect(world.store.finished.count == 4 && world.store.finished.allSatisfy { $0.fate == .delivered })
    }

    @Test func `takes up what its answers had paused before a restart, though a person paused it after that`() throws {
        let start = SimulatedTime.beginning
        let pause = DestinationPause.byOperator(reason: "me", since: start)
        _ = try World.live(try Self.plan(mendedAt: .zero)) { world in
            try await Self.accept(world)
            let refused = try #require(world.store.waiting.min { $0.id < $1.id })
            let state = Delivery.State.waiting(due: start + .seconds(1_800), Reason("bad-key"))
            let waiting = Delivery(id: refused.id, since: refused.delivery.since, state: state)
            _ = try await world.committer.submit(.settle(refused.becoming(waiting), nil))
            _ = try await world.committer.submit(.standing(of: "octanist", .paused(pause)))
        } _: { world in
            await world.time.pass(.seconds(60))
            #expect(world.sender.received.isEmpty)
            _ = try await world.deliverer.resume("octanist", over: nil)
            await world.time.pass(.seconds(1))
            #expect(world.store.waiting.isEmpty)
        }
    }
}
