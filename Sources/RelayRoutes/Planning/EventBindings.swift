import CEL
import RelayCore

/// Where the expressions of a route table look for an event's values.
///
/// A class, because each event's values name it.
final class EventBindings: Sendable {
    let lookupSlot: Int
    let lookupSlots: [String: Int]
    let parts: [Part]
    let paths: [SharedPath]
    /// The values that are the same for every event: the tables.
    let activation: Activation

    /// Something that an event has.
    struct Part: Sendable {
        /// Nil for the event as a whole.
        let name: Vocabulary.EventName?
        let bit: EventReading
        let slot: Int

        func value(in event: Event) -> Value? {
            if let name { EventBindings.value(of: name, event) } else { EventBindings.whole(event) }
        }
    }

    init(_ vocabulary: Vocabulary, tables: [Table], usage: NameUsage, paths: [SharedPath]) {
        lookupSlot = vocabulary.lookupSlot
        lookupSlots = vocabulary.lookupSlots
        parts =
            Vocabulary.EventName.allCases.map { Part(name: $0, bit: EventReading($0), slot: vocabulary.slot(of: $0)) }
            + [Part(name: nil, bit: .wholeEvent, slot: vocabulary.eventSlot)]
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
        self.activation = activation
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

    static func map(_ fields: EventFields) -> Value { map(sorted: fields.sorted { $0.name < $1.name }) }

    static func map(_ texts: [String: String]) -> Value {
        map(sorted: texts.sorted { $0.key < $1.key }.map { (name: $0.key, value: $0.value) })
    }

    private static func map(sorted texts: [(name: String, value: String)]) -> Value {
        .map(MapValue(uniqueKeys: texts.map { .string($0.name) }, values: texts.map { .string($0.value) }))
    }

    private static func whole(_ event: Event) -> Value? {
        let entries = Vocabulary.EventName.allCases.compactMap { name in
            value(of: name, event).map { (key: Value.string(name.rawValue), value: $0) }
        }
        return MapValue(entries).map { .map($0) }
    }
}
