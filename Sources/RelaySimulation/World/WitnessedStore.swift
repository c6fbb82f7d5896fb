import CivilTime
import LinuxIO
import RelayCore
import RelayStore
import SQLite

/// The real store, and beside it somebody who writes down what it has committed.
///
/// `@unchecked Sendable`: a simulation runs on one thread at a time, and so does all that belongs to it.
final class WitnessedStore: DeliveryStore, @unchecked Sendable {
    private let store: SQLiteStore
    private let power: PowerSupply
    private let chronicle: Chronicle
    private let time: WorldTime
    /// Those that a transaction ended, by its time.
    private let ended: Statement

    var turns: Turns { store.turns }

    init(
        _ file: StoreFile,
        _ memory: MemoryLimits,
        _ power: PowerSupply,
        _ chronicle: Chronicle,
        _ time: WorldTime
    ) throws {
        store = try SQLiteStore(file, memory: memory)
        (self.power, self.chronicle, self.time) = (power, chronicle, time)
        ended = try Connection(path: file.path, .reading, on: power.disk.name)
            .prepare("SELECT event, number, fate, cause FROM history WHERE finished = ?")
    }

    func commit(_ writes: [StoreWrite], at now: Timestamp) throws(StoreError) -> [StoreResult] {
        do throws(StoreError) {
            let results = try store.commit(writes, at: now)
            guard let rows = try? power.disk.withoutFaults({ try endedRows(at: now) }) else {
                // The power went while the transaction ended.
                chronicle.noteDoubt(writes)
                return results
            }
            chronicle.note(writes, results, ended: rows, at: time.moment())
            return results
        } catch {
            chronicle.noteDoubt(writes)
            throw error
        }
    }

    func tidy(at now: Timestamp) throws(StoreError) -> Bool { try store.tidy(at: now) }

    func close() throws(StoreError) { try store.close() }

    private func endedRows(at now: Timestamp) throws -> [EndedRow] {
        try ended.all({ $0.integer(now.microseconds) }) { row in
            EndedRow(
                id: DeliveryID(event: EventNumber(rawValue: row.integer(0)), number: Int(row.integer(1))),
                fate: Fate(rawValue: row.text(2)) ?? .dead,
                cause: row.text(3)
            )
        }
    }
}
