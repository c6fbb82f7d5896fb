import CEL
import RelayCore

/// The values of an event for its expressions, as far as some of them asked.
struct EventValues {
    private(set) var activation: Activation
    private var provided: EventReading = []
    /// The shared paths that lead nowhere in this event.
    private var absent: EventReading = []
    private var holding: SharedClauses = []
    private var refused: SharedClauses = []
    private var undecidable: SharedClauses = []
    private let bindings: EventBindings
    private let event: Event

    init(of event: Event, _ bindings: EventBindings) {
        self.event = event
        self.bindings = bindings
        activation = bindings.activation
    }

    /// Makes ready what is read; most routes read what others read too.
    mutating func provide(_ reading: EventReading) {
        guard !provided.isSuperset(of: reading) else { return }
        for part in bindings.parts where reading.contains(part.bit) && !provided.contains(part.bit) {
            activation[part.slot] = part.value(in: event)
        }
        for path in bindings.paths where reading.contains(path.bit) && !provided.contains(path.bit) {
            activation[path.slot] = path.value(in: event.body)
            if activation[path.slot] == nil { absent.insert(path.bit) }
        }
        provided.formUnion(reading)
    }

    /// Whether a clause holds; nil where it cannot be decided.
    mutating func holds(_ clause: EarlyCondition.Clause) -> Bool? {
        guard absent.isDisjoint(with: clause.paths) else { return nil }
        guard !clause.shared.isEmpty else { return decide(clause) }
        if !refused.isDisjoint(with: clause.shared) { return false }
        if !holding.isDisjoint(with: clause.shared) { return true }
        guard undecidable.isDisjoint(with: clause.shared) else { return nil }
        let result = decide(clause)
        switch result {
        case true?: holding.formUnion(clause.shared)
        case false?: refused.formUnion(clause.shared)
        case nil: undecidable.formUnion(clause.shared)
        }
        return result
    }

    private func decide(_ clause: EarlyCondition.Clause) -> Bool? {
        guard case .bool(let holds) = try? clause.program.evaluate(activation) else { return nil }
        return holds
    }

    /// Adds what the lookups gave.
    mutating func provide(_ lookups: [String: Value]) {
        for (name, value) in lookups {
            if let slot = bindings.lookupSlots[name] { activation[slot] = value }
        }
        let entries = lookups.sorted { $0.key < $1.key }.map { (key: Value.string($0.key), value: $0.value) }
        activation[bindings.lookupSlot] = MapValue(entries).map { .map($0) }
    }
}
