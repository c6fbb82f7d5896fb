import LinuxIO
import RelayCore

/// A store that remembers what it was asked, tells duplicates, and fails when the test says so.
final class ScriptedCommitter: Committer {
    private let state = Lock(State())

    private struct State: Sendable {
        var failure: StoreError?
        var accepted: [NewEvent] = []
        var rejected: [RejectedRequest] = []
        var numbers: [String: Int] = [:]
        var requests = 0
    }

    var failure: StoreError? {
        get { state.withLock { $0.failure } }
        set { state.withLock { $0.failure = newValue } }
    }
    /// The events that were no duplicates.
    var accepted: [NewEvent] { state.withLock { $0.accepted } }
    var events: [Event] { accepted.map(\.event) }
    var rejected: [RejectedRequest] { state.withLock { $0.rejected } }
    /// How many requests brought events.
    var requests: Int { state.withLock { $0.requests } }

    func submit(_ write: StoreWrite) async throws(StoreError) -> StoreResult {
        let result: Result<StoreResult, StoreError> = state.withLock { state in
            if let failure = state.failure { return .failure(failure) }
            switch write {
            case .accept(let events):
                state.requests += 1
                return .success(.accepted(events.map { Self.accept($0, &state) }))
            case .reject(let request): state.rejected.append(request)
            default: break
            }
            return .success(.done)
        }
        return try result.get()
    }

    private static func accept(_ new: NewEvent, _ state: inout State) -> Receipt {
        let ids = ([new.event.id] + new.event.aliases).map { "\(new.event.source) \($0)" }
        if let known = ids.compactMap({ state.numbers[$0] }).first {
            let number = EventNumber(rawValue: Int64(known))
            return Receipt(number, isDuplicate: true, deliveries: state.accepted[known - 1].deliveries.count)
        }
        state.accepted.append(new)
        for id in ids { state.numbers[id] = state.accepted.count }
        let number = EventNumber(rawValue: Int64(state.accepted.count))
        return Receipt(number, isDuplicate: false, deliveries: new.deliveries.count)
    }
}
