import LinuxIO

/// A way through as much memory as a shared cache holds, which no processor foresees.
///
/// What processors share is also shared with whoever else is on the host: where that takes it, each read goes to the
/// memory itself, and neither time stolen nor the work of others tells of it.
struct MemoryWalk: Sendable {
    static let bytes = 8 << 20
    private static let line = 64

    /// At the start of each line, where the next one starts.
    private let places: [UInt32]

    init() {
        let stride = Self.line / MemoryLayout<UInt32>.stride
        let lines = Self.bytes / Self.line
        var places = [UInt32](repeating: 0, count: lines * stride)
        for number in 0..<lines {
            // With these factors it comes to each of a power of two before it comes to any again.
            let next = (number &* 1_664_525 &+ 1_013_904_223) % lines
            places[number * stride] = UInt32(next * stride)
        }
        self.places = places
    }

    /// How long a read takes, in nanoseconds, once all of it has been read before.
    func nanoseconds() -> Double {
        let steps = Self.bytes / Self.line
        var place = walk(steps, from: 0)
        let clock = SystemClock()
        let start = clock.monotonicTime()
        place = walk(steps, from: place)
        let took = clock.monotonicTime() - start
        // Where the way led is asked for, so that it is gone.
        return took / .nanoseconds(1) / Double(steps) + (place == .max ? 1 : 0)
    }

    @inline(never)
    private func walk(_ steps: Int, from start: UInt32) -> UInt32 {
        var place = start
        for _ in 0..<steps { place = places[Int(place)] }
        return place
    }
}
