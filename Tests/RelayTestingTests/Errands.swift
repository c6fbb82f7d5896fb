import Foundation
import RelayTesting

/// A small world with all that the simulation must order: tasks, an actor, yields and sleeps.
struct Errands: Sendable {
    private let clock: VirtualClock
    private let diary = Diary()

    init(_ clock: VirtualClock) { self.clock = clock }

    func run() async throws -> [String] {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for person in 0..<5 { group.addTask { try await day(of: person) } }
            try await group.waitForAll()
        }
        return await diary.lines
    }

    private func day(of person: Int) async throws {
        for hour in 1...4 {
            await diary.write("\(person) leaves at \(clock.now)")
            await Task.yield()
            try await clock.sleep(until: .init(sinceStart: .seconds(hour)))
            await diary.write("\(person) is back after \(hour) s")
        }
    }
}

/// What happened, in the order in which it did.
actor Diary {
    private(set) var lines: [String] = []

    func write(_ line: String) { lines.append(line) }

    func writeThread(after pause: Duration, on clock: VirtualClock) async throws {
        try await clock.sleep(for: pause)
        write(ThreadName.current)
    }
}

/// Counts ends across threads; Foundation's lock, because the kit's own is under test.
final class Ended: @unchecked Sendable {
    private let lock = NSLock()
    private var ends = 0

    var count: Int { lock.withLock { ends } }
    func happened() { lock.withLock { ends += 1 } }
}

enum ThreadName {
    /// The identity of the calling thread.
    static var current: String { "\(pthread_self())" }
}
