import CivilTime
package import RelayCore
import SQLite

extension StoreReader {
    package func deliveries(_ query: DeliveryQuery) throws(StoreError) -> [DeliverySummary] {
        try attempting("list deliveries") { () throws(SQLiteError) in
            let conditions = Conditions(query)
            let parts = query.tables.map { "SELECT \($0.columns) FROM \($0.name) d WHERE \(conditions.sql)" }
            // The tables lie in this order, so that a page is read without sorting what lies behind it.
            let sql = "\(parts.joined(separator: " UNION ALL ")) ORDER BY 1 DESC, 2 DESC LIMIT ?"
            let rows = try connection.prepare(sql).all({
                for _ in parts { conditions.bind(to: &$0) }
                $0.integer(query.limit)
            }) { SummaryRow($0) }
            return try rows.map { row throws(SQLiteError) in try summary(row) }
        }
    }

    package func deadLetters(
        after number: Int64,
        limit: Int
    ) throws(StoreError) -> [(number: Int64, DeliverySummary)] {
        let sql = """
            SELECT \(DeliveryTableName.history.columns), dead_number FROM history d WHERE dead_number > ?
            ORDER BY dead_number LIMIT ?
            """
        return try attempting("list dead letters") { () throws(SQLiteError) in
            let rows = try connection.prepare(sql).all({
                $0.integer(number)
                $0.integer(limit)
            }) { (SummaryRow($0), $0.integer(SummaryRow.count)) }
            return try rows.map { row, number throws(SQLiteError) in (number, try summary(row)) }
        }
    }

    func summary(_ row: SummaryRow) throws(SQLiteError) -> DeliverySummary {
        DeliverySummary(
            row.delivery.stored(for: try address(row.delivery.send)),
            lead: row.lead,
            finishedAt: row.finished,
            status: row.status
        )
    }
}

/// Where deliveries stand.
private enum DeliveryTableName: String {
    case deliveries, fresh, history

    var name: String { rawValue }

    /// What `SummaryRow` reads.
    var columns: String {
        let lead = "coalesce(lead, (SELECT e.lead FROM events e WHERE e.number = d.event))"
        switch self {
        case .deliveries, .fresh:
            return """
                \(self == .fresh ? DeliveryRow.fresh : DeliveryRow.waiting), \(lead), NULL, (SELECT status FROM attempts a
                WHERE a.event = d.event AND a.number = d.number ORDER BY place DESC LIMIT 1)
                """
        case .history: return "\(DeliveryRow.ended), \(lead), finished, status"
        }
    }
}

/// A delivery in a list, before its send is looked up.
struct SummaryRow {
    let delivery: DeliveryRow
    let lead: String?
    let finished: Timestamp?
    let status: Int?

    static let count = DeliveryRow.count + 3
    /// What it reads of `history d`.
    static var ended: String { DeliveryTableName.history.columns }

    init(_ row: borrowing Row) {
        delivery = DeliveryRow(row)
        lead = row.optionalText(DeliveryRow.count)
        finished = row.optionalInteger(DeliveryRow.count + 1).map { Timestamp(microseconds: $0) }
        status = row.optionalInteger(DeliveryRow.count + 2).map(Int.init)
    }
}

extension DeliveryQuery {
    fileprivate var tables: [DeliveryTableName] {
        switch state {
        case nil: [.deliveries, .fresh, .history]
        case .waiting: [.deliveries, .fresh]
        case .finished, .deadLetter: [.history]
        }
    }
}

extension Conditions {
    fileprivate init(_ query: DeliveryQuery) {
        add("d.event = ?", query.event?.rawValue)
        add("d.event = ?", query.id?.event.rawValue)
        add("d.number = ?", query.id.map { Int64($0.number) })
        add("d.send IN (SELECT id FROM sends WHERE destination = ?)", query.destination)
        add("d.send IN (SELECT id FROM sends WHERE route = ?)", query.route)
        add("coalesce(d.lead, (SELECT e.lead FROM events e WHERE e.number = d.event)) = ?", query.lead)
        add("coalesce(d.cause, 'its-turn') = ?", query.cause)
        add("d.event >= ?", query.since.map { EventNumber.first(at: $0).rawValue })
        add("d.event < ?", query.until.map { EventNumber.first(at: $0).rawValue })
        if let before = query.before {
            // The first narrows the search in the index, which the second alone would not.
            add("d.event <= ?", before.event.rawValue)
            add("(d.event, d.number) < (\(before.event.rawValue), ?)", Int64(before.number))
        }
        switch query.state {
        case nil, .waiting: break
        case .finished(let fate): add("d.fate = ?", fate.rawValue)
        case .deadLetter: add("d.dead_number IS NOT NULL")
        }
    }
}
