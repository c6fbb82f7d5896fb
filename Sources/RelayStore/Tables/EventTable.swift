import CivilTime
import JSON
import RelayCore
import SQLite

/// The accepted events and their bodies.
final class EventTable {
    private let insert, insertBody, deliveryCount, hasBody, fill: Statement
    private let names: NameTable
    private let ids: IDTable

    init(_ connection: borrowing Connection, _ names: NameTable, _ ids: IDTable) throws(SQLiteError) {
        (self.names, self.ids) = (names, ids)
        insert = try connection.prepare(
            """
            INSERT INTO events (number, source, sender, aliases, type, lead, occurred, received, configuration, notes,
                is_routed, deliveries, accepted, plan)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
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
        let aliases = event.aliases.map { SenderID(source: source, id: $0) }
        return try ids.claim(SenderID(source: source, id: event.id), aliases, for: number)
    }

    func insert(
        _ new: NewEvent,
        as number: EventNumber,
        plan: String?,
        isEcho: Bool = false,
        at now: Timestamp
    ) throws(SQLiteError) {
        let event = new.event
        let source = try names.id(of: event.source)
        let configuration = try names.id(of: new.configuration)
        try insert.run {
            $0.integer(number.rawValue)
            $0.integer(source)
            $0.text(event.id)
            $0.text(StoredAliases.text(of: event.aliases))
            $0.text(event.type)
            $0.text(event.lead)
            $0.integer(event.occurredAt?.microseconds)
            $0.integer(event.receivedAt.microseconds)
            $0.integer(configuration)
            $0.bytes(new.notes)
            $0.integer(isEcho ? 2 : new.isRouted ? 1 : 0)
            $0.integer(new.deliveries.count)
            $0.integer(now.microseconds)
            $0.text(plan)
        }
        let bytes = event.body.document.bytes
        try insertBody.run(lending: bytes.span.extracting(event.body.postedRange)) {
            $0.integer(number.rawValue)
            $0.bytes(event.headers.bytes)
            $0.bytes(event.query.bytes)
            $0.lent()
        }
    }

    /// How many deliveries an event has by now; none where nothing is known of it any more.
    func deliveryCount(of number: EventNumber) throws(SQLiteError) -> Int {
        try deliveryCount.first({ $0.integer(number.rawValue) }) { Int($0.integer(0)) } ?? 0
    }

    /// Whether the event can still be sent.
    func hasBody(_ number: EventNumber) throws(SQLiteError) -> Bool {
        try hasBody.first({ $0.integer(number.rawValue) }) { _ in true } ?? false
    }

    /// Writes the body of an event that there is not: each time the same, and as large as few bodies are.
    func probe() throws(SQLiteError) { try fill.run() }
}

extension JSONValue {
    /// Where its text stands in its document: all that was posted, or the value's own.
    fileprivate var postedRange: Range<Int> { isRoot ? document.bytes.indices : byteRange }
}
