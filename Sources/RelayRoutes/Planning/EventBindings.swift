import CEL
import RelayCore

/// Puts an event's values where the expressions of a route table look for them.
struct EventBindings: Sendable {
    private let vocabulary: Vocabulary
    /// The tables' values are the same for every event.
    private let prepared: Activation
    /// What some expression reads; the rest is not made.
    private let used: Set<Vocabulary.EventName>
    private let usesWholeEvent: Bool
    private let paths: [SharedPath]

    init(_ vocabulary: Vocabulary, tables: [Table], usage: NameUsage, paths: [SharedPath]) {
        self.vocabulary = vocabulary
        used = usage.eventNames
        usesWholeEvent = usage.usesWholeEvent
        self.paths = paths
        var activation = Activation(vocabulary.environment)
        for table in tables {
            if let slot = vocabulary.tableSlots[table.name] { activation[slot] = .map(table.map) }
        }
        if usage.usesWholeTables {
            activation[vocabulary.tablesSlot] = MapValue(tables.map { (.string($0.name), .map($0.map)) }).map {
                .map($0)
            }
        }
        prepared = activation
    }

    func activation(for event: Event) -> Activation {
        var activation = prepared
        for name in used { activation[vocabulary.slot(of: name)] = Self.value(of: name, event) }
        if usesWholeEvent { activation[vocabulary.eventSlot] = Self.whole(event) }
        for path in paths { activation[path.slot] = path.value(in: event.body) }
        return activation
    }

    /// The activation with what the lookups gave.
    func adding(_ lookups: [String: Value], to activation: Activation) -> Activation {
        var activation = activation
        for (name, value) in lookups {
            if let slot = vocabulary.lookupSlots[name] { activation[slot] = value }
        }
        let entries = lookups.sorted { $0.key < $1.key }.map { (key: Value.string($0.key), value: $0.value) }
        activation[vocabulary.lookupSlot] = MapValue(entries).map { .map($0) }
        return activation
    }

    private static func value(of name: Vocabulary.EventName, _ event: Event) -> Value? {
        switch name {
        case .id: .string(event.id)
        case .type: .string(event.type)
        case .lead: event.lead.map { .string($0) }
        case .occurredAt: event.occurredAt.map { .timestamp($0) }
        case .receivedAt: .timestamp(event.receivedAt)
        case .source: .string(event.source)
        case .headers: map(event.headers)
        case .query: map(event.query)
        case .body: Value(event.body)
        }
    }

    static func map(_ texts: [String: String]) -> Value? {
        let entries = texts.sorted { $0.key < $1.key }.map {
            (key: Value.string($0.key), value: Value.string($0.value))
        }
        return MapValue(entries).map { .map($0) }
    }

    private static func whole(_ event: Event) -> Value? {
        let entries = Vocabulary.EventName.allCases.compactMap { name in
            value(of: name, event).map { (key: Value.string(name.rawValue), value: $0) }
        }
        return MapValue(entries).map { .map($0) }
    }
}
