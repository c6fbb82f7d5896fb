import LinuxIO

/// What is measured, and how much of it.
package struct GaugePlan: Sendable, Equatable {
    /// Events in a burst, and at half load.
    package var events = 20_000
    package var rounds = 5
    /// Kept connections on which the events come.
    package var connections = 64
    /// How many destinations each event goes to.
    package var destinations = 2
    /// Events that wait for the one destination that is dead.
    package var backlog = 100_000
    /// Events a second where latencies are measured; half of what the same round has reached unless told.
    package var rate: Int?

    package init() {}

    /// One round with few events: whether it works at all, in a few seconds.
    package static var quick: GaugePlan {
        var plan = GaugePlan()
        (plan.events, plan.rounds, plan.backlog) = (2_000, 1, 5_000)
        return plan
    }

    /// Whether the bars were set for this; with more rounds and events they only hold the better.
    var isStandard: Bool {
        let standard = GaugePlan()
        return rounds >= standard.rounds && events >= standard.events && connections == standard.connections
            && destinations == standard.destinations && backlog == standard.backlog && rate == nil
    }

    /// The load at which latencies are measured.
    var steadyWords: String { rate.map { "at \($0)/s" } ?? "half load" }

    /// Lets this process and its relays have as many files open as the connections need.
    package func allowConnections() throws {
        // The relay has its own files, and connections to each destination; further ones than these make it no faster.
        let needed = connections + 16 * destinations + 64
        let allowed = ProcessSetup.allowOpenFiles(needed + 512)
        guard allowed < needed else { return }
        throw GaugeFailure(
            "\(connections) connections need \(needed) open files, and this process may have \(allowed). "
                + "Raise the limit (`ulimit -Hn \(needed)` as root, or LimitNOFILE=), or name fewer --connections."
        )
    }

    /// Roughly how long it takes, in words.
    package var expectedTime: String {
        let seconds = expectedSeconds
        return seconds < 100 ? "about \(seconds) s" : "about \((seconds + 30) / 60) min"
    }

    /// Where each event costs what it does on a machine of today that has nothing else to do.
    private var expectedSeconds: Int {
        let burst = Double(events) / 20_000 + Double(events * destinations) / 25_000
        // At half the rate it takes twice as long.
        let steady = rate.map { Double(2 * events) / Double($0) } ?? burst * 2
        let drain = Double(backlog) / 15_000 + Double(backlog) / 10_000 + 15
        return Int((burst + steady + 2) * Double(rounds) + drain)
    }
}
