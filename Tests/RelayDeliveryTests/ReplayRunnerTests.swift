import CivilTime
import LinuxIO
import RelayCore
import RelayDelivery
import RelayRoutes
import RelayTesting
import Testing

@Suite("A job that sends dead letters again", .timeLimit(.minutes(10)))
struct ReplayRunnerTests {
    /// Refuses each lead's first request, and takes all after that.
    private static func plan() throws -> World.Plan {
        var plan = World.Plan(try SmallRouting.make([SmallRouting.go("any")]))
        let known = Lock<Set<String>>([])
        plan.script = { received, _ in
            .json(known.withLock { $0.insert(String(received.key.prefix(16))).inserted } ? 400 : 200)
        }
        return plan
    }

    /// So many dead letters, each of a lead of its own.
    private static func die(_ count: Int, _ world: World) async throws {
        for number in 0..<count {
            try await world.accept(SmallRouting.event("e\(number)", lead: "l\(number)", at: number))
        }
        await world.end()
    }

    private static func order(pace: Rate? = nil, limit: Int? = nil, _ filter: LetterFilter = LetterFilter())
        -> ReplayOrder
    {
        ReplayOrder(filter, pace: pace, limit: limit, by: "uid 1")
    }

    @Test func `sends each of its letters again, once, and comes to its end`() throws {
        try World.live(try Self.plan()) { world in
            try await Self.die(250, world)
            let id = try await world.begin(Self.order())
            try await world.finish([id])
            let job = try world.job(id)
            #expect(job.state == .done && job.counts == ReplayJob.Counts(replayed: 250))
            #expect(world.sender.received.count == 500)
            #expect(world.store.finished.allSatisfy { $0.fate == .delivered })
        }
    }

    @Test func `keeps to its pace`() throws {
        try World.live(try Self.plan()) { world in
            try await Self.die(40, world)
            _ = try await world.begin(Self.order(pace: Rate(count: 5, period: .seconds(1))))
            let begun = world.time.clock.now.sinceStart
            try await world.replaying { _ in
                await world.time.pass(.seconds(4))
                let sent = world.sender.received.count - 40
                #expect((19...21).contains(sent), "\(sent) in 4 s")
                _ = await world.time.pass(until: { world.sender.received.count == 80 }, most: .seconds(60))
            }
            let took = world.time.clock.now.sinceStart - begun
            #expect((Duration.seconds(7)...Duration.seconds(10)).contains(took), "\(took)")
        }
    }

    @Test func `is stopped and goes on where it was`() throws {
        try World.live(try Self.plan()) { world in
            try await Self.die(30, world)
            let id = try await world.begin(Self.order(pace: Rate(count: 5, period: .seconds(1))))
            try await world.replaying { runner in
                await world.time.pass(.seconds(2))
                _ = try await world.committer.submit(.repair(.stop(id)))
                await world.end()
                let sent = world.sender.received.count
                #expect((35..<50).contains(sent))
                await world.time.pass(.seconds(30))
                #expect(world.sender.received.count == sent)
                _ = try await world.committer.submit(.repair(.resume(id)))
                runner.wake()
                _ = await world.time.pass(until: { world.isDone(id) }, most: .seconds(60))
                await world.end()
            }
            #expect(world.sender.received.count == 60)
            #expect(Set(world.sender.received.map(\.key)).count == 30)
        }
    }

    @Test func `takes no letter that died after it was made`() throws {
        var plan = World.Plan(try SmallRouting.make([SmallRouting.go("any")]))
        plan.script = { _, _ in .json(400) }
        try World.live(plan) { world in
            try await Self.die(3, world)
            let id = try await world.begin(Self.order())
            try await world.finish([id])
            // Each died a second time, and that was that.
            #expect(world.sender.received.count == 6)
            #expect(try world.job(id).counts == ReplayJob.Counts(replayed: 3))
        }
    }

    @Test func `sends so many at the most, and only those that it is about`() throws {
        try World.live(try Self.plan()) { world in
            try await Self.die(6, world)
            var filter = LetterFilter()
            filter.lead = "l4"
            let (one, two) = (
                try await world.begin(Self.order(filter)), try await world.begin(Self.order(limit: 2))
            )
            try await world.finish([one, two])
            let (only, few) = (try world.job(one).counts, try world.job(two).counts)
            #expect(only == ReplayJob.Counts(replayed: 1))
            // One of its two may be the one that the other job was quicker with.
            #expect(few.replayed + few.skipped == 2)
            #expect(world.sender.received.count == 7 + few.replayed)
            #expect(world.sender.received.dropFirst(6).contains { $0.body.contains(#""id":"l4""#) })
        }
    }

    @Test func `passes over no more than it may take up, at whatever pace`() throws {
        try World.live(try Self.plan()) { world in
            for number in 0..<5 {
                let receipt = try await world.accept(SmallRouting.event("e\(number)", lead: "l\(number)"))[0]
                let id = DeliveryID(event: receipt.number, number: 0)
                let stored = try #require(try world.store.delivery(id))
                let dead = Delivery(id: id, since: world.time.now, state: .finished(.dead, Reason("condition")))
                _ = try await world.committer.submit(.settle(stored.becoming(dead), nil))
            }
            let pace = Rate(count: 1, period: .seconds(1))
            let order = ReplayOrder(LetterFilter(), .asSent, pace: pace, limit: 2, expected: 2, by: "uid 1")
            let id = try await world.begin(order)
            try await world.finish([id])
            let counts = ReplayJob.Counts(skipped: 2, causes: [ReplayJob.notAsSent: 2])
            #expect(try world.job(id).counts == counts)
        }
    }

    @Test func `waits while as many as may wait do so`() throws {
        var plan = World.Plan(try SmallRouting.make([SmallRouting.go("any")], ["any": #""mode": "hold""#]))
        plan.script = { _, _ in .json(200) }
        try World.live(plan) { world in
            let count = ReplayRunner.mostReady + 50
            for number in 0..<count {
                let receipt = try await world.accept(SmallRouting.event("e\(number)", lead: nil))[0]
                let id = DeliveryID(event: receipt.number, number: 0)
                let stored = try #require(try world.store.delivery(id))
                let dead = Delivery(id: id, since: world.time.now, state: .finished(.dead, Reason("x")))
                _ = try await world.committer.submit(.settle(stored.becoming(dead), nil))
            }
            let id = try await world.begin(Self.order())
            try await world.replaying { _ in
                await world.time.pass(.seconds(60))
                #expect(try world.job(id).counts.replayed == ReplayRunner.mostReady)
                #expect(try world.dueReplays(at: "any", upTo: count) == ReplayRunner.mostReady)
                for stored in world.store.waiting { _ = try await world.committer.submit(.discard(stored.id)) }
                await world.time.pass(.seconds(60))
                #expect(try world.job(id).state == .done)
            }
            #expect(try world.job(id).counts.replayed == count)
        }
    }

    @Test(arguments: Seeds.first(30))
    func `replays nothing twice and forgets nothing, whenever the process ends or the disk fails`(seed: UInt64) throws {
        var plan = try Self.plan()
        let weather = StormyWeather(seed: seed)
        plan.weather = { weather.next() }
        try World.live(plan, seed: seed) { world in
            try await Self.die(25, world)
            let id = try await world.begin(Self.order(pace: Rate(count: 20, period: .seconds(1))))
            weather.isStormy = true
            try await world.finish([id], inShortLivesOf: seed)
            weather.isStormy = false
            await world.end()
            #expect(try world.job(id).counts == ReplayJob.Counts(replayed: 25))
            #expect(world.sender.received.count == 50, "replay with seed \(seed)")
        }
    }

    @Test func `skips what cannot be sent as it was`() throws {
        try World.live(try Self.plan()) { world in
            try await Self.die(2, world)
            // Of this one nothing was kept, because it never came to an attempt.
            let receipt = try await world.accept(SmallRouting.event("late", lead: "late", at: 99))[0]
            let failed = DeliveryID(event: receipt.number, number: 0)
            let stored = try #require(try world.store.delivery(failed))
            let dead = Delivery(id: failed, since: world.time.now, state: .finished(.dead, Reason("condition")))
            _ = try await world.committer.submit(.settle(stored.becoming(dead), nil))
            await world.end()
            let order = ReplayOrder(LetterFilter(), .asSent, by: "uid 1")
            let id = try await world.begin(order)
            try await world.finish([id])
            let job = try world.job(id)
            #expect(job.counts.replayed + job.counts.skipped == 3)
        }
    }
}
