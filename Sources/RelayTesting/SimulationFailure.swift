/// Why a simulation could not go on, with the seed that shows it again.
package struct SimulationFailure: Error, Equatable, CustomStringConvertible {
    package enum Code: Sendable, Equatable {
        /// Tasks are left, but none can run and none sleeps.
        case deadlock
        case stepLimit(Int)
    }

    package let code: Code
    package let seed: UInt64
    package let instant: VirtualClock.Instant

    init(_ code: Code, seed: UInt64, at instant: VirtualClock.Instant) {
        self.code = code
        self.seed = seed
        self.instant = instant
    }

    package var description: String { "seed \(seed), after \(instant) of virtual time: \(fact)" }

    private var fact: String {
        switch code {
        case .deadlock:
            "deadlock: a task waits for what nobody left can do. If it waits for another thread, `Task {}`, "
                + "or another clock, then it has left the simulation; bring it in"
        case .stepLimit(let limit):
            "no end after \(limit) steps. Raise the limit if the run is meant to be that long"
        }
    }
}
