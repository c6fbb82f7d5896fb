import RelayTesting
import Testing

@Suite("The simulation", .timeLimit(.minutes(10)))
struct SimulationTests {
    @Test(arguments: Seeds.first(200))
    func `a seed replays exactly`(seed: UInt64) throws {
        let (first, second) = (Simulation(seed: seed), Simulation(seed: seed))
        let story = try first.run { try await Errands($0).run() }
        #expect(try second.run { try await Errands($0).run() } == story)
        #expect((first.digest, first.steps) == (second.digest, second.steps))
        #expect(story.count == 40 && story.last?.hasSuffix("4 s") == true, "\(story)")
    }

    @Test func `different seeds take different ways`() throws {
        let ways = try (0..<20 as Range<UInt64>).map { seed in
            let simulation = Simulation(seed: seed)
            return (try simulation.run { try await Errands($0).run() }, simulation.digest)
        }
        #expect(Set(ways.map(\.0)).count > 15 && Set(ways.map(\.1)).count > 15)
    }

    @Test func `time moves only when nothing can run`() throws {
        let simulation = Simulation(seed: 1)
        try simulation.run { clock in
            async let slept: Void = clock.sleep(for: .seconds(60))
            for _ in 0..<100 { await Task.yield() }
            #expect(clock.now.sinceStart == .zero)
            try await slept
            #expect(clock.now.sinceStart == .seconds(60))
        }
        #expect(simulation.clock.now.sinceStart == .seconds(60))
    }

    @Test(arguments: Seeds.first(20))
    func `sleepers wake in the order of their deadlines`(seed: UInt64) throws {
        let woken = try Simulation(seed: seed).run { clock in
            let diary = Diary()
            try await withThrowingTaskGroup(of: Void.self) { group in
                for seconds in [5, 1, 4, 2, 3] {
                    group.addTask {
                        try await clock.sleep(for: .seconds(seconds))
                        await diary.write("\(seconds)")
                    }
                }
                try await group.waitForAll()
            }
            return await diary.lines
        }
        #expect(woken == ["1", "2", "3", "4", "5"])
    }

    @Test func `returns and throws what the body does`() throws {
        #expect(try Simulation(seed: 1).run { _ in 7 } == 7)
        #expect(throws: Refusal()) { try Simulation(seed: 1).run { _ in throw Refusal() } }
    }

    @Test func `cancellation reaches a sleeper without a move of the clock`() throws {
        try Simulation(seed: 4).run { clock in
            await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await clock.sleep(for: .seconds(1)) }
                await #expect(throws: Never.self) { try await clock.nextSleeper() }
                group.cancelAll()
                await #expect(throws: CancellationError.self) { try await group.waitForAll() }
            }
            #expect(clock.now.sinceStart == .zero)
        }
    }

    @Test func `a deadlock is told with its seed`() throws {
        let failure = #expect(throws: SimulationFailure.self) {
            try Simulation(seed: 42).run { clock in
                try await clock.sleep(for: .seconds(1))
                try await clock.nextSleeper()
            }
        }
        #expect(failure?.code == .deadlock && failure?.seed == 42)
        #expect(failure?.description.hasPrefix("seed 42, after 1.0 seconds of virtual time: deadlock") == true)
    }

    @Test func `a run without end is stopped`() {
        let failure = #expect(throws: SimulationFailure.self) {
            try Simulation(seed: 42, stepLimit: 500).run { clock in
                while true { try await clock.sleep(for: .seconds(1)) }
            }
        }
        #expect(failure?.code == .stepLimit(500))
    }

    @Test func `what a failed run leaves behind is cancelled and ends`() {
        let ended = Ended()
        #expect(throws: SimulationFailure.self) {
            try Simulation(seed: 1).run { clock in
                defer { ended.happened() }
                try await clock.nextSleeper()
            }
        }
        #expect(ended.count == 1)
    }
}

private struct Refusal: Error, Equatable {}
