import CivilTime
import LinuxIO
import RelayCore
import RelayLog
import RelayRoutes
import RelayStore

/// The store with the thread that writes to it, and word of how that goes.
final class StoreWriter: Committer {
    let commits: GroupCommit
    /// For the reader that finds what is due.
    let turns: Turns
    private let thread: Thread
    private let health: Health
    private let log: Log

    /// Takes the store over and starts the thread; what becomes ready is told to the outlet, once a transaction.
    init(
        _ store: sending SQLiteStore,
        queueLimit: Int,
        _ outlet: DeliveryOutlet,
        _ health: Health,
        _ log: Log
    ) throws(LinuxIOError) {
        let clock = SystemClock()
        turns = store.turns
        let commits = GroupCommit(
            store,
            wake: Bell(),
            queueLimit: queueLimit,
            now: { clock.timestamp() },
            report: { batch in outlet.take(batch) },
            complaint: { error in log.write(.error, "store not kept in order", ["error": .string("\(error)")]) },
            isSound: { health.isStoreSound }
        )
        self.commits = commits
        self.health = health
        self.log = log
        thread = try Thread(name: "store") { commits.run() }
    }

    func submit(_ write: StoreWrite) async throws(StoreError) -> StoreResult {
        do throws(StoreError) {
            let result = try await commits.submit(write)
            // A row that is changed may find room on a disk that has none for an event.
            if write.bringsMore, health.isStoreFailing { noteRecovery() }
            return result
        } catch {
            note(error)
            throw error
        }
    }

    /// Stores the text of a configuration under its fingerprint, for those who ask later what an event met.
    func store(_ configuration: LiveConfiguration) async throws(StoreError) {
        _ = try await submit(.configuration(fingerprint: configuration.routing.fingerprint, configuration.bytes))
    }

    /// Whether events can be stored; where the last one could not, nobody may have tried since, and this finds out.
    func isReady() async -> Bool {
        if health.isStoreFailing { _ = try? await submit(.probe) }
        return health.isReady
    }

    /// Damage takes a person; a store that fails in another way is asked again.
    private func note(_ error: StoreError) {
        guard error.code != .busy, error.code != .stopped else { return }
        if error.code == .damaged { health.noteDamage() }
        guard health.noteStore(isFailing: true) else { return }
        log.write(.error, "store fails, events are refused", ["error": .string("\(error)")])
    }

    private func noteRecovery() {
        if health.noteStore(isFailing: false) { log.write(.info, "store works again") }
    }

    /// Writes what is queued, closes the store and ends the thread.
    func close() {
        commits.stop()
        thread.join()
    }
}
