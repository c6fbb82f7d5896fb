import CForgetful
package import RelayStore
import SQLite

/// A disk in memory for a store, which forgets what was not synced when its power fails.
///
/// `@unchecked Sendable`: a simulation runs on one thread at a time, and so does all that belongs to it.
@safe
package final class ForgetfulDisk: @unchecked Sendable {
    /// What an outage does to the writes that were not synced.
    package enum Loss: CaseIterable, Sendable {
        /// Only the process dies, and the system keeps what it was given.
        case none
        case all
        /// Those after one of them, which is torn.
        case prefix
        /// Any sectors of them.
        case subset
    }

    /// What fails while the power is on.
    package struct Faults: OptionSet, Sendable {
        package let rawValue: Int32

        package init(rawValue: Int32) { self.rawValue = rawValue }

        package static let reading = Faults(rawValue: RELAY_FAULT_READ.rawValue)
        package static let writing = Faults(rawValue: RELAY_FAULT_WRITE.rawValue)
        package static let syncing = Faults(rawValue: RELAY_FAULT_SYNC.rawValue)
        /// Nothing can grow.
        package static let full = Faults(rawValue: RELAY_FAULT_FULL.rawValue)
    }

    private let disk: OpaquePointer
    /// As SQLite knows it.
    package let name: String

    /// - Parameters:
    ///   - seed: Decides what an outage leaves.
    ///   - sector: In how many bytes a write is torn at the least.
    package init(seed: UInt64, sector: Int32 = 512) {
        // A connection first, since it sets SQLite up as long as nothing runs there.
        _ = try? Connection(path: ":memory:", .creating)
        guard let disk = unsafe relay_disk_make(seed, sector) else { preconditionFailure("no memory for a disk") }
        unsafe self.disk = disk
        name = unsafe String(cString: relay_disk_name(disk))
    }

    /// All connections to it must be gone by then.
    deinit { unsafe relay_disk_free(disk) }

    /// The store on it.
    package func store(checkpointPages: Int = 500) -> StoreFile {
        StoreFile("store.db", on: name, checkpointPages: checkpointPages)
    }

    /// Whether a store was begun on it and has tables.
    func holdsStore() throws -> Bool {
        try withoutFaults {
            try Connection(path: "store.db", .creating, on: name).integer("PRAGMA user_version")
                == Int64(Schema.migrations.last?.version ?? 0)
        }
    }

    /// How often it was written to, cut or synced.
    package var changes: Int { Int(unsafe relay_disk_changes(disk)) }
    package var hasPower: Bool { unsafe relay_disk_has_power(disk) }

    /// Switches the power off so many changes from now, the last of which does not happen.
    package func cutPower(after changes: Int = 0) { unsafe relay_disk_cut_power(disk, Int64(changes)) }

    /// Keeps the power on, if it is, whatever was to come.
    package func keepPower() { unsafe relay_disk_keep_power(disk) }

    /// Switches the power on again; what was open before stays dead.
    package func restart(losing loss: Loss) { unsafe relay_disk_restart(disk, loss.code) }

    package func set(_ faults: Faults) { unsafe relay_disk_set_faults(disk, faults.rawValue) }

    /// For who looks on from outside of the world.
    package func withoutFaults<Value>(_ body: () throws -> Value) rethrows -> Value {
        let faults = unsafe Faults(rawValue: relay_disk_faults(disk))
        set([])
        defer { set(faults) }
        return try body()
    }
}

extension ForgetfulDisk.Loss {
    fileprivate var code: relay_loss {
        switch self {
        case .none: RELAY_LOSS_NONE
        case .all: RELAY_LOSS_ALL
        case .prefix: RELAY_LOSS_PREFIX
        case .subset: RELAY_LOSS_SUBSET
        }
    }
}
