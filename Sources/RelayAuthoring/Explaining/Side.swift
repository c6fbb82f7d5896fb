import CEL

/// One side of a comparison, as words speak of it.
struct Side {
    /// What it is called.
    let name: String
    /// Nil where it cannot be told.
    let value: Value?
    /// Whether it is the same for every event.
    let isConstant: Bool
    /// The place whose value it is; nil for what is computed.
    let path: ReadPath?
    /// Whether the event has nothing there, so that the value only stands in for it.
    let isAbsent: Bool

    init(_ expression: Expression, in clause: Clause, tail: Int = 1) {
        value = clause.value(of: expression)
        isConstant = expression.paths(in: clause).isEmpty
        let place = expression.withoutFallback
        path = ReadPath(place, in: clause)
        isAbsent = path != nil && clause.value(of: place).map(\.isAbsent) ?? false
        name = Self.name(place, in: clause, tail: tail)
    }

    private static func name(_ expression: Expression, in clause: Clause, tail: Int) -> String {
        if let path = ReadPath(expression, in: clause) {
            return path.label(tail: tail) { keyWords($0, in: clause) }
        }
        guard case .call(let function, let target, let arguments) = expression.kind,
            let operand = target ?? arguments.first, arguments.count == (target == nil ? 1 : 0)
        else { return clause.text(of: expression).shownQuoted }
        let inner = name(operand.withoutFallback, in: clause, tail: tail)
        switch function {
        case "size": return "\(measure(clause.value(of: operand))) of \(inner)"
        case "lowerAscii": return "\(inner) in small letters"
        case "upperAscii": return "\(inner) in capital letters"
        case "trim", "int", "uint", "double", "string", "dyn", "timestamp", "duration": return inner
        default: return clause.text(of: expression).shownQuoted
        }
    }

    private static func measure(_ value: Value?) -> String {
        value.map(ValueText.kind) == "a text" ? "the length" : "the number of entries"
    }

    private static func keyWords(_ key: Expression, in clause: Clause) -> String {
        let side = Side(key, in: clause)
        guard let value = side.value, side.path != nil else { return side.name }
        return "\(side.name) \(ValueText.inSentence(value))"
    }

    /// What it is for this event: `newStatus is "DONE"`.
    var fact: String {
        guard !isAbsent else { return path?.existence(false) ?? "\(name) is absent" }
        return "\(name) \(isWord)"
    }

    /// `is "DONE"`
    var isWord: String {
        guard let value else { return "cannot be told" }
        return value.isEmpty ? "is empty" : "is \(ValueText.inSentence(value))"
    }

    /// The fact with the kind of value: `count is "7", a text`.
    var factWithKind: String {
        guard !isAbsent, let value else { return fact }
        switch value.resolved {
        case .null, .bool: return fact
        case .list, .map, .json: return "\(name) is \(ValueText.kind(of: value))"
        default: return "\(fact), \(ValueText.kind(of: value))"
        }
    }
}

extension Expression {
    /// The expression without what stands in where nothing is: `a.?b` of `a.?b.orValue('')`.
    var withoutFallback: Expression {
        switch kind {
        case .call("orValue", let target?, let arguments) where arguments.count == 1: target.withoutFallback
        case .call("value", let target?, let arguments) where arguments.isEmpty: target.withoutFallback
        default: self
        }
    }
}

extension Value {
    var isAbsent: Bool {
        if case .optional(nil) = self { true } else { false }
    }

    /// Whether it is a text, list or object with nothing in it.
    var isEmpty: Bool {
        switch resolved {
        case .string(let text): text.isEmpty
        case let value: ListView(value)?.count == 0 || MapView(value)?.count == 0
        }
    }

    var plainText: String? {
        if case .string(let text) = resolved { text } else { nil }
    }
}
