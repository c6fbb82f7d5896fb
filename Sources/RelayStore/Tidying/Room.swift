import RelayCore
import SQLite

/// How much room is left under the limit of the file's size.
final class Room {
    private let pages, freePages: Statement
    private let pageSize: Int64
    private let limits: StoreLimits
    /// What was used when somebody looked last, and how many pages had been written until then.
    private var lastLook: (used: Int64, written: Int32)?

    init(_ connection: borrowing Connection, _ limits: StoreLimits) throws(SQLiteError) {
        self.limits = limits
        pageSize = try connection.integer("PRAGMA page_size") ?? 4_096
        pages = try connection.prepare("PRAGMA page_count")
        freePages = try connection.prepare("PRAGMA freelist_count")
        // Beyond this SQLite itself refuses, whatever is written.
        try connection.execute("PRAGMA max_page_count = \((limits.size + limits.headroom) / pageSize)")
    }

    /// The bytes of the file that hold something.
    var used: Int64 {
        get throws(SQLiteError) { try size - free }
    }

    private var size: Int64 {
        get throws(SQLiteError) { (try pages.first { $0.integer(0) } ?? 0) * pageSize }
    }

    /// Whether the file is too large, or mostly empty; else what is free is room for what comes next.
    var isWorthShrinking: Bool {
        get throws(SQLiteError) {
            let (size, free) = (try size, try free)
            return free > 0 && (size > limits.size || free > max(size / 2, Self.usualSpare))
        }
    }

    /// The bytes of the file that hold nothing, and are written to next.
    var free: Int64 {
        get throws(SQLiteError) { (try freePages.first { $0.integer(0) } ?? 0) * pageSize }
    }

    private static let usualSpare: Int64 = 32 << 20

    /// Refuses new events where there is room only for settling what has been accepted.
    func check(
        _ writes: [StoreWrite],
        nothingToDrop: Bool,
        on connection: borrowing Connection
    ) throws(StoreError) {
        guard writes.contains(where: \.bringsMore) else { return }
        // While there is something to drop, half of the headroom bridges the time until that is done.
        let limit = limits.size + (nothingToDrop ? 0 : limits.headroom / 2)
        guard mostUsed(connection.pagesWritten) >= limit else { return }
        let used = try attempting("store events") { () throws(SQLiteError) in try self.used }
        lastLook = (used, connection.pagesWritten)
        guard used >= limit else { return }
        let fact = "the store holds \(used) bytes, its limit is \(limits.size), and all of it is needed"
        throw StoreError(.full, "store events", fact: fact, remedy: "Raise the limit, or end what waits.")
    }

    /// How much may be used at most, without a look: no page is put to use that is not written.
    private func mostUsed(_ written: Int32) -> Int64 {
        guard let lastLook else { return .max }
        return lastLook.used + Int64((written &- lastLook.written) & .max) * pageSize
    }
}
