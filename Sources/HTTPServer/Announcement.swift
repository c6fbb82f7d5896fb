import LinuxIO

/// Something that is said once, and that one task may wait for.
final class Announcement: Sendable {
    private enum State: Sendable {
        case silent
        case awaited(CheckedContinuation<Void, Never>)
        case made
    }

    private let state = Lock(State.silent)

    func announce() {
        let waiter: CheckedContinuation<Void, Never>? = state.withLock { state in
            defer { state = .made }
            return if case .awaited(let continuation) = state { continuation } else { nil }
        }
        waiter?.resume()
    }

    func wait() async {
        await withCheckedContinuation { continuation in
            let isMade = state.withLock { state in
                if case .made = state { return true }
                state = .awaited(continuation)
                return false
            }
            if isMade { continuation.resume() }
        }
    }
}
