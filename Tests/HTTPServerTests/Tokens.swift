import LinuxIO

/// Tokens that tasks add, take and wait for, in any order.
final class Tokens: Sendable {
    private struct State: Sendable {
        var count = 0
        var nextID = 0
        var waiters: [(id: Int, continuation: CheckedContinuation<Void, Never>)] = []
        var cancelled: Set<Int> = []
    }

    private let state = Lock(State())

    func add() {
        let waiter: CheckedContinuation<Void, Never>? = state.withLock { state in
            guard state.waiters.isEmpty else { return state.waiters.removeFirst().continuation }
            state.count += 1
            return nil
        }
        waiter?.resume()
    }

    /// Waits for a token and takes it; a cancelled wait ends without one.
    func take() async {
        let id = state.withLock { state in
            state.nextID += 1
            return state.nextID
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isOver = state.withLock { state in
                    if state.cancelled.contains(id) { return true }
                    if state.count > 0 {
                        state.count -= 1
                        return true
                    }
                    state.waiters.append((id, continuation))
                    return false
                }
                if isOver { continuation.resume() }
            }
        } onCancel: {
            cancel(id)
        }
    }

    private func cancel(_ id: Int) {
        let waiter: CheckedContinuation<Void, Never>? = state.withLock { state in
            state.cancelled.insert(id)
            guard let index = state.waiters.firstIndex(where: { $0.id == id }) else { return nil }
            return state.waiters.remove(at: index).continuation
        }
        waiter?.resume()
    }
}
