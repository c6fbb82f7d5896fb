package import JSON
import Quotation
import Spelling

extension Shape {
    /// The kinds of JSON value that it may be.
    var kinds: [JSONKind] {
        switch self {
        case .text, .choice: [.string]
        case .integer, .number: [.number]
        case .boolean: [.bool]
        case .anything: [.null, .bool, .number, .string, .array, .object]
        case .scalar: [.string, .number, .bool]
        case .list: [.array]
        // A secret that was written as a text is its own finding.
        case .secret: [.object, .string]
        case .dictionary, .object, .deferred: [.object]
        case .either(let shapes): shapes.flatMap(\.kinds)
        }
    }

    /// The shapes of which a value has one; only itself where there is no choice.
    var alternatives: [Shape] {
        switch self {
        case .either(let shapes): shapes.flatMap(\.alternatives)
        default: [self]
        }
    }

    /// What one would write: `a list`.
    var wanted: String {
        switch self {
        case .text(let form): form.name
        case .choice(let words): words.map(\.quoted).joined(separator: " or ")
        case .integer: "a whole number"
        case .number: "a number"
        case .boolean: "true or false"
        case .anything: "any value"
        case .scalar: "a text, a number, true or false"
        case .list: "a list"
        case .dictionary, .object, .secret, .deferred: "an object"
        case .either(let shapes): shapes.map(\.wanted).uniqued().joined(separator: " or ")
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

extension ShapeCheck {
    /// `Did you mean "retry"?`, or all that there is.
    package static func suggest(_ word: String, _ words: [String], _ all: String = "Write one of") -> String {
        if let near = Spelling.nearest(to: word, among: words) { return "Did you mean \(near.quoted)?" }
        guard !words.isEmpty else { return "There is none yet." }
        let shown = words.prefix(24).map(\.quoted).joined(separator: ", ")
        return "\(all) \(shown)\(words.count > 24 ? " …" : "")."
    }
}

extension String {
    /// Whether both are spelled with the same bytes, as JSON compares names: to `==`, the Kelvin sign is a K.
    func isSpelled(_ other: String) -> Bool { utf8.elementsEqual(other.utf8) }
}

extension Array where Element: Hashable {
    /// The elements in their order, each once.
    package func uniqued() -> [Element] {
        var seen: Set<Element> = []
        return filter { seen.insert($0).inserted }
    }
}
