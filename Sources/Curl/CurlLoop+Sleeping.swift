import LinuxIO

extension CurlLoop {
    /// Sleeps until a time; a cancelled sleep throws at once.
    package func sleep(
        until deadline: LoopClock.Instant,
        isolation: isolated (any Actor)? = #isolation
    ) async throws {
        let id = mailbox.withLock { $0.makeTimerID() }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation(isolation: isolation) { continuation in
                let due = deadline.sinceStart
                if mailbox.withLock({ $0.add(continuation, id: id, due: due) }) { wake() }
                // A task that was cancelled before has told so while there was nobody to wake.
                if Task.isCancelled { cancelSleep(id) }
            }
        } onCancel: {
            cancelSleep(id)
        }
    }

    private func cancelSleep(_ id: UInt64) {
        // Resumed outside the lock, because the continuation's job is put into the same mailbox.
        mailbox.withLock { $0.timers.remove(id) }?.resume(throwing: CancellationError())
    }
}
