import CivilTime
import RelayCore
import SQLite

/// Goes over the senders' ids in their own order, and drops the old ones.
///
/// An index by age would find them at once, and cost every event on its way in.
final class IDSweep {
    private let candidates, drop: Statement
    private let ids: IDTable
    private var position = Key(source: .min, id: "")
    private var nextPass: Timestamp = .earliest

    private struct Key {
        let source: Int64
        let id: String
    }

    init(_ connection: borrowing Connection, _ ids: IDTable) throws(SQLiteError) {
        self.ids = ids
        candidates = try connection.prepare(
            """
            SELECT source, id, event FROM ids WHERE (source, id) > (?, ?) ORDER BY source, id LIMIT \(Self.rows)
            """
        )
        drop = try connection.prepare("DELETE FROM ids WHERE source = ? AND id = ?")
    }

    /// Goes on with a pass, or begins one if it is time; says whether the pass has more to do.
    func age(before horizon: Timestamp, every pause: Duration, at now: Timestamp) throws(SQLiteError) -> Bool {
        // Nor is it further away than one pause, unless the clock has been put back.
        guard now >= nextPass || nextPass > now + pause else { return false }
        let oldest = EventNumber.first(at: horizon).rawValue
        if position.source == .min { ids.drop(before: oldest) }
        let last = position
        let found = try candidates.all({
            $0.integer(last.source)
            $0.text(last.id)
        }) { (key: Key(source: $0.integer(0), id: $0.text(1)), event: $0.integer(2)) }
        for candidate in found where candidate.event < oldest {
            try drop.run {
                $0.integer(candidate.key.source)
                $0.text(candidate.key.id)
            }
        }
        guard found.count == Self.rows, let end = found.last else {
            position = Key(source: .min, id: "")
            nextPass = now + pause
            return false
        }
        position = end.key
        return true
    }

    private static let rows = 500
}
