import Foundation
import LinuxIO
import Synchronization
import Testing

@Suite("An event loop", .timeLimit(.minutes(10)))
struct EventLoopTests {
    /// Counts on a loop's thread.
    private actor Counter {
        private let loop: EventLoop
        private(set) var count = 0
        private(set) var isAlwaysAtHome = true

        nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe loop.asUnownedSerialExecutor() }

        init(on loop: EventLoop) { self.loop = loop }

        func add() {
            count += 1
            isAlwaysAtHome = isAlwaysAtHome && loop.isCurrent
        }
    }

    private func withLoop(_ body: (EventLoop) async throws -> Void) async throws {
        let loop = try EventLoop(name: "test", sweep: .milliseconds(10))
        defer { loop.stop() }
        try await body(loop)
    }

    @Test func `runs an actor on its thread, called from others`() async throws {
        try await withLoop { loop in
            let counter = Counter(on: loop)
            await withTaskGroup { group in
                for _ in 0..<16 {
                    group.addTask { for _ in 0..<500 { await counter.add() } }
                }
            }
            #expect(await counter.count == 8_000)
            #expect(await counter.isAlwaysAtHome)
            #expect(!loop.isCurrent)
        }
    }

    @Test func `runs tasks that prefer it`() async throws {
        try await withLoop { loop in
            let isAtHome = await Task(executorPreference: loop) { loop.isCurrent }.value
            #expect(isAtHome)
        }
    }

    @Test func `performs all that others send, in each one's order`() async throws {
        try await withLoop { loop in
            let seen = Lock<[[Int]]>([[], [], [], []])
            await withTaskGroup { group in
                for sender in 0..<4 {
                    group.addTask {
                        for number in 0..<1_000 { loop.perform { _ in seen.withLock { $0[sender].append(number) } } }
                    }
                }
            }
            await Task(executorPreference: loop) {}.value
            #expect(seen.withLock { $0 } == Array(repeating: Array(0..<1_000), count: 4))
        }
    }

    @Test func `wakes sleepers in the order of their times`() async throws {
        try await withLoop { loop in
            let order = Lock<[Int]>([])
            // On the loop, all of them lie down before it looks at its timers, however slow the machine is.
            try await Task(executorPreference: loop) {
                let start = SystemClock().monotonicTime()
                try await withThrowingTaskGroup { group in
                    for number in [4, 2, 5, 1, 3] {
                        group.addTask {
                            try await loop.pause(until: start + .milliseconds(10 * number))
                            order.withLock { $0.append(number) }
                        }
                    }
                    try await group.waitForAll()
                }
            }.value
            #expect(order.withLock { $0 } == [1, 2, 3, 4, 5])
        }
    }

    @Test func `lets go of a sleeper who is cancelled, before or while he sleeps`() async throws {
        try await withLoop { loop in
            for _ in 0..<50 {
                let task = Task { try await loop.pause(for: .seconds(3_600)) }
                task.cancel()
                await #expect(throws: CancellationError.self) { try await task.value }
            }
        }
    }

    @Test func `tells of what can be read, of the end, and of a time that is over`() async throws {
        let pipe = BytePipe()
        pipe.makeNonBlocking()
        try await withLoop { loop in
            let outcomes = try await Task(executorPreference: loop) {
                let watch = try loop.watch(pipe.readEnd)
                defer { watch.end() }
                var outcomes = [await watch.readable()]
                watch.hasNothingToRead()
                watch.deadline = loop.now + .milliseconds(1)
                outcomes.append(await watch.readable())
                watch.deadline = .never
                try pipe.give([1])
                outcomes.append(await watch.readable())
                watch.hasNothingToRead()
                try pipe.closeWriteEnd()
                outcomes.append(await watch.readable())
                // The end stays: nobody waits for more.
                watch.hasNothingToRead()
                outcomes.append(await watch.readable())
                return outcomes
            }.value
            #expect(outcomes == [.ready, .expired, .ready, .ready, .ready])
        }
    }

    @Test func `stops when told, with nothing left undone`() async throws {
        let loop = try EventLoop()
        let count = Atomic(0)
        for _ in 0..<100 { loop.perform { _ in count.wrappingAdd(1, ordering: .relaxed) } }
        loop.stop()
        #expect(count.load(ordering: .relaxed) == 100)
    }
}
