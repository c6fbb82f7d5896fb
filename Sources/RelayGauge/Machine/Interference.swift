import LinuxIO

/// What the processors have done since the machine started, in all.
package struct ProcessorCounts: Sendable, Equatable {
    /// In ticks: at work, and taken away by the host.
    package let busy: Int
    package let stolen: Int
    package let total: Int

    /// Reads the text of `/proc/stat`; nil where it is none.
    package init?(_ text: String) {
        guard let line = text.split(separator: "\n").first, line.hasPrefix("cpu ") else { return nil }
        let counts = line.split(separator: " ").dropFirst().compactMap { Int($0) }
        guard counts.count >= 8 else { return nil }
        // user nice system idle iowait irq softirq steal; guests are counted among the first two.
        busy = counts[0] + counts[1] + counts[2] + counts[5] + counts[6]
        stolen = counts[7]
        total = counts[..<8].reduce(0, +)
    }

    static var current: ProcessorCounts? {
        let bytes = try? FileBytes.read(path: "/proc/stat", limit: 1 << 20)
        return bytes.flatMap { ProcessorCounts(String(decoding: $0, as: UTF8.self)) }
    }
}

/// What others did on the processors while something was measured, as shares of all of them.
package struct Interference: Sendable, Equatable {
    package let part: Part
    package let others: Double
    package let stolen: Double
    /// How long a read from memory took that a shared cache holds where nobody else has it, in nanoseconds; zero where it
    /// was not asked.
    package var memoryWait = 0.0
    /// Whether another round was measured in place of this one.
    package var isLeftOut = false

    /// What was measured meanwhile.
    package enum Part: Sendable, Equatable { case round(Int), backlog }

    /// More than this, and what was measured may be somebody else's doing.
    static let threshold = 0.05

    package init(_ part: Part, others: Double, stolen: Double) {
        (self.part, self.others, self.stolen) = (part, others, stolen)
    }

    /// Between two looks; `ownSeconds` is how long the processes of the measurement worked meanwhile.
    package init(_ part: Part, from start: ProcessorCounts, to end: ProcessorCounts, ownSeconds: Double) {
        let total = Double(max(1, end.total - start.total))
        self.part = part
        others = max(0, (Double(end.busy - start.busy) - ownSeconds * Self.ticksPerSecond) / total)
        stolen = Double(end.stolen - start.stolen) / total
    }

    package var isStrong: Bool { others > Self.threshold || stolen > Self.threshold }

    /// Towards programs, a second of Linux has a hundred ticks, whatever the kernel counts in.
    private static let ticksPerSecond = 100.0
}
