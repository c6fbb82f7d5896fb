import CivilTime
import JSON
import RelayCore
import SQLite

/// The accepted events, their senders' ids, and their bodies.
final class EventTable {
    private let claim, owner, release, insert, insertBody, deliveryCount, hasBody, fill: Statement
    private let names: NameTable

    init(_ connection: borrowing Connection, _ names: NameTable) throws(SQLiteError) {
        self.names = names
        claim = try connection.prepare(
            "INSERT INTO ids (source, id, event) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"
        )
        owner = try connection.prepare("SELECT event FROM ids WHERE source = ? AND id = ?")
        release = try connection.prepare("DELETE FROM ids WHERE source = ? AND id = ? AND event = ?")
        insert = try connection.prepare(
            """
            INSERT INTO events (number, source, sender, type, lead, occurred, received, configuration, notes, is_routed,
                deliveries)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """
        )
        insertBody = try connection.prepare("INSERT INTO bodies (event, headers, query, body) VALUES (?, ?, ?, ?)")
        deliveryCount = try connection.prepare("SELECT deliveries FROM events WHERE number = ?")
        hasBody = try connection.prepare("SELECT 1 FROM bodies WHERE event = ?")
        fill = try connection.prepare("INSERT OR REPLACE INTO bodies (event, body) VALUES (0, zeroblob(65536))")
    }

    /// Takes the event's ids for it; where one of them is taken it takes none, and says by which event.
    func claim(_ event: Event, for number: EventNumber) throws(SQLiteError) -> EventNumber? {
        let source = try names.id(of: event.source)
        guard try claim(event.id, source, number) else { return try owner(of: event.id, source) }
        for alias in event.aliases where try !claim(alias, source, number) {
            guard let earlier = try owner(of: alias, source), earlier != number else { continue }
            for id in [event.id] + event.aliases { try release(id, source, number) }
            return earlier
        }
        return nil
    }

    func insert(_ new: NewEvent, as number: EventNumber) throws(SQLiteError) {
        let event = new.event
        let source = try names.id(of: event.source)
        let configuration = try names.id(of: new.configuration)
        try insert.run {
            $0.integer(number.rawValue)
            $0.integer(source)
            $0.text(event.id)
            $0.text(event.type)
            $0.text(event.lead)
            $0.integer(event.occurredAt?.microseconds)
            $0.integer(event.receivedAt.microseconds)
            $0.integer(configuration)
            $0.bytes(new.notes)
            $0.integer(new.isRouted ? 1 : 0)
            $0.integer(new.deliveries.count)
        }
        let bytes = event.body.document.bytes
        try insertBody.run(lending: bytes.span.extracting(event.body.postedRange)) {
            $0.integer(number.rawValue)
            $0.bytes(StoredFields.bytes(of: event.headers))
            $0.bytes(StoredFields.bytes(of: event.query))
            $0.lent()
        }
    }

    /// How many deliveries an event had at first; none where nothing is known of it any more.
    func deliveryCount(of number: EventNumber) throws(SQLiteError) -> Int {
        try deliveryCount.first({ $0.integer(number.rawValue) }) { Int($0.integer(0)) } ?? 0
    }

    /// Whether the event can still be sent.
    func hasBody(_ number: EventNumber) throws(SQLiteError) -> Bool {
        try hasBody.first({ $0.integer(number.rawValue) }) { _ in true } ?? false
    }

    /// Writes the body of an event that there is not: each time the same, and as large as few bodies are.
    func probe() throws(SQLiteError) { try fill.run() }

    private func claim(_ id: String, _ source: Int64, _ number: EventNumber) throws(SQLiteError) -> Bool {
        try claim.run {
            $0.integer(source)
            $0.text(id)
            $0.integer(number.rawValue)
        } > 0
    }

    private func owner(of id: String, _ source: Int64) throws(SQLiteError) -> EventNumber? {
        try owner.first({
            $0.integer(source)
            $0.text(id)
        }) { EventNumber(rawValue: $0.integer(0)) }
    }

    private func release(_ id: String, _ source: Int64, _ number: EventNumber) throws(SQLiteError) {
        try release.run {
            $0.integer(source)
            $0.text(id)
            $0.integer(number.rawValue)
        }
    }
}

extension JSONValue {
    /// Where its text stands in its document: all that was posted, or the value's own.
    fileprivate var postedRange: Range<Int> { isRoot ? document.bytes.indices : byteRange }
}
