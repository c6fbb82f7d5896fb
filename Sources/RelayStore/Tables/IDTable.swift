import JSON
import RelayCore
import SQLite

/// Which event each sender's id belongs to: the newest in memory, the others in a table.
///
/// Where an id stands in an index is a matter of chance, so that a row for each event would cost it a page. When there
/// are enough in memory they are written in the order of the index, a few with every so many new ones; until all of
/// them are written, and whenever the store is opened, they are found again in the rows of the events.
final class IDTable {
    private let insert, select, newest, any: Statement
    private let meta: MetaTable
    private let memory: MemoryLimits
    /// The newest, of which nothing is written.
    private var recent: [SenderID: Int64] = [:]
    /// Those that are being written, all of events before the recent ones.
    private var leaving: [SenderID: Int64] = [:]
    /// What is still to be written of those that are leaving, in the order of the index.
    private var unwritten: ArraySlice<SenderID> = []
    /// The ids of all events up to this number are in the table, those of later ones in memory.
    private var lastWritten: Int64 = 0
    /// The lowest number of which something may be in memory; nil while there cannot be any.
    private var oldest: Int64?
    private var lastRecent: Int64 = 0
    private var lastLeaving: Int64 = 0
    /// What has come since the last `keepAll`, so that it can be taken back.
    private var claimed: [SenderID] = []
    /// Whether more has changed in memory than that list tells.
    private var hasMoved = false
    private var kept: (oldest: Int64?, lastRecent: Int64) = (nil, 0)
    /// Whether the table may hold anything: while it does not, nobody has to look.
    private var mayHoldRows = true
    private var isStale = true

    init(_ connection: borrowing Connection, _ meta: MetaTable, _ memory: MemoryLimits) throws(SQLiteError) {
        (self.meta, self.memory) = (meta, memory)
        insert = try connection.prepare("INSERT INTO ids (source, id, event) VALUES (?, ?, ?) ON CONFLICT DO NOTHING")
        select = try connection.prepare("SELECT event FROM ids WHERE source = ? AND id = ?")
        any = try connection.prepare("SELECT 1 FROM ids LIMIT 1")
        newest = try connection.prepare(
            "SELECT number, source, sender, aliases FROM events WHERE number > ? ORDER BY number"
        )
    }

    /// Gives an id and its aliases to a new event; where one of them is taken it gives none, and says by which event.
    func claim(
        _ id: SenderID,
        _ aliases: [SenderID],
        for number: EventNumber
    ) throws(SQLiteError) -> EventNumber? {
        try load()
        if let earlier = try ownerOfLongKept(id) ?? claimAmongRecent(id, for: number.rawValue) {
            return EventNumber(rawValue: earlier)
        }
        claimed.append(id)
        for alias in aliases {
            guard let earlier = try owner(of: alias), earlier != number.rawValue else { continue }
            recent[id] = nil
            return EventNumber(rawValue: earlier)
        }
        for alias in aliases { recent[alias] = number.rawValue }
        claimed += aliases
        noteRecent(number.rawValue)
        if unwritten.isEmpty, recent.count >= memory.ids { startLeaving() }
        if !unwritten.isEmpty, recent.count % memory.pause <= aliases.count { try writeSlice() }
        return nil
    }

    /// Writes some of those in memory if any is of an event before that number; says whether there are more of them.
    func write(before number: Int64) throws(SQLiteError) -> Bool {
        try load()
        guard let oldest, oldest < number else { return false }
        if unwritten.isEmpty { startLeaving() }
        try writeSlice()
        return self.oldest.map { $0 < number } ?? false
    }

    /// Forgets the ids in memory of events before that number.
    func drop(before number: Int64) {
        hasMoved = true
        recent = recent.filter { $0.value >= number }
        leaving = leaving.filter { $0.value >= number }
    }

    /// What was done is on disk.
    func keepAll() {
        claimed.removeAll(keepingCapacity: true)
        hasMoved = false
        kept = (oldest, lastRecent)
    }

    /// Nothing of what was done since the last `keepAll` is on disk.
    func takeBack() {
        guard !hasMoved else {
            isStale = true
            return
        }
        for id in claimed { recent[id] = nil }
        (oldest, lastRecent) = kept
        keepAll()
    }

    private func load() throws(SQLiteError) {
        guard isStale else { return }
        lastWritten = try meta[.ids] ?? 0
        (recent, leaving, unwritten, oldest, lastRecent) = ([:], [:], [], nil, lastWritten)
        recent.reserveCapacity(memory.ids)
        let found = try newest.all({ $0.integer(lastWritten) }) { row in
            (
                number: row.integer(0), source: row.integer(1),
                ids: [row.text(2)] + StoredAliases.aliases(of: row.text(3))
            )
        }
        for (number, source, ids) in found {
            for id in ids { recent[SenderID(source: source, id: id)] = number }
            noteRecent(number)
        }
        keepAll()
        mayHoldRows = try any.first { _ in true } ?? false
        isStale = false
    }

    /// The event that one of the recent ids belongs to; an id that is none of them is given to the new event.
    private func claimAmongRecent(_ id: SenderID, for number: Int64) -> Int64? {
        // Nearly all are new: to look for it first would be to look twice.
        guard let earlier = recent.updateValue(number, forKey: id) else { return nil }
        recent[id] = earlier
        return earlier
    }

    private func owner(of id: SenderID) throws(SQLiteError) -> Int64? {
        if let number = recent[id] { return number }
        return try ownerOfLongKept(id)
    }

    /// The event that an id belongs to that is not one of the recent.
    private func ownerOfLongKept(_ id: SenderID) throws(SQLiteError) -> Int64? {
        if let number = leaving[id] { return number }
        return mayHoldRows ? try select.first({ $0.id(id) }) { $0.integer(0) } : nil
    }

    /// Notes that something of an event is among the recent.
    private func noteRecent(_ number: Int64) {
        oldest = oldest ?? number
        lastRecent = number
    }

    private func startLeaving() {
        hasMoved = true
        leaving = recent
        lastLeaving = lastRecent
        unwritten = leaving.keys.sorted()[...]
        recent = [:]
        recent.reserveCapacity(memory.ids)
    }

    private func writeSlice() throws(SQLiteError) {
        hasMoved = true
        mayHoldRows = true
        for id in unwritten.prefix(memory.slice) {
            // What is not there any more was dropped meanwhile.
            guard let number = leaving[id] else { continue }
            try insert.run {
                $0.id(id)
                $0.integer(number)
            }
        }
        unwritten = unwritten.dropFirst(memory.slice)
        guard unwritten.isEmpty else { return }
        lastWritten = lastLeaving
        try meta.set(.ids, to: lastWritten)
        leaving = [:]
        oldest = lastRecent > lastWritten ? lastWritten + 1 : nil
    }
}

/// An id that a sender gave, with the number of the source in `names`.
struct SenderID: Comparable {
    let source: Int64
    let id: String
    /// Of both: an id is long, and hashed once however often it is looked for.
    private let hash: Int

    init(source: Int64, id: String) {
        (self.source, self.id) = (source, id)
        var hasher = Hasher()
        hasher.combine(source)
        hasher.combine(id)
        hash = hasher.finalize()
    }

    static func < (left: Self, right: Self) -> Bool { (left.source, left.id) < (right.source, right.id) }

    /// Texts count as equal in Swift that are spelled with other bytes; a sender's ids do not.
    static func == (left: Self, right: Self) -> Bool {
        guard left.hash == right.hash, left.source == right.source else { return false }
        return left.id.utf8Span.span.isEqual(to: right.id.utf8Span.span)
    }
}

extension SenderID: Hashable {
    func hash(into hasher: inout Hasher) { hasher.combine(hash) }
}

/// An event's further ids, as JSON in one column; none are nothing.
enum StoredAliases {
    static func text(of aliases: [String]) -> String? {
        guard !aliases.isEmpty else { return nil }
        var writer = JSONWriter(capacity: 32 * aliases.count)
        writer.array { writer in
            for alias in aliases { writer.string(alias) }
        }
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    static func aliases(of text: String) -> [String] {
        guard !text.isEmpty, let document = try? JSONDocument(text) else { return [] }
        return document.root.elements.compactMap(\.string)
    }
}

extension Binder {
    fileprivate mutating func id(_ id: SenderID) {
        integer(id.source)
        text(id.id)
    }
}
