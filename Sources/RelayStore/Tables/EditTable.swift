import CivilTime
import JSON
import RelayCore
import SQLite

/// What people changed of the fields of deliveries.
final class EditTable {
    private let insert: Statement

    init(_ connection: borrowing Connection) throws(SQLiteError) {
        insert = try connection.prepare(
            """
            INSERT INTO edits (event, number, place, at, by, note, changes)
            SELECT ?1, ?2, (SELECT coalesce(max(place), 0) + 1 FROM edits WHERE event = ?1 AND number = ?2), ?, ?, ?, ?
            """
        )
    }

    func add(_ edit: DeliveryEdit, of id: DeliveryID, at now: Timestamp) throws(SQLiteError) {
        var writer = JSONWriter()
        edit.writeChanges(to: &writer)
        try insert.run {
            $0.id(id)
            $0.integer(now.microseconds)
            $0.text(edit.by)
            $0.text(edit.note)
            $0.text(String(decoding: writer.bytes, as: UTF8.self))
        }
    }

    static let select = "SELECT at, by, note, changes FROM edits WHERE event = ? AND number = ? ORDER BY place"

    static func read(_ row: borrowing Row) -> StoredEdit {
        let json = try? JSONDocument(row.text(3)).root
        let afterReset = json?["afterReset"]
        let changes = (afterReset ?? json).flatMap { [FieldChange]($0) } ?? []
        return StoredEdit(
            DeliveryEdit(changes, note: row.text(2), by: row.text(1), isReset: afterReset != nil),
            at: Timestamp(microseconds: row.integer(0))
        )
    }
}

extension DeliveryEdit {
    /// The list of changes; an object around it where the edit takes back what was changed before.
    fileprivate func writeChanges(to writer: inout JSONWriter) {
        guard isReset else { return changes.write(to: &writer) }
        writer.object { writer in
            writer.name("afterReset")
            changes.write(to: &writer)
        }
    }
}
