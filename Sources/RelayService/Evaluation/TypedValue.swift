package import CEL
import CivilTime
package import JSON
import Quotation

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
        case "null": return try required(json.isNull ? .null : nil, "null", json)
        case "bool": return .bool(try required(json.bool, "true or false", json))
        case "int": return .int(try required(json.string.flatMap { Int64($0) }, "an int as text", json))
        case "uint": return .uint(try required(json.string.flatMap { UInt64($0) }, "a uint as text", json))
        case "double": return .double(try required(json.string.flatMap { Double($0) }, "a double as text", json))
        case "string": return .string(try required(json.string, "a string", json))
        case "bytes": return .bytes(try bytes(json))
        case "list": return .list(try all(json, read))
        case "map": return try map(json)
        case "type": return .type(try required(json.string, "a type's name", json))
        case "timestamp": return .timestamp(try timestamp(json))
        case "duration": return .duration(try duration(json))
        case "optional": return .optional(json.isNull ? nil : try read(json))
        default: throw TypedValueError("there is no type \(type.quoted)", json)
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
        _ json: JSONValue,
        _ read: (JSONValue) throws(TypedValueError) -> Result
    ) throws(TypedValueError) -> [Result] {
        var results: [Result] = []
        for element in try required(json.kind == .array ? json.elements : nil, "an array", json) {
            results.append(try read(element))
        }
        return results
    }

    private static func bytes(_ json: JSONValue) throws(TypedValueError) -> [UInt8] {
        try all(json) { element throws(TypedValueError) in
            try required(element.int.flatMap { UInt8(exactly: $0) }, "a byte, 0 to 255", element)
        }
    }

    private static func map(_ json: JSONValue) throws(TypedValueError) -> Value {
        let entries = try all(json) { pair throws(TypedValueError) -> (key: Value, value: Value) in
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
        let seconds = try seconds(json)
        let nanoseconds = Int32(exactly: try nanoseconds(json))
        return try required(
            nanoseconds.flatMap { Timestamp(seconds: seconds, nanoseconds: $0) },
            "a timestamp of the years 1 to 9999, its nanos from 0 to 999999999",
            json
        )
    }

    private static func duration(_ json: JSONValue) throws(TypedValueError) -> Duration {
        let seconds = try seconds(json)
        let nanoseconds = try nanoseconds(json)
        // Each by itself before they are added: the sum of two that are out of range may trap.
        let haveOneSign = seconds == 0 || nanoseconds == 0 || (seconds < 0) == (nanoseconds < 0)
        let areInRange =
            Duration.seconds(seconds).isWithinTenThousandYears && nanoseconds.magnitude <= 999_999_999 && haveOneSign
        let duration = areInRange ? Duration.seconds(seconds) + .nanoseconds(nanoseconds) : nil
        return try required(
            duration.flatMap { $0.isWithinTenThousandYears ? $0 : nil },
            "a duration of at most 315576000000 seconds, its nanos below a second and of the same sign",
            json
        )
    }

    private static func seconds(_ json: JSONValue) throws(TypedValueError) -> Int64 {
        try required(json["seconds"]?.string.flatMap { Int64($0) }, "an object with \"seconds\", an int as text", json)
    }

    /// None are zero.
    private static func nanoseconds(_ json: JSONValue) throws(TypedValueError) -> Int64 {
        guard let nanos = json["nanos"] else { return 0 }
        return try required(nanos.int, "an integer", nanos)
    }
}

/// What is wrong with a typed value, and where.
package struct TypedValueError: Error, CustomStringConvertible {
    package let description: String

    init(_ fact: String, _ json: JSONValue) {
        description = "\(json.place): \(fact) at \(json.pointer.quoted)"
    }
}
