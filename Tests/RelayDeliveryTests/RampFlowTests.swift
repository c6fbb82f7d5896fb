import CivilTime
import RelayCore
import RelayDelivery
import RelayTesting
import Testing

@Suite("A destination that is taken up with a ramp", .timeLimit(.minutes(10)))
struct RampFlowTests {
    private static func plan(_ settings: String) throws -> World.Plan {
        World.Plan(try SmallRouting.make([SmallRouting.go()], ["any": settings]))
    }

    private static func accept(_ count: Int, _ world: World) async throws {
        for number in 0..<count { try await world.accept(SmallRouting.event("e\(number)", lead: "l\(number)")) }
    }

    @Test func `lets others pass a request that takes long, and all go when the ramp is over`() throws {
        var plan = try Self.plan(#""concurrency": 32"#)
        plan.script = { _, number in .json(200, after: number < 4 ? .seconds(30) : .seconds(3)) }
        let world = try World.live(plan) { world in
            #expect(try await world.deliverer.pause("any", reason: ""))
            try await Self.accept(4, world)
            #expect(try await world.deliverer.resume("any", over: .seconds(10)))
            await world.time.pass(.seconds(2))
            try await Self.accept(100, world)
            await world.end()
            return world
        }
        let moments = world.sender.received.map(\.at)
        // Of 31 more than one, one each time a 31st of the ramp has passed.
        for number in 0..<4 { #expect(moments[number] - .seconds(10) * number / 31 < .milliseconds(2)) }
        #expect(moments[4] == .seconds(2))
        #expect((40...60).contains(moments.count { $0 < .seconds(10) }))
        #expect(try #require(moments.last) < .seconds(20))
    }

    @Test func `gets no more of its rate by a restart than without one`() throws {
        let ramp = Ramp(since: SimulatedTime.beginning + .seconds(-6), until: SimulatedTime.beginning + .seconds(24))
        let world = try World.live(try Self.plan(#""rate": "20/s", "concurrency": 32"#)) { world in
            _ = try await world.committer.submit(.standing(of: "any", .ramping(ramp)))
            try await Self.accept(400, world)
        } _: { world in
            await world.end()
            return world
        }
        let moments = world.sender.received.map(\.at)
        let rate = Rate(count: 20, period: .seconds(1))
        let before = ramp.allowance(of: rate, at: SimulatedTime.beginning)
        for (count, moment) in moments.enumerated() where moment < .seconds(24) {
            #expect(before + count < ramp.allowance(of: rate, at: SimulatedTime.beginning + moment))
        }
        #expect((285...290).contains(moments.count { $0 < .seconds(24) }))
    }

    @Test func `keeps to the rate that a reload gives it`() throws {
        let other = try Self.plan(#""rate": "4/s", "concurrency": 32"#).routing
        let world = try World.live(try Self.plan(#""rate": "40/s", "concurrency": 32"#)) { world in
            #expect(try await world.deliverer.pause("any", reason: ""))
            try await Self.accept(200, world)
            #expect(try await world.deliverer.resume("any", over: .seconds(40)))
            await world.time.pass(.seconds(10))
            await world.deliverer.adopt(other)
            await world.end()
            return world
        }
        let moments = world.sender.received.map(\.at)
        // One a second at first, where its rate alone allows four; then as many as the ramp lets through by its end.
        #expect((49...51).contains(moments.count { $0 < .seconds(10) }))
        #expect(moments.count { $0 >= .seconds(11) && $0 < .seconds(14) } <= 4)
        #expect((70...75).contains(moments.count { $0 >= .seconds(10) && $0 < .seconds(40) }))
    }
}
