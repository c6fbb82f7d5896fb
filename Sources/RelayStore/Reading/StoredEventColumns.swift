import CivilTime
import JSON
import RelayCore
import SQLite

/// An event with its body, as one row.
enum StoredEventColumns {
    static let select = "\(all) WHERE e.number = ?"
    /// Many at once: the numbers are a JSON array.
    static let selectMany =
        "\(all) WHERE e.number IN (SELECT value FROM json_each(?)) AND length(b.body) <= ?"

    private static let all = """
        SELECT e.number, e.sender, s.text, e.type, e.lead, e.occurred, e.received, b.headers, b.query, b.body, c.text,
            e.notes, e.is_routed, b.event IS NULL
        FROM events e JOIN names s ON s.id = e.source JOIN names c ON c.id = e.configuration
        LEFT JOIN bodies b ON b.event = e.number
        """

    static func read(_ row: borrowing Row) -> StoredEvent {
        let event = Event(
            id: row.text(1),
            source: row.text(2),
            type: row.text(3),
            lead: row.optionalText(4),
            occurredAt: row.optionalInteger(5).map { Timestamp(microseconds: $0) },
            receivedAt: Timestamp(microseconds: row.integer(6)),
            headers: EventFields(stored: row.bytes(7)),
            query: EventFields(stored: row.bytes(8)),
            body: StoredBody.value(of: row.bytes(9))
        )
        return StoredEvent(
            EventNumber(rawValue: row.integer(0)),
            event,
            configuration: row.text(10),
            notes: row.bytes(11),
            isRouted: row.integer(12) == 1,
            isEcho: row.integer(12) == 2,
            isEmptied: row.integer(13) != 0
        )
    }
}

/// The body of an event, read back from its bytes.
enum StoredBody {
    static func value(of bytes: [UInt8]) -> JSONValue {
        (try? JSONDocument(bytes).root) ?? none
    }

    /// What stands for a body that was dropped.
    private static let none: JSONValue = {
        guard let document = try? JSONDocument("null") else { preconditionFailure("null is JSON") }
        return document.root
    }()
}
