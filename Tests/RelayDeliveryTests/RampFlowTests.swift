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
}
