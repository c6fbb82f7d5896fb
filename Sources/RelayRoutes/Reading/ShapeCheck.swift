package import JSON
import Quotation

/// Holds a value against a shape and finds all that does not fit.
///
/// It visits each value once for each shape that the value may have: what stands in an alternative is first only counted,
/// and what was counted is not counted again.
package struct ShapeCheck {
    private var list: FindingList
    private var counted: [Counted: Int] = [:]

    /// An object that was held against a shape while alternatives were weighed.
    private struct Counted: Hashable {
        let start: Int
        let shape: String
    }

    package init() { list = .telling() }

    private init(counted: [Counted: Int]) {
        list = .counting()
        self.counted = counted
    }

    /// What does not fit, in the order of the file; past a hundred, only how many more there are.
    package var findings: [Finding] { list.all }

    package mutating func check(_ value: JSONValue, _ shape: Shape, about: String = "") {
        switch shape {
        case .anything: return
        case .deferred(let made): check(value, .object(made()), about: about)
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
        guard !form.accepts(text) else { return check(value, text, form.durations) }
        let fact = text.isEmpty ? "this is empty" : "\(form.mention(text)) is not \(form.name)"
        add(text.isEmpty ? .empty : .malformed, value, fact, "Write \(form.name), for example \(form.example).")
    }

    private mutating func check(_ value: JSONValue, _ text: String, _ range: DurationRange?) {
        guard let range, !range.accepts(text) else { return }
        let fact = "\(text.quoted(upTo: 60)) is outside of \(range.written)"
        add(.outOfRange, value, fact, "Write a duration from \(range.written).")
    }

    private mutating func check(_ value: JSONValue, choice words: [String]) {
        let text = value.string ?? ""
        guard !words.contains(where: text.isSpelled) else { return }
        add(.notAllowed, value, "\(text.quoted) is not one of the words allowed here", Self.suggest(text, words))
    }

    private mutating func check(_ value: JSONValue, _ range: ClosedRange<Int64>) {
        guard value.isInteger else {
            return add(.wrongType, value, "this is no whole number", "Write one from \(range.written), only digits.")
        }
        if let int = value.int, range.contains(int) { return }
        let written = value.int.map { "\($0)" } ?? "this number"
        add(.outOfRange, value, "\(written) is outside of \(range.written)", "Write a number from \(range.written).")
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
                add(.malformed, nameOf: member, fact, "Write \(names.name), for example \(names.example).")
            }
            check(member.value, element, about: about)
        }
    }

    // MARK: Objects

    private mutating func check(_ value: JSONValue, _ object: ObjectShape) {
        guard list.onlyCounts else { return checkMembers(value, object) }
        let key = Counted(start: value.byteRange.lowerBound, shape: object.name)
        if let known = counted[key] { return list.add(count: known) }
        let before = list.count
        checkMembers(value, object)
        counted[key] = list.count - before
    }

    private mutating func checkMembers(_ value: JSONValue, _ object: ObjectShape) {
        for member in value.members where member.name != Comment.key {
            guard let key = object.key(member.name) else {
                let fact = "unknown key \(member.name.quoted) in \(object.name)"
                let names = object.keys.map(\.name)
                add(.unknownKey, nameOf: member, fact, Self.suggest(member.name, names, "It takes"))
                continue
            }
            check(member.value, key.shape, about: key.about)
        }
        for key in object.keys where key.isRequired && value[key.name] == nil {
            add(.missingKey, value, "\(object.name) has no \"\(key.name)\"", "Add \"\(key.name)\": \(key.about).")
        }
        for rule in object.rules { check(value, rule, of: object) }
    }

    private mutating func check(_ value: JSONValue, _ rule: ObjectShape.Rule, of object: ObjectShape) {
        let names = rule.names.map { "\"\($0)\"" }
        let given = value.members.filter { rule.names.contains(where: $0.name.isSpelled) }
        let listed = names.joined(separator: " or ")
        if given.isEmpty, rule.needsOne {
            let fact =
                names.count == 1
                ? "\(object.name) has no \(listed)" : "\(object.name) has neither \(names.joined(separator: " nor "))"
            add(.missingKey, value, fact, "Add \(listed).")
        }
        if given.count > 1, rule.refusesMore {
            let fact = "\"\(given[0].name)\" and \"\(given[1].name)\" cannot stand together"
            add(.conflictingKeys, nameOf: given[1], fact, "Keep one of \(listed).")
        }
    }

    /// A secret written down where only a reference may stand; the text itself is not repeated.
    private mutating func check(_ value: JSONValue, secret object: ObjectShape) {
        guard value.kind != .object else { return check(value, object) }
        guard value.kind == .string else { return refuse(value, [.object(object)], "") }
        let remedy =
            "Write {\"env\": \"NAME\"} or {\"file\": \"/run/secrets/name\"}, and take this one back where it was issued."
        add(.literalSecret, value, "a secret stands in the file itself", remedy)
    }

    // MARK: Alternatives

    private mutating func check(_ value: JSONValue, either shapes: [Shape], about: String) {
        let resolved = shapes.flatMap(\.alternatives)
        let fitting = resolved.filter { $0.kinds.contains(value.kind) }
        guard let first = fitting.first else { return refuse(value, resolved, about) }
        guard fitting.count > 1 else { return check(value, first, about: about) }
        let meant = meant(by: value, among: fitting)
        if list.onlyCounts { return list.add(count: meant.faults) }
        check(value, meant.shape, about: about)
    }

    /// The first that fits; if none does, the one with the fewest findings.
    private mutating func meant(by value: JSONValue, among shapes: [Shape]) -> (shape: Shape, faults: Int) {
        let counts = shapes.map { count(value, $0) }
        let least = counts.min() ?? 0
        return (shapes[counts.firstIndex(of: least) ?? 0], least)
    }

    /// The shape that a value was probably meant to have; nil where none is of its kind.
    static func alternative(of shape: Shape, for value: JSONValue) -> Shape? {
        let fitting = shape.alternatives.filter { $0.kinds.contains(value.kind) }
        guard fitting.count > 1 else { return fitting.first }
        var check = ShapeCheck()
        return check.meant(by: value, among: fitting).shape
    }

    /// How much of a value does not fit.
    private mutating func count(_ value: JSONValue, _ shape: Shape) -> Int {
        var trial = ShapeCheck(counted: counted)
        counted = [:]  // Handed over, or the trial would copy it.
        trial.check(value, shape)
        // Within a trial it stays known, so that alternatives in alternatives are not weighed again and again.
        if list.onlyCounts { counted = trial.counted }
        return trial.list.count
    }

    // MARK: Findings

    private mutating func refuse(_ value: JSONValue, _ shapes: [Shape], _ about: String) {
        let wanted = shapes.map(\.wanted).uniqued().joined(separator: " or ")
        let purpose = about.isEmpty ? "" : ": \(about)"
        add(.wrongType, value, "this is \(value.kind.named), not \(wanted)", "Write \(wanted)\(purpose).")
    }

    // The words are made only for a finding that is kept.
    private mutating func add(
        _ code: FindingCode,
        _ value: JSONValue,
        _ fact: @autoclosure () -> String,
        _ remedy: @autoclosure () -> String
    ) {
        list.add(Finding(code, at: Spot(value), fact(), remedy()))
    }

    private mutating func add(
        _ code: FindingCode,
        nameOf member: JSONMember,
        _ fact: @autoclosure () -> String,
        _ remedy: @autoclosure () -> String
    ) {
        list.add(Finding(code, at: Spot(nameOf: member), fact(), remedy()))
    }
}

/// The key that stands for a remark, in every object of a configuration.
package enum Comment {
    package static let key = "//"
}

extension ObjectShape.Rule {
    fileprivate var needsOne: Bool {
        if case .atMostOne = self { false } else { true }
    }

    fileprivate var refusesMore: Bool {
        if case .atLeastOne = self { false } else { true }
    }
}

extension ClosedRange<Int64> {
    fileprivate var written: String { "\(lowerBound) to \(upperBound)" }
}
