import RelayTesting
import Testing

@Suite("The virtual clock", .timeLimit(.minutes(10)))
struct VirtualClockTests {
    let clock = VirtualClock()

    @Test func `stands still until it is told to move`() {
        let start = clock.now
        #expect(start == VirtualClock.Instant(sinceStart: .zero) && clock.now == start)
        clock.advance(by: .seconds(3))
        #expect(start.duration(to: clock.now) == .seconds(3))
    }

    @Test func `does not run backwards`() async {
        clock.advance(to: .init(sinceStart: .seconds(2)))
        clock.advance(to: .init(sinceStart: .seconds(1)))
        #expect(clock.now.sinceStart == .seconds(2))
        await #expect(processExitsWith: .failure) { VirtualClock().advance(by: .seconds(-1)) }
    }

    @Test func `wakes a sleeper at its deadline and not before`() async throws {
        async let slept: Void = clock.sleep(for: .seconds(10))
        #expect(try await clock.nextSleeper().sinceStart == .seconds(10))
        clock.advance(by: .seconds(9))
        #expect(try await clock.nextSleeper().sinceStart == .seconds(10))
        clock.advance(by: .seconds(1))
        try await slept
    }

    @Test func `tells when so many sleep`() async throws {
        try await withThrowingTaskGroup(of: Void.self) { [clock] group in
            for seconds in [3, 1, 2] { group.addTask { try await clock.sleep(for: .seconds(seconds)) } }
            #expect(try await clock.nextSleeper(among: 3).sinceStart == .seconds(1))
            clock.advance(by: .seconds(3))
            try await group.waitForAll()
        }
    }

    @Test func `moves from sleeper to sleeper`() async throws {
        #expect(!clock.advanceToNextSleeper())
        async let slept: Void = clock.sleep(for: .milliseconds(5))
        try await clock.nextSleeper()
        #expect(clock.advanceToNextSleeper())
        try await slept
        #expect(clock.now.sinceStart == .milliseconds(5))
    }

    @Test func `a cancelled sleep throws at once`() async throws {
        await withThrowingTaskGroup(of: Void.self) { [clock] group in
            group.addTask { try await clock.sleep(for: .seconds(1)) }
            await #expect(throws: Never.self) { try await clock.nextSleeper() }
            group.cancelAll()
            await #expect(throws: CancellationError.self) { try await group.waitForAll() }
        }
        #expect(clock.now.sinceStart == .zero && !clock.advanceToNextSleeper())
    }

    @Test func `whoever is cancelled before it sleeps never sleeps`() async {
        await withThrowingTaskGroup(of: Void.self) { [clock] group in
            group.cancelAll()
            group.addTask { try await clock.sleep(for: .seconds(1)) }
            group.addTask { try await clock.sleep(for: .zero) }
            group.addTask { try await clock.nextSleeper() }
            for _ in 0..<3 { await #expect(throws: CancellationError.self) { try await group.next() } }
        }
    }

    @Test func `a sleep until now is no sleep`() async throws {
        try await clock.sleep(until: clock.now)
        #expect(!clock.advanceToNextSleeper())
    }
}
