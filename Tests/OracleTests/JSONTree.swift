import JSON

/// A JSON value that can be changed.
indirect enum JSONTree: Sendable {
    typealias Members = [(name: String, value: JSONTree)]

    case scalar([UInt8])
    case text(String)
    case list([JSONTree])
    case object(Members)

    init(_ value: JSONValue) {
        switch value.kind {
        case .object: self = .object(value.members.map { ($0.name, JSONTree($0.value)) })
        case .array: self = .list(value.elements.map { JSONTree($0) })
        case .string: self = .text(value.string ?? "")
        case .null, .bool, .number: self = .scalar(value.source)
        }
    }

    var children: [JSONTree] {
        switch self {
        case .scalar, .text: []
        case .list(let elements): elements
        case .object(let members): members.map(\.value)
        }
    }

    var count: Int { children.reduce(1) { $0 + $1.count } }

    var text: String {
        switch self {
        case .scalar(let source): String(decoding: source, as: UTF8.self)
        case .text(let text): Self.quoted(text)
        case .list(let elements): "[\(elements.map(\.text).joined(separator: ","))]"
        case .object(let members):
            "{\(members.map { "\(Self.quoted($0.name)):\($0.value.text)" }.joined(separator: ","))}"
        }
    }

    private static func quoted(_ text: String) -> String {
        var writer = JSONWriter()
        writer.string(text)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    /// The value at a position, counted from the root down and from left to right.
    subscript(position: Int) -> JSONTree {
        var rest = position - 1
        guard rest >= 0 else { return self }
        for child in children {
            if rest < child.count { return child[rest] }
            rest -= child.count
        }
        return self
    }

    /// The tree with another value at a position.
    func replacing(_ position: Int, with change: (JSONTree) -> JSONTree) -> JSONTree {
        var rest = position - 1
        guard rest >= 0 else { return change(self) }
        func replaced(_ child: JSONTree) -> JSONTree {
            defer { rest -= child.count }
            return (0..<child.count).contains(rest) ? child.replacing(rest, with: change) : child
        }
        switch self {
        case .scalar, .text: return self
        case .list(let elements): return .list(elements.map(replaced))
        case .object(let members): return .object(members.map { ($0.name, replaced($0.value)) })
        }
    }
}
