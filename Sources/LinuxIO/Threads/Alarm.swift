/// Wakes the one who waits for it; an alarm that nobody waits for is kept for the next who does.
package final class Alarm: Sendable {
    private enum State: Sendable {
        case quiet, raised
        case awaited(CheckedContinuation<Void, Never>)
    }

    // Raised by other threads, and resumed outside the lock: to resume is to call an executor.
    private let state = Lock(State.quiet)

    package init() {}

    package func raise() {
        let waiter: CheckedContinuation<Void, Never>? = state.withLock { state in
            switch state {
            case .awaited(let waiter):
                state = .quiet
                return waiter
            case .quiet, .raised:
                state = .raised
                return nil
            }
        }
        waiter?.resume()
    }

    /// Returns when it is raised, or has been since the last wait, or when the task is cancelled.
    package func wait() async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { waiter in
                let isRaised = state.withLock { state in
                    if case .raised = state {
                        state = .quiet
                        return true
                    }
                    state = .awaited(waiter)
                    return false
                }
                if isRaised { waiter.resume() }
            }
        } onCancel: {
            raise()
        }
    }
}
