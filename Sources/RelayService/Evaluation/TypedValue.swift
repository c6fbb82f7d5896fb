package import CEL
import CivilTime
package import JSON

/// Values with their types written out, `{"int":"1"}`, so that nothing is lost between programs.
package enum TypedValue {
    /// Reads a typed value.
    package static func read(_ json: JSONValue) throws(TypedValueError) -> Value {
        guard json.kind == .object, json.count == 1, let member = json.members.first(where: { _ in true }) else {
            throw TypedValueError("a typed value is an object with one member, such as {\"int\":\"1\"}", json)
        }
        return try read(member.name, member.value)
    }

    private static func read(_ type: String, _ json: JSONValue) throws(TypedValueError) -> Value {
        switch type {
        case "null": return .null
        case "bool": return .bool(try required(json.bool, "true or false", json))
        case "int": return .int(try required(json.string.flatMap { Int64($0) }, "an int as text", json))
        case "uint": return .uint(try required(json.string.flatMap { UInt64($0) }, "a uint as text", json))
        case "double": return .double(try required(json.string.flatMap { Double($0) }, "a double as text", json))
        case "string": return .string(try required(json.string, "a string", json))
        case "bytes": return .bytes(try bytes(json))
        case "list": return .list(try all(json.elements, read))
        case "map": return try map(json)
        case "type": return .type(try required(json.string, "a type's name", json))
        case "timestamp": return .timestamp(try timestamp(json))
        case "duration": return .duration(try duration(json))
        case "optional": return .optional(json.isNull ? nil : try read(json))
        default: throw TypedValueError("there is no type '\(type)'", json)
        }
    }

    private static func required<Content>(
        _ content: Content?,
        _ wanted: String,
        _ json: JSONValue
    ) throws(TypedValueError) -> Content {
        guard let content else { throw TypedValueError("here should stand \(wanted)", json) }
        return content
    }

    private static func all<Result>(
        _ elements: JSONElements,
        _ read: (JSONValue) throws(TypedValueError) -> Result
    ) throws(TypedValueError) -> [Result] {
        var results: [Result] = []
        for element in elements { results.append(try read(element)) }
        return results
    }

    private static func bytes(_ json: JSONValue) throws(TypedValueError) -> [UInt8] {
        try all(json.elements) { element throws(TypedValueError) in
            try required(element.int.flatMap { UInt8(exactly: $0) }, "a byte, 0 to 255", element)
        }
    }

    private static func map(_ json: JSONValue) throws(TypedValueError) -> Value {
        let entries = try all(json.elements) { pair throws(TypedValueError) -> (key: Value, value: Value) in
            guard let key = pair[0], let value = pair[1], pair.count == 2 else {
                throw TypedValueError("an entry is [key, value]", pair)
            }
            return (try read(key), try read(value))
        }
        return .map(
            try required(MapValue(entries), "a map with different keys of type bool, int, uint or string", json)
        )
    }

    private static func timestamp(_ json: JSONValue) throws(TypedValueError) -> Timestamp {
        let seconds = json["seconds"]?.string.flatMap { Int64($0) }
        let nanoseconds = json["nanos"]?.int.flatMap { Int32(exactly: $0) }
        return try required(
            seconds.flatMap { Timestamp(seconds: $0, nanoseconds: nanoseconds ?? 0) },
            "a timestamp's seconds and nanos",
            json
        )
    }

    private static func duration(_ json: JSONValue) throws(TypedValueError) -> Duration {
        let seconds = json["seconds"]?.string.flatMap { Int64($0) }
        return .seconds(try required(seconds, "a duration's seconds as text", json))
            + .nanoseconds(json["nanos"]?.int ?? 0)
    }
}

/// What is wrong with a typed value, and where.
package struct TypedValueError: Error, CustomStringConvertible {
    package let description: String

    init(_ fact: String, _ json: JSONValue) {
        description = "\(json.place): \(fact) at \"\(json.pointer)\""
    }
}
