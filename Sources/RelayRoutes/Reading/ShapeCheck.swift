package import JSON
import Quotation
import Spelling

/// Holds a value against a shape and finds all that does not fit.
package struct ShapeCheck {
    package private(set) var findings: [Finding] = []

    package init() {}

    package mutating func check(_ value: JSONValue, _ shape: Shape, about: String = "") {
        switch shape {
        case .anything: return
        case .deferred(let made): check(value, made(), about: about)
        case .either(let shapes): check(value, either: shapes, about: about)
        case .secret(let object): check(value, secret: object)
        default:
            guard shape.kinds.contains(value.kind) else { return refuse(value, [shape], about) }
            checkKind(value, shape, about)
        }
    }

    private mutating func checkKind(_ value: JSONValue, _ shape: Shape, _ about: String) {
        switch shape {
        case .text(let form): check(value, form, about)
        case .choice(let words): check(value, choice: words)
        case .integer(let range): check(value, range)
        case .list(let element, let least): check(value, listOf: element, least, about)
        case .dictionary(let element, let names): check(value, dictionaryOf: element, names, about)
        case .object(let object): check(value, object)
        case .number, .boolean, .scalar, .anything, .either, .secret, .deferred: return
        }
    }

    // MARK: Scalars

    private mutating func check(_ value: JSONValue, _ form: TextForm, _ about: String) {
        let text = value.string ?? ""
        guard !form.accepts(text) else { return }
        let fact = text.isEmpty ? "this is empty" : "\(text.quoted) is not \(form.name)"
        add(text.isEmpty ? .empty : .malformed, value, fact, "Write \(form.name), for example \(form.example).")
    }

    private mutating func check(_ value: JSONValue, choice words: [String]) {
        let text = value.string ?? ""
        guard !words.contains(text) else { return }
        add(.notAllowed, value, "\(text.quoted) is not one of the words allowed here", Self.suggest(text, words))
    }

    private mutating func check(_ value: JSONValue, _ range: ClosedRange<Int64>) {
        guard value.isInteger, let int = value.int else {
            return add(.wrongType, value, "this is no whole number", "Write one from \(range.written).")
        }
        guard !range.contains(int) else { return }
        add(.outOfRange, value, "\(int) is outside of \(range.written)", "Write a number from \(range.written).")
    }

    // MARK: Lists and dictionaries

    private mutating func check(_ value: JSONValue, listOf element: Shape, _ least: Int, _ about: String) {
        if value.count < least {
            add(.empty, value, "this list is empty", "Add \(about.isEmpty ? "an entry" : about).")
        }
        for entry in value.elements { check(entry, element, about: about) }
    }

    private mutating func check(
        _ value: JSONValue,
        dictionaryOf element: Shape,
        _ names: TextForm,
        _ about: String
    ) {
        for member in value.members where member.name != Comment.key {
            if !names.accepts(member.name) {
                let fact = "\(member.name.quoted) is not \(names.name)"
                add(.malformed, Spot(nameOf: member), fact, "Write \(names.name), for example \(names.example).")
            }
            check(member.value, element, about: about)
        }
    }

    // MARK: Objects

    private mutating func check(_ value: JSONValue, _ object: ObjectShape) {
        for member in value.members where member.name != Comment.key {
            guard let key = object.key(member.name) else {
                let names = object.keys.map(\.name)
                let fact = "unknown key \(member.name.quoted) in \(object.name)"
                add(.unknownKey, Spot(nameOf: member), fact, Self.suggest(member.name, names, "It takes"))
                continue
            }
            check(member.value, key.shape, about: key.about)
        }
        for key in object.keys where key.isRequired && value[key.name] == nil {
            let remedy = "Add \"\(key.name)\": \(key.about)."
            add(.missingKey, value, "\(object.name) has no \"\(key.name)\"", remedy)
        }
        for rule in object.rules { check(value, rule, of: object) }
    }

    private mutating func check(_ value: JSONValue, _ rule: ObjectShape.Rule, of object: ObjectShape) {
        let names = rule.names
        let given = value.members.filter { names.contains($0.name) }
        let listed = names.map { "\"\($0)\"" }.joined(separator: " or ")
        if given.isEmpty, rule.needsOne {
            add(
                .missingKey,
                value,
                "\(object.name) has neither \(names.map { "\"\($0)\"" }.joined(separator: " nor "))",
                "Add \(listed)."
            )
        }
        if given.count > 1, rule.refusesMore {
            let fact = "\"\(given[0].name)\" and \"\(given[1].name)\" cannot stand together"
            add(.conflictingKeys, Spot(nameOf: given[1]), fact, "Keep one of \(listed).")
        }
    }

    /// A secret written down where only a reference may stand; the text itself is not repeated.
    private mutating func check(_ value: JSONValue, secret object: ObjectShape) {
        guard value.kind == .object else {
            let remedy =
                "Write {\"env\": \"NAME\"} or {\"file\": \"/run/secrets/name\"}, and take this one back where it was issued."
            return value.kind == .string
                ? add(.literalSecret, value, "a secret stands in the file itself", remedy)
                : refuse(value, [.object(object)], "")
        }
        check(value, object)
    }

    // MARK: Alternatives

    private mutating func check(_ value: JSONValue, either shapes: [Shape], about: String) {
        let resolved = shapes.flatMap(\.alternatives)
        let fitting = resolved.filter { $0.kinds.contains(value.kind) }
        guard let first = fitting.first else { return refuse(value, resolved, about) }
        check(value, fitting.count == 1 ? first : Self.closest(to: value, among: fitting), about: about)
    }

    /// The first that fits; if none does, the one with the fewest findings.
    private static func closest(to value: JSONValue, among shapes: [Shape]) -> Shape {
        let trials = shapes.map { shape in
            var trial = ShapeCheck()
            trial.check(value, shape)
            return trial.findings.count
        }
        return shapes[trials.indices.min { trials[$0] < trials[$1] } ?? 0]
    }

    // MARK: Findings

    private mutating func refuse(_ value: JSONValue, _ shapes: [Shape], _ about: String) {
        let wanted = shapes.map(\.wanted).uniqued().joined(separator: " or ")
        let purpose = about.isEmpty ? "" : ": \(about)"
        add(.wrongType, value, "this is \(value.kind.named), not \(wanted)", "Write \(wanted)\(purpose).")
    }

    private mutating func add(_ code: FindingCode, _ value: JSONValue, _ fact: String, _ remedy: String) {
        add(code, Spot(value), fact, remedy)
    }

    private mutating func add(_ code: FindingCode, _ spot: Spot, _ fact: String, _ remedy: String) {
        findings.append(Finding(code, at: spot, fact, remedy))
    }

    /// `Did you mean "retry"?`, or all that there is.
    package static func suggest(_ word: String, _ words: [String], _ all: String = "Write one of") -> String {
        if let near = Spelling.nearest(to: word, among: words) { return "Did you mean \(near.quoted)?" }
        guard !words.isEmpty else { return "There is none yet." }
        let shown = words.prefix(24).map(\.quoted).joined(separator: ", ")
        return "\(all) \(shown)\(words.count > 24 ? " …" : "")."
    }
}

/// The key that stands for a remark, in every object of a configuration.
package enum Comment {
    package static let key = "//"
}

extension ObjectShape.Rule {
    var names: [String] {
        switch self {
        case .exactlyOne(let names), .atLeastOne(let names), .atMostOne(let names): names
        }
    }

    fileprivate var needsOne: Bool {
        if case .atMostOne = self { false } else { true }
    }

    fileprivate var refusesMore: Bool {
        if case .atLeastOne = self { false } else { true }
    }
}

extension Shape {
    /// The kinds of JSON value that it may be.
    fileprivate var kinds: [JSONKind] {
        switch self {
        case .text, .choice: [.string]
        case .integer, .number: [.number]
        case .boolean: [.bool]
        case .anything: [.null, .bool, .number, .string, .array, .object]
        case .scalar: [.string, .number, .bool]
        case .list: [.array]
        // A secret that was written as a text is its own finding.
        case .secret: [.object, .string]
        case .dictionary, .object: [.object]
        case .either(let shapes): shapes.flatMap(\.kinds)
        case .deferred(let shape): shape().kinds
        }
    }

    fileprivate var alternatives: [Shape] {
        switch self {
        case .either(let shapes): shapes.flatMap(\.alternatives)
        case .deferred(let shape): shape().alternatives
        default: [self]
        }
    }

    /// What one would write: `a list`.
    fileprivate var wanted: String {
        switch self {
        case .text(let form): form.name
        case .choice(let words): words.map(\.quoted).joined(separator: " or ")
        case .integer: "a whole number"
        case .number: "a number"
        case .boolean: "true or false"
        case .anything: "any value"
        case .scalar: "a text, a number, true or false"
        case .list: "a list"
        case .dictionary, .object, .secret: "an object"
        case .either(let shapes): shapes.map(\.wanted).uniqued().joined(separator: " or ")
        case .deferred(let shape): shape().wanted
        }
    }
}

extension JSONKind {
    /// The kind with its article, as a sentence names it.
    package var named: String {
        switch self {
        case .null: "null"
        case .bool: "true or false"
        case .number: "a number"
        case .string: "a text"
        case .array: "a list"
        case .object: "an object"
        }
    }
}

extension ClosedRange<Int64> {
    fileprivate var written: String { "\(lowerBound) to \(upperBound)" }
}

extension Array where Element: Hashable {
    /// The elements in their order, each once.
    func uniqued() -> [Element] {
        var seen: Set<Element> = []
        return filter { seen.insert($0).inserted }
    }
}
