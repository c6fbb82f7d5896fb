import CEL

/// The names that the expressions of a route table may speak of, and where an evaluation finds their values.
struct Vocabulary: Sendable {
    private(set) var environment: Environment
    /// The slots of what is known of an event, by the name behind `event.`.
    private let eventSlots: [EventName: Int]
    private let wholeEvent: Int
    private let base: Environment
    private let tables: [Table]
    private let lookups: [(name: String, type: ValueType)]
    /// The sections whose names nobody knows.
    private let broken: Set<String>
    private(set) var tableSlots: [String: Int] = [:]
    private(set) var lookupSlots: [String: Int] = [:]

    /// What an event has.
    enum EventName: String, CaseIterable, Sendable {
        case id, type, lead, occurredAt, receivedAt, source, headers, query, body
    }

    /// Takes the lookups' names with the types of what they give.
    init(
        _ base: Environment,
        tables: [Table],
        lookups: [(name: String, type: ValueType)],
        body: ValueType,
        broken: Set<String> = []
    ) {
        (self.base, self.tables, self.lookups, self.broken) = (base, tables, lookups, broken)
        var environment = base
        wholeEvent = environment.declare("event", Self.eventType(body))
        var eventSlots: [EventName: Int] = [:]
        for name in EventName.allCases {
            eventSlots[name] = environment.declare("event.\(name)", Self.type(of: name, body))
        }
        self.eventSlots = eventSlots
        environment.declare(
            "tables",
            .record(RecordType("tables", fields: Self.fields(tables), isOpen: broken.contains("tables")))
        )
        for table in tables { tableSlots[table.name] = environment.declare("tables.\(table.name)", table.type) }
        let fields = Dictionary(lookups.map { ($0.name, $0.type) }) { first, _ in first }
        environment.declare("lookup", .record(RecordType("lookup", fields: fields, isOpen: broken.contains("lookups"))))
        for (name, type) in fields.sorted(by: { $0.key < $1.key }) {
            lookupSlots[name] = environment.declare("lookup.\(name)", type)
        }
        self.environment = environment
    }

    private static func fields(_ tables: [Table]) -> [String: ValueType] {
        Dictionary(tables.map { ($0.name, $0.type) }) { first, _ in first }
    }

    private static func eventType(_ body: ValueType) -> ValueType {
        let fields = EventName.allCases.map { ($0.rawValue, type(of: $0, body)) }
        return .record(RecordType("event", fields: Dictionary(uniqueKeysWithValues: fields)))
    }

    private static func type(of name: EventName, _ body: ValueType) -> ValueType {
        switch name {
        case .id, .type, .lead, .source: .string
        case .occurredAt, .receivedAt: .timestamp
        case .headers, .query: .map(.string, .string)
        case .body: body
        }
    }

    func slot(of name: EventName) -> Int {
        guard let slot = eventSlots[name] else { preconditionFailure("every name has a slot") }
        return slot
    }

    var eventSlot: Int { wholeEvent }
    var tablesSlot: Int { slot("tables") }
    var lookupSlot: Int { slot("lookup") }

    private func slot(_ name: String) -> Int {
        guard let slot = environment.slot(of: name) else { preconditionFailure("\(name) was declared") }
        return slot
    }

    /// The same names at the same slots, for events of whose bodies more is known.
    func typed(body: ValueType) -> Vocabulary {
        body == .dyn ? self : Vocabulary(base, tables: tables, lookups: lookups, body: body, broken: broken)
    }

    /// Declares a path into the event that many conditions read, so that it is walked once for all of them.
    mutating func declare(path: String) -> Int { environment.declare(path, .dyn) }
}
