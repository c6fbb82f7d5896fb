import LinuxIO
import RelayTesting

/// What the relay runs on: when it fails, every port throws and writes nothing, and what runs comes to its end.
final class PowerSupply: Sendable {
    let disk: ForgetfulDisk
    private let state = Lock(State())

    private struct State: Sendable {
        /// Told when it fails.
        var listener: Alarm?
        var lastStep: Int?
        var failures = 0
    }

    init(_ disk: ForgetfulDisk) { self.disk = disk }

    var isOn: Bool { disk.hasPower }
    /// How often it has failed, which tells the lives of the relay apart.
    var failures: Int { state.withLock { $0.failures } }

    func tell(_ listener: Alarm?) { state.withLock { $0.listener = listener } }

    /// Lets it fail at a step of the simulation.
    func fail(atStep step: Int) { state.withLock { $0.lastStep = step } }

    /// Lets it fail no more.
    func stay() {
        state.withLock { $0.lastStep = nil }
        disk.keepPower()
    }

    /// Called before each step.
    func check(step: Int) {
        let listener: Alarm? = state.withLock { state in
            if let last = state.lastStep, step >= last {
                state.lastStep = nil
                disk.cutPower()
            }
            guard !disk.hasPower else { return nil }
            defer { state.listener = nil }
            return state.listener
        }
        listener?.raise()
    }

    func restore(losing loss: ForgetfulDisk.Loss) {
        state.withLock { state in
            state.failures += 1
            state.lastStep = nil
        }
        disk.restart(losing: loss)
    }
}
