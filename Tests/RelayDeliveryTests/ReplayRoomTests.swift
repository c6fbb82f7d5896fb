import RelayCore
import RelayDelivery
import RelayTesting
import Testing

/// More than may stand ready at once.
@Suite("A job with very many letters", .timeLimit(.minutes(10)))
struct ReplayRoomTests {
    private static let many = ReplayRunner.mostReady + 20
    private static let mended = Duration.seconds(1_000)

    /// Refuses all until it is mended, and from then on answers as said.
    private static func plan(
        _ route: String,
        _ script: @escaping @Sendable (ScriptedSender.Received) -> ScriptedSender.Reply
    ) throws -> World.Plan {
        var plan = World.Plan(try SmallRouting.make([route]))
        plan.script = { received, _ in received.at < mended ? .json(400) : script(received) }
        return plan
    }

    /// Sends all letters again once the destination is mended.
    private static func begin(_ world: World) async throws -> ReplayJobID {
        await world.time.pass(mended)
        return try await world.begin(ReplayOrder(LetterFilter(), by: "uid 1"))
    }

    @Test func `lets go on what more letters hold than may stand ready`() throws {
        try World.live(try Self.plan(SmallRouting.go(more: #", "onDead": "hold""#)) { _ in .json(200) }) { world in
            for number in 0..<Self.many { try await world.accept(SmallRouting.event("e\(number)", at: number)) }
            for number in 0..<10 { try await world.accept(SmallRouting.event("f\(number)", lead: "m\(number)")) }
            await world.time.pass(.seconds(1))
            for stored in world.store.waiting {
                let dead = Delivery(id: stored.id, since: stored.delivery.since, state: .finished(.dead, Reason("x")))
                _ = try await world.committer.submit(.settle(stored.becoming(dead), nil))
            }
            let id = try await Self.begin(world)
            try await world.finish([id])
            #expect(try world.job(id).counts == ReplayJob.Counts(replayed: Self.many + 10))
            #expect(world.store.finished.allSatisfy { $0.fate == .delivered })
        }
    }

    @Test func `sends what can go out while as many others wait to be tried again`() throws {
        let plan = try Self.plan(SmallRouting.go()) { .json($0.body.contains("ill") ? 425 : 200) }
        try World.live(plan) { world in
            for number in 0..<Self.many + 20 {
                let lead = number < Self.many ? "ill\(number)" : "well\(number)"
                try await world.accept(SmallRouting.event("e\(number)", lead: lead))
            }
            await world.end()
            let id = try await Self.begin(world)
            try await world.replaying { _ in
                let isThrough = await world.time.pass(
                    until: { world.store.finished.count { $0.fate == .delivered } == 20 },
                    most: .seconds(300)
                )
                #expect(isThrough && world.isDone(id))
                for stored in world.store.waiting { _ = try await world.committer.submit(.discard(stored.id)) }
                await world.end()
            }
        }
    }
}
