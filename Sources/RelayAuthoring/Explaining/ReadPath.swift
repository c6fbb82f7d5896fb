import CEL
import Quotation

/// A place that an expression reads: in the event, in a table, or in what a lookup gave.
struct ReadPath {
    let root: Root
    let steps: [Step]

    enum Root: String {
        case event, tables, lookup
    }

    enum Step {
        case member(String)
        case position(Int64)
        /// The entry under a key that is computed, with the key's text.
        case entry(Expression, text: String)
    }

    /// Nil for an expression that does more than walk along names and positions.
    init?(_ expression: Expression, in clause: Clause) {
        switch expression.kind {
        case .identifier(let name, _):
            guard let root = Root(rawValue: name) else { return nil }
            self.init(root: root, steps: [])
        case .select(let operand, let field, _), .presence(let operand, let field):
            guard let prefix = ReadPath(operand, in: clause) else { return nil }
            self = prefix.appending(.member(field))
        case .index(let operand, let key, _):
            guard let prefix = ReadPath(operand, in: clause) else { return nil }
            self = prefix.appending(Self.step(key, in: clause))
        default: return nil
        }
    }

    private init(root: Root, steps: [Step]) {
        self.root = root
        self.steps = steps
    }

    private static func step(_ key: Expression, in clause: Clause) -> Step {
        guard case .literal(let literal) = key.kind else { return .entry(key, text: clause.text(of: key)) }
        switch literal {
        case .string(let name): return .member(name)
        case .int(let position): return .position(position)
        default: return .entry(key, text: clause.text(of: key))
        }
    }

    private func appending(_ step: Step) -> ReadPath { ReadPath(root: root, steps: steps + [step]) }

    /// The path as an expression would write it, without its question marks.
    var text: String { Self.joined(steps, behind: root.rawValue) }

    /// What holds the last step; nil for a root.
    var container: ReadPath? { steps.isEmpty ? nil : ReadPath(root: root, steps: steps.dropLast()) }

    var lastName: String? {
        if case .member(let name) = steps.last { name } else { nil }
    }

    /// The table that it is, or that its entry lies in.
    var table: String? {
        guard root == .tables, case .member(let name) = steps.first else { return nil }
        return name
    }

    var isWholeTable: Bool { root == .tables && steps.count == 1 }

    /// The steps behind `event.body`; nil for all other places.
    var inBody: ArraySlice<Step>? {
        guard root == .event, case .member("body") = steps.first else { return nil }
        return steps.dropFirst()
    }

    /// Steps as a text: `data.items[0]`.
    static func joined(_ steps: some Sequence<Step>, behind start: String = "") -> String {
        steps.reduce(into: start) { text, step in
            switch step {
            case .member(let name) where Identifier.isPlain(name): text += text.isEmpty ? name : ".\(name)"
            case .member(let name): text += text.isEmpty ? name.quoted : "[\(name.quoted)]"
            case .position(let position): text += "[\(position)]"
            case .entry(_, let key): text += "[\(key)]"
            }
        }
    }
}

extension Expression {
    /// The paths that it reads, the whole of each, in the order of the text; macros' own variables are none.
    func paths(in clause: Clause, hiding names: Set<String> = []) -> [(path: ReadPath, expression: Expression)] {
        if let path = ReadPath(self, in: clause), !names.contains(path.root.rawValue) {
            return [(path, self)] + path.keys.flatMap { $0.paths(in: clause, hiding: names) }
        }
        let names = names.union(boundNames)
        return children.flatMap { $0.paths(in: clause, hiding: names) }
    }

    private var boundNames: [String] {
        switch kind {
        case .comprehension(let comprehension): [comprehension.first, comprehension.second].compactMap { $0 }
        case .bind(let name, _, _), .optionalMap(_, let name, _, _): [name]
        default: []
        }
    }
}

extension ReadPath {
    fileprivate var keys: [Expression] {
        steps.compactMap { step in
            if case .entry(let key, _) = step { key } else { nil }
        }
    }
}
