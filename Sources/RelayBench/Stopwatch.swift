import Foundation

/// Times a short piece of work: many calls a round, the median of the rounds.
struct Stopwatch {
    var rounds = 15
    var calls = 20_000

    /// Nanoseconds a call, the median round's.
    func nanoseconds(_ work: () throws -> Void) rethrows -> Double {
        for _ in 0..<calls / 10 { try work() }
        var times: [Double] = []
        for _ in 0..<rounds {
            let elapsed = try ContinuousClock().measure {
                for _ in 0..<calls { try work() }
            }
            times.append(
                Double(elapsed.components.attoseconds) / 1e9 / Double(calls) + Double(elapsed.components.seconds) * 1e9
                    / Double(calls)
            )
        }
        return times.sorted()[rounds / 2]
    }
}

/// A moment of a run, on a clock that nobody puts back.
typealias Moment = ContinuousClock.Instant

extension Moment {
    static var current: Moment { ContinuousClock().now }
}

/// Keeps the optimiser from removing work whose result nobody reads.
@inline(never)
func keep<Value>(_ value: Value) {}

extension Stopwatch {
    /// What rounds of work took, what was prepared for them left out.
    struct Rounds {
        var count = 0
        /// On the clock, and of all the process's threads on their processors.
        var seconds = 0.0, processorSeconds = 0.0
        /// By system calls of the process, whether or not they reached the disk by then.
        var writtenBytes = 0
    }

    /// Repeats a round until it has taken that many seconds.
    static func rounds<Input>(
        for limit: Double,
        prepare: () throws -> Input,
        _ round: (Input) throws -> Void
    ) rethrows -> Rounds {
        let clock = ContinuousClock()
        var rounds = Rounds()
        while rounds.seconds < limit {
            let input = try prepare()
            let written = writtenBytes
            let (start, processor) = (clock.now, processorSeconds)
            try round(input)
            rounds.processorSeconds += processorSeconds - processor
            rounds.seconds += (clock.now - start) / .seconds(1)
            rounds.writtenBytes += writtenBytes - written
            rounds.count += 1
        }
        return rounds
    }

    private static var writtenBytes: Int {
        let counts = (try? String(contentsOfFile: "/proc/self/io", encoding: .utf8)) ?? ""
        let line = counts.split(separator: "\n").first { $0.hasPrefix("wchar:") }
        return line.flatMap { Int($0.dropFirst("wchar: ".count)) } ?? 0
    }

    private static var processorSeconds: Double {
        var time = timespec()
        unsafe clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
