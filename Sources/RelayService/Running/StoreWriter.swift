import CivilTime
import LinuxIO
import RelayCore
import RelayLog
import RelayStore

/// The store with the thread that writes to it, and word of how that goes.
final class StoreWriter: Committer {
    let commits: GroupCommit
    private let thread: Thread
    private let health: Health

    /// Takes the store over and starts the thread; what becomes ready is told to the outlet, once a transaction.
    init(
        _ store: sending SQLiteStore,
        queueLimit: Int,
        _ outlet: DeliveryOutlet,
        _ health: Health,
        _ log: Log
    ) throws(LinuxIOError) {
        let clock = SystemClock()
        let commits = GroupCommit(
            store,
            wake: Bell(),
            queueLimit: queueLimit,
            now: { clock.timestamp() },
            report: { batch in outlet.take(batch) },
            complaint: { error in log.write(.error, "store not tidied", ["error": .string("\(error)")]) }
        )
        self.commits = commits
        self.health = health
        thread = try Thread(name: "store") { commits.run() }
    }

    func submit(_ write: StoreWrite) async throws(StoreError) -> StoreResult {
        do throws(StoreError) {
            let result = try await commits.submit(write)
            if health.isStoreFailing { health.noteStore(isFailing: false) }
            return result
        } catch {
            if error.code != .busy, error.code != .stopped { health.noteStore(isFailing: true) }
            throw error
        }
    }

    /// Writes what is queued, closes the store and ends the thread.
    func close() {
        commits.stop()
        thread.join()
    }
}
