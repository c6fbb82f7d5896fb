import CEL
import JSON
import RelayRoutes

/// What an expression may come to, as far as that can be known before it runs.
struct Possible: Sendable {
    /// All the values that it may have, where they are finitely many.
    var known: [Known]?
    /// The types that it may have otherwise; nil where nobody can know.
    var types: Set<JSONType>?
    /// Whether it may come to nothing, so that a field is left out.
    var mayBeAbsent = false
    /// Whether that nothing may be a null, which no `orValue()` replaces.
    var mayBeNull = false
    /// Whether it may be an empty text.
    var mayBeEmpty = true
    var unit: Field.Unit?
    /// Whether it comes from something whose name says that it counts cents.
    var soundsLikeCents = false
    /// Whether cents were taken for units and multiplied once more.
    var isCentsTwice = false
    /// Ways in which it may have no value at all.
    var risks: [Risk] = []
    /// What is known of its members.
    var schema: FieldSchema?
    /// The plain way that it was read by.
    var path: AccessPath?

    /// A value, and where it is written down.
    struct Known: Sendable {
        let value: Value
        let spot: Spot?

        init(_ value: Value, _ spot: Spot? = nil) {
            self.value = value
            self.spot = spot
        }
    }

    /// Why an expression may fail.
    struct Risk: Sendable {
        let reason: Reason
        /// Where in the expression.
        let offset: Int

        enum Reason: Sendable, Hashable {
            /// Something may be missing; known where a schema says that it may, else nobody says.
            case absent(AccessPath, isKnown: Bool)
            case tableMiss(String, AccessPath?)
            /// An entry that is certainly not there.
            case noSuchEntry(String, key: String)
            /// Something may come to nothing where only a value will do.
            case nothing
            /// The lead is an empty text, which counts as none.
            case emptyLead(AccessPath)
            /// A number may be too large to be computed with.
            case tooLarge
        }
    }

    static let nothing = Possible(known: [], mayBeAbsent: true)
    static let null = Possible(known: [], mayBeAbsent: true, mayBeNull: true)
    static let unknown = Possible()

    static func typed(_ types: Set<JSONType>, mayBeEmpty: Bool = true) -> Possible {
        Possible(types: types, mayBeEmpty: mayBeEmpty)
    }

    static func constant(_ value: Value, _ spot: Spot? = nil) -> Possible {
        if case .null = value.resolved { return null }
        return Possible(known: [Known(value, spot)])
    }

    /// Whether it certainly comes to nothing.
    var isAlwaysAbsent: Bool { mayBeAbsent && known?.isEmpty == true }

    /// The one value that it has.
    var single: Value? { mayBeAbsent || known?.count != 1 ? nil : known?.first?.value }

    /// What either of two expressions may come to.
    func or(_ other: Possible) -> Possible {
        var union = Possible()
        if let known, let more = other.known { union.known = known + more }
        union.types = jsonTypes.flatMap { own in other.jsonTypes.map(own.union) }
        union.mayBeAbsent = mayBeAbsent || other.mayBeAbsent
        union.mayBeNull = mayBeNull || other.mayBeNull
        union.mayBeEmpty = mayBeEmptyText || other.mayBeEmptyText
        union.soundsLikeCents = soundsLikeCents || other.soundsLikeCents
        union.isCentsTwice = isCentsTwice || other.isCentsTwice
        if isAlwaysAbsent {
            union.unit = other.unit
        } else if other.isAlwaysAbsent || unit == other.unit {
            union.unit = unit
        }
        union.risks = risks + other.risks
        return union
    }

    /// The types that it may have, also where its values are known.
    var jsonTypes: Set<JSONType>? {
        guard let known else { return types }
        let all = known.map(\.value.jsonType)
        return all.contains { $0 == nil } ? nil : Set(all.compactMap { $0 })
    }

    var mayBeEmptyText: Bool {
        guard let known else { return mayBeEmpty && types?.contains(.string) != false }
        return known.contains { if case .string("") = $0.value.resolved { true } else { false } }
    }

    /// The same where only a value will do: nothing is a risk there.
    func required(at offset: Int) -> Possible {
        guard mayBeAbsent else { return self }
        var value = adding([Risk(reason: .nothing, offset: offset)])
        (value.mayBeAbsent, value.mayBeNull) = (false, false)
        return value
    }

    /// Whether it surely is a whole number that fits into 64 bits.
    var isBounded: Bool {
        if let known { return known.allSatisfy { if case .int = $0.value.resolved { true } else { false } } }
        return types == [.integer] && schema?.minimum?.int != nil && schema?.maximum?.int != nil
    }

    /// The same with risks that were met on the way.
    func adding(_ risks: [Risk]) -> Possible {
        var copy = self
        copy.risks += risks
        return copy
    }
}

extension Value {
    /// What the value is in JSON; nil where that cannot be told.
    var jsonType: JSONType? {
        switch resolved {
        case .null: .null
        case .bool: .boolean
        case .int, .uint: .integer
        case .double: .number
        case .string, .timestamp, .duration, .bytes: .string
        case .list: .array
        case .map: .object
        case .json(let json): JSONType(of: json)
        case .type, .optional, .opaque: nil
        }
    }

    /// The value as JSON; nil where it has no such form.
    var asJSON: JSONValue? {
        if case .json(let json) = self { return json }
        var writer = JSONWriter()
        guard (try? write(to: &writer)) != nil else { return nil }
        return try? JSONDocument(writer.bytes).root
    }
}
