import CEL
import JSON
import RelayRoutes

/// Whether a schema is well-formed, which `FieldSchema` takes for granted.
enum SchemaFormat {
    static func problems(_ schema: JSONValue, at place: String) -> [String] {
        FormatKeys.problems(schema, FormatKeys.schema, at: place) + types(schema, place) + texts(schema, place)
            + numbers(schema, place) + children(schema, place)
    }

    private static func types(_ schema: JSONValue, _ place: String) -> [String] {
        guard let type = schema["type"] else { return [] }
        let names = type.kind == .array ? Array(type.elements) : [type]
        let isKnown = names.allSatisfy { $0.string.flatMap(JSONType.init(rawValue:)) != nil }
        return isKnown && !names.isEmpty ? [] : ["\(place): no such type"]
    }

    private static func texts(_ schema: JSONValue, _ place: String) -> [String] {
        var problems: [String] = []
        if let format = schema["format"],
            !["uuid", "email", "date-time", "date", "uri"].contains(format.string ?? "")
        {
            problems.append("\(place): no such format")
        }
        if let pattern = schema["pattern"], (try? Pattern(pattern.string ?? "(")) == nil {
            problems.append("\(place): no pattern")
        }
        if let isOpen = schema["additionalProperties"], isOpen.kind != .bool {
            problems.append("\(place): additionalProperties is no boolean")
        }
        return problems
    }

    private static func numbers(_ schema: JSONValue, _ place: String) -> [String] {
        ["minimum", "maximum"].filter { schema[$0].map { $0.kind != .number } ?? false }
            .map { "\(place): \($0) is no number" }
            + ["minLength", "maxLength"].filter { schema[$0].map { ($0.int ?? -1) < 0 } ?? false }
            .map { "\(place): \($0) is no count" }
    }

    private static func children(_ schema: JSONValue, _ place: String) -> [String] {
        var problems: [String] = []
        for key in ["enum", "anyOf"] where schema[key].map({ $0.kind != .array || $0.count == 0 }) ?? false {
            problems.append("\(place): \(key) is no list with something in it")
        }
        for (index, branch) in (schema["anyOf"].map { Array($0.elements) } ?? []).enumerated() {
            problems += Self.problems(branch, at: "\(place)/anyOf/\(index)")
        }
        if let items = schema["items"] { problems += Self.problems(items, at: "\(place)/items") }
        let members = schema["properties"].map { Array($0.members) } ?? []
        for member in members { problems += Self.problems(member.value, at: "\(place)/\(member.name)") }
        // A member that is required and not described is a slip in files as small as these.
        let required = schema["required"].map { $0.elements.compactMap(\.string) } ?? []
        return problems
            + required.filter { schema["properties"]?[$0] == nil }.map { "\(place): requires \($0), undescribed" }
    }
}
