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

/// Keeps the optimiser from removing work whose result nobody reads.
@inline(never)
func keep<Value>(_ value: Value) {}
