import CEL
import CivilTime
import JSON
import Quotation
import RelayRoutes

/// Values as people read them: texts in quotes, everything cut where it is long.
package enum ValueText {
    /// How many bytes of a value are told.
    package static let longest = 256
    /// How many entries of a list are told.
    private static let longestList = 8

    /// The value for a sentence.
    static func inSentence(_ value: Value) -> String { text(value, scalars: 60) }

    /// The value for a list of what was seen, within the limit on bytes.
    static func inFull(_ value: Value) -> String {
        var scalars = longest
        var shown = text(value, scalars: scalars)
        while shown.utf8.count > longest, scalars > 0 {
            scalars -= max(1, (shown.utf8.count - longest) / 10)
            shown = text(value, scalars: max(0, scalars))
        }
        return shown.utf8.count > longest ? "…" : shown
    }

    private static func text(_ value: Value, scalars: Int) -> String {
        switch value {
        case .null: "null"
        case .bool(let bool): String(bool)
        case .int(let int): String(int)
        case .uint(let uint): String(uint)
        case .double(let double): double.description
        case .string(let text): text.quoted(upTo: scalars)
        case .bytes(let bytes): "\(bytes.count) bytes"
        case .timestamp(let timestamp): timestamp.rfc3339
        case .duration(let duration): duration.text
        case .type(let name): name
        case .optional(let content): content.map { text($0, scalars: scalars) } ?? "absent"
        case .opaque(let opaque): opaque.typeName
        case .json(let json) where json.kind == .number: number(json, scalars: scalars)
        case .json, .list, .map: container(value.resolved, scalars: scalars)
        }
    }

    /// A number with its own digits.
    private static func number(_ json: JSONValue, scalars: Int) -> String {
        let digits = json.source
        return String(decoding: digits.prefix(scalars), as: UTF8.self) + (digits.count > scalars ? "…" : "")
    }

    /// Of objects only the size is told: what lies in them was not asked for.
    private static func container(_ value: Value, scalars: Int) -> String {
        if let list = ListView(value) {
            let shown = list.prefix(longestList).map { isObject($0) ? "{…}" : text($0, scalars: scalars) }
            return "[\(shown.joined(separator: ", "))\(list.count > longestList ? ", …" : "")]"
        }
        if let map = MapView(value) { return "an object with \(counted(map.count, "entry", "entries"))" }
        return text(value, scalars: scalars)
    }

    private static func isObject(_ value: Value) -> Bool { MapView(value.resolved) != nil }

    static func counted(_ count: Int, _ one: String, _ many: String) -> String {
        count == 1 ? "one \(one)" : "\(count) \(many)"
    }

    /// What kind of value it is, with its article.
    static func kind(of value: Value) -> String {
        switch value.resolved {
        case .null: "null"
        case .bool: "true or false"
        case .int, .uint, .double: "a number"
        case .string: "a text"
        case .bytes: "bytes"
        case .timestamp: "a time"
        case .duration: "a length of time"
        case .type: "a type"
        case .optional(let content): content.map(kind) ?? "nothing"
        case .opaque(let opaque): opaque.typeName
        case .list: "a list"
        case .map: "an object"
        case .json(let json): json.kind.named
        }
    }
}
