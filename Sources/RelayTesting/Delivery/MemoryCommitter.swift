import LinuxIO
package import RelayCore

/// Commits to a store in memory, with the pauses and the failures of a disk.
package final class MemoryCommitter: Committer {
    /// What a disk does with a commit.
    package struct Weather: Sendable {
        package var before: Duration
        /// Between the commit and the moment at which the one who asked for it hears of that.
        package var after: Duration
        package var failure: StoreError?

        package init(before: Duration = .zero, after: Duration = .zero, failure: StoreError? = nil) {
            self.before = before
            self.after = after
            self.failure = failure
        }
    }

    private let store: MemoryStore
    private let time: SimulatedTime
    private let weather: @Sendable () -> Weather
    private let listener = Lock<(@Sendable ([StoredDelivery]) -> Void)?>(nil)

    package init(
        _ store: MemoryStore,
        _ time: SimulatedTime,
        weather: @escaping @Sendable () -> Weather = { Weather() }
    ) {
        self.store = store
        self.time = time
        self.weather = weather
    }

    /// Hands on deliveries whose turn has come with an acceptance or by a job, as soon as it is committed.
    package func whenReady(_ listener: @escaping @Sendable ([StoredDelivery]) -> Void) {
        self.listener.withLock { $0 = listener }
    }

    package func submit(_ write: StoreWrite) async throws(StoreError) -> StoreResult {
        let weather = weather()
        if weather.before > .zero { await time.pass(weather.before) }
        if let failure = weather.failure { throw failure }
        let results = try store.commit([write], at: time.now)
        switch results.first {
        case .accepted(let receipts)?: listener.withLock { $0 }?(receipts.flatMap(\.ready))
        case .advanced(let ready)?: listener.withLock { $0 }?(ready)
        default: break
        }
        if weather.after > .zero { await time.pass(weather.after) }
        return results[0]
    }
}
