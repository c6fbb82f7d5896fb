import CivilTime
import JSON

/// What a document says a JSON value must be.
indirect enum Shape: Sendable {
    case text
    /// A text that names something, and so is not empty.
    case identifier
    case choice([String])
    case number
    case nonNegativeNumber
    /// A number, or a text that spells one as JSON would write it.
    case numeric
    case truth
    /// A moment in RFC 3339.
    case moment
    /// A day, `2023-12-25`.
    case day
    /// An object, whatever is in it.
    case anyObject
    case nullable(Shape)
    case either(Shape, Shape)
    case list(Shape)
    /// An object with these fields and no others.
    case object([String: Shape], required: [String] = [])

    /// Checks a value and all below it; `field` is where it stands, with dots between levels, empty for the whole.
    func check(_ value: JSONValue, at field: String = "") throws(BodyFault) {
        switch self {
        case .nullable(let inner): if !value.isNull { try inner.check(value, at: field) }
        case .either(let first, let second):
            let fits = (try? first.check(value, at: field)) != nil || (try? second.check(value, at: field)) != nil
            guard fits else { throw .mustBe(expectation, field) }
        case .list(let element):
            guard value.kind == .array else { throw .mustBe(expectation, field) }
            for (index, item) in value.elements.enumerated() { try element.check(item, at: "\(field)[\(index)]") }
        case .object(let fields, let required):
            guard value.kind == .object else { throw .mustBe(expectation, field.isEmpty ? "The body" : field) }
            try Self.check(value, at: field, fields, required)
        case .text, .identifier, .choice, .number, .nonNegativeNumber, .numeric, .truth, .moment, .day, .anyObject:
            guard holds(value) else { throw .mustBe(expectation, field) }
        }
    }

    private static func check(
        _ object: JSONValue,
        at field: String,
        _ fields: [String: Shape],
        _ required: [String]
    ) throws(BodyFault) {
        let prefix = field.isEmpty ? "" : field + "."
        for name in required where object[name] == nil { throw .missing(prefix + name) }
        for member in object.members {
            guard let shape = fields[member.name] else { throw .unknown(prefix + member.name) }
            try shape.check(member.value, at: prefix + member.name)
        }
    }
}

// MARK: Scalars

extension Shape {
    private func holds(_ value: JSONValue) -> Bool {
        switch self {
        case .text: value.kind == .string
        case .identifier: value.string?.isEmpty == false
        case .choice(let options): value.string.map(options.contains) ?? false
        case .number: Self.isNumber(value)
        case .nonNegativeNumber: Self.isNumber(value) && (value.double ?? -1) >= 0
        case .numeric: Self.isNumber(value) || (value.string.map(Self.spellsNumber) ?? false)
        case .truth: value.kind == .bool
        case .moment: value.string.flatMap { Timestamp(rfc3339: $0) } != nil
        // A day is what stands before the T of a moment.
        case .day: value.string.flatMap { Timestamp(rfc3339: $0 + "T00:00:00Z") } != nil
        case .anyObject: value.kind == .object
        case .nullable, .either, .list, .object: false
        }
    }

    private var expectation: String {
        switch self {
        case .text: "a string"
        case .identifier: "a string that is not empty"
        case .choice(let options): "one of: " + options.joined(separator: ", ")
        case .number: "a number"
        case .nonNegativeNumber: "a non-negative number"
        case .numeric: "a number or a numeric string"
        case .truth: "a boolean"
        case .moment: "a date-time"
        case .day: "a date"
        case .list: "an array"
        case .object, .anyObject: "an object"
        case .nullable(let inner): inner.expectation + " or null"
        case .either(let first, let second): first.expectation + " or " + second.expectation
        }
    }

    /// Whether it is a number that a double can hold: what others read as infinite is no amount.
    private static func isNumber(_ value: JSONValue) -> Bool {
        value.kind == .number && value.double?.isFinite == true
    }

    /// Whether a text is a number from its first byte to its last: no blanks, and nothing that JSON would not write.
    private static func spellsNumber(_ text: String) -> Bool {
        guard let root = (try? JSONDocument(text))?.root else { return false }
        return isNumber(root) && root.source.count == text.utf8.count
    }
}
