import CivilTime
import LinuxIO
import RelayCore
import RelayStore
import RelayTesting
import SQLite

/// One run of a whole relay, from its seed.
package struct SeededRun: Sendable {
    package let seed: UInt64
    package let problems: [Problem]
    /// A fingerprint of each step that was taken, and of all that the APIs saw.
    package let digest: UInt64
    package let steps: Int
    package let requests: Int
    package let outages: Int
    /// What the relay wrote to its log, and the APIs saw.
    package let trace: [String]

    package init(_ seed: UInt64) throws {
        let simulation = Simulation(seed: seed, stepLimit: 400_000)
        let executor = simulation.serialExecutor()
        let found = Lock<World?>(nil)
        simulation.beforeEachStep = { step in
            guard let world = found.withLock({ $0 }) else { return }
            world.time.note(step: step)
            world.power.check(step: step)
        }
        let isAtRest = try simulation.run { clock in
            let world = try World(seed: seed, clock, executor)
            found.withLock { $0 = world }
            return try await world.live()
        }
        guard let world = found.withLock({ $0 }) else { preconditionFailure("a run has a world") }
        simulation.beforeEachStep = { _ in }
        let record = try Record(world, try StoreReader(world.power.disk.store()), isAtRest: isAtRest)
        self.seed = seed
        problems = world.chronicle.problems + record.problems
        steps = simulation.steps
        requests = record.requests.count
        outages = world.power.failures
        digest = record.requests.reduce(simulation.digest) { $0 &* 31 &+ $1.fingerprint }
        trace =
            (world.lines + record.requests.flatMap(\.lines) + record.courses.flatMap(\.lines)
            + record.acceptances.flatMap(\.lines)).sorted {
                $0.0 < $1.0
            }
            .map { "step \($0.0): \($0.1)" }
    }
}

extension Visit {
    fileprivate var fingerprint: UInt64 {
        UInt64(began.step) << 32 ^ UInt64(delivery.number) << 16 ^ UInt64(truncatingIfNeeded: delivery.event.rawValue)
    }

    fileprivate var lines: [(Int, String)] {
        let what = "\(key) goes to \(account) as number \(number) with \(question.lead ?? "") \(question.value ?? "")"
        let begin = (began.step, "\(began.elapsed) life \(life): \(what), which \(conduct)")
        return [begin] + (ended.map { [($0.step, "\($0.elapsed) \(key) is answered")] } ?? [])
    }
}

extension Acceptance {
    fileprivate var lines: [(Int, String)] {
        guard let at else { return [] }
        return [
            (
                at.step,
                "\(at.elapsed) \(source) \(senderID) of \(lead ?? "nobody") is taken\(isEcho ? " as an echo" : "")"
            )
        ]
    }
}

extension Course {
    fileprivate var lines: [(Int, String)] {
        waits.flatMap { wait in
            let why = wait.replay.map { ", replayed \($0)" } ?? ""
            let lane = "\(address.route), \(lane?.lead ?? "no lead"), \(position.rfc3339)"
            let begin = (wait.from.step, "\(wait.from.elapsed) \(id) waits for \(lane)\(why)")
            return [begin] + (wait.to.map { [($0.step, "\($0.elapsed) \(id) ends")] } ?? [])
        } + settledAgain.map { ($0.step, "\($0.elapsed) \(id) is put back") }
            + (fate.map { [(Int.max, "\(id) is \($0.rawValue): \(cause)")] } ?? [])
    }
}
