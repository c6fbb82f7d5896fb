import Foundation
import RelayTesting
import Testing

@Suite("On the simulation's one thread runs", .timeLimit(.minutes(10)))
struct SimulationExecutorTests {
    @Test func `every child, group and actor`() throws {
        let here = ThreadName.current
        let threads = try Simulation(seed: 3).run { clock in
            let diary = Diary()
            async let child: Void = diary.writeThread(after: .seconds(1), on: clock)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for seconds in 1...5 {
                    group.addTask { try await diary.writeThread(after: .seconds(seconds), on: clock) }
                }
                try await group.waitForAll()
            }
            await withDiscardingTaskGroup { group in
                group.addTask { await diary.write(ThreadName.current) }
            }
            try await child
            await diary.write(ThreadName.current)
            return await diary.lines
        }
        #expect(threads == Array(repeating: here, count: 8))
    }

    @Test func `an actor with an executor of its own`() throws {
        let here = ThreadName.current
        let simulation = Simulation(seed: 3)
        let owner = Owner(on: simulation.serialExecutor())
        let threads = try simulation.run { clock in
            [await owner.thread(), ThreadName.current, try await owner.thread(after: .seconds(2), on: clock)]
        }
        #expect(threads == [here, here, here])
        #expect(simulation.clock.now.sinceStart == .seconds(2))
    }
}

/// An actor that insists on its executor, as one does that owns a C handle.
private actor Owner {
    private let executor: any SerialExecutor
    nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe executor.asUnownedSerialExecutor() }

    init(on executor: any SerialExecutor) { self.executor = executor }

    func thread() -> String {
        assertIsolated()
        return ThreadName.current
    }

    func thread(after pause: Duration, on clock: VirtualClock) async throws -> String {
        try await clock.sleep(for: pause)
        return thread()
    }
}
