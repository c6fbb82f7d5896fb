import CivilTime
import LinuxIO
import RelayCore
import RelayStore
import RelayTesting

/// A store that remembers what it was asked for, and fails when it is told to.
final class ScriptedStore: DeliveryStore, Sendable {
    private struct Script: Sendable {
        var batches: [Int] = []
        var tidied = 0
        var commitFault: StoreError.Code?
        var failsAcceptancesOnly = false
        var tidyFault: StoreError.Code?
    }

    private let script = Lock(Script())

    /// How many writes each transaction had, those that failed among them.
    var batches: [Int] { script.withLock { $0.batches } }
    var tidied: Int { script.withLock { $0.tidied } }

    func failCommits(_ code: StoreError.Code?, ofAcceptancesOnly: Bool = false) {
        script.withLock {
            $0.commitFault = code
            $0.failsAcceptancesOnly = ofAcceptancesOnly
        }
    }

    func failTidying(_ code: StoreError.Code) { script.withLock { $0.tidyFault = code } }

    func commit(_ writes: [StoreWrite], at now: Timestamp) throws(StoreError) -> [StoreResult] {
        let accepts = writes.contains { if case .accept = $0 { true } else { false } }
        let fault = script.withLock { script in
            script.batches.append(writes.count)
            return script.failsAcceptancesOnly && !accepts ? nil : script.commitFault
        }
        if let fault { throw StoreError(fault, "commit", fact: "it was told to", remedy: "none") }
        return writes.map { write in
            guard case .accept(let events) = write else { return .done }
            return .accepted(events.map { Receipt(.sample, isDuplicate: false, deliveries: $0.deliveries.count) })
        }
    }

    func tidy(at now: Timestamp) throws(StoreError) -> Bool {
        let fault = script.withLock { script in
            script.tidied += 1
            return script.tidyFault
        }
        if let fault { throw StoreError(fault, "tidy", fact: "it was told to", remedy: "none") }
        return false
    }
}

extension EventNumber {
    static let sample = EventNumber(rawValue: 1)
}

extension DeliveryID {
    static let sample = DeliveryID(event: .sample, number: 0)
}

/// Counts how often the writer was called.
final class CountingWake: CommitWake {
    private let calls = Lock(0)
    var count: Int { calls.withLock { $0 } }

    func wake() { calls.withLock { $0 += 1 } }
    func wait(atMost limit: Duration) {}
}
