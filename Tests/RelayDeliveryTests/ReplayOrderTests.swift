import CivilTime
import RelayCore
import RelayDelivery
import RelayTesting
import Testing

@Suite("The order in which a job sends the letters of a lead", .timeLimit(.minutes(10)))
struct ReplayOrderTests {
    private static let mended = Duration.seconds(1_000)

    /// Refuses all until it is mended.
    private static func plan() throws -> World.Plan {
        var plan = World.Plan(try SmallRouting.make([SmallRouting.go("any")]))
        plan.script = { received, _ in .json(received.at < mended ? 400 : 200) }
        return plan
    }

    /// Lets an event's delivery die that is the lead's first, second or so.
    private static func die(_ place: Int, of lead: String, _ world: World) async throws {
        let event = try SmallRouting.event("\(lead).\(place)", lead: lead, at: place - 100)
        try await world.accept(event)
        await world.end()
    }

    /// Which of a lead's came when, since it was mended.
    private static func sent(of lead: String, _ world: World) -> [Int] {
        world.sender.received.filter { $0.at >= mended }.flatMap { received in
            (0..<9).filter { received.body.contains(#""value":"\#(lead).\#($0)""#) }
        }
    }

    @Test(arguments: [nil, Rate(count: 1, period: .seconds(2))])
    func `is that of its events, in whatever order they died`(pace: Rate?) throws {
        try World.live(try Self.plan()) { world in
            try await Self.die(2, of: "ann", world)
            // Without a pace so many that they are not all of one batch.
            for number in 0..<(pace == nil ? 250 : 2) {
                try await world.accept(SmallRouting.event("e\(number)", lead: "l\(number)"))
            }
            await world.end()
            for place in 0..<2 { try await Self.die(place, of: "ann", world) }
            await world.time.pass(Self.mended)
            try await world.finish([try await world.begin(ReplayOrder(LetterFilter(), pace: pace, by: "uid 1"))])
            #expect(Self.sent(of: "ann", world) == [0, 1, 2])
        }
    }

    @Test(arguments: Seeds.first(10))
    func `is kept whenever the process ends`(seed: UInt64) throws {
        try World.live(try Self.plan(), seed: seed) { world in
            var random = SeededRandom(seed: seed)
            var places = (0..<6).flatMap { place in ["ann", "bob", "eve"].map { (lead: $0, place: place) } }
            while !places.isEmpty {
                let next = places.remove(at: random.below(places.count))
                try await Self.die(next.place, of: next.lead, world)
            }
            await world.time.pass(Self.mended)
            let pace = Rate(count: 4, period: .seconds(1))
            let id = try await world.begin(ReplayOrder(LetterFilter(), pace: pace, by: "uid 1"))
            try await world.finish([id], inShortLivesOf: seed)
            await world.end()
            for lead in ["ann", "bob", "eve"] {
                #expect(Self.sent(of: lead, world) == Array(0..<6), "replay with seed \(seed)")
            }
        }
    }
}
