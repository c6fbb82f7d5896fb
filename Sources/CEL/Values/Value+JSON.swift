import CivilTime
package import JSON

extension Value {
    /// Writes the value as JSON: what came from JSON as it stood there, times and bytes as texts.
    ///
    /// - Throws: for what JSON has no form for: a type, an absent optional, a number that is not finite, a map whose keys
    ///   are not strings.
    package func write(to writer: inout JSONWriter) throws(EvaluationError) {
        switch self {
        case .null: writer.null()
        case .bool(let bool): writer.bool(bool)
        case .int(let int): writer.int(int)
        case .uint(let uint): writer.uint(uint)
        case .double(let double):
            guard double.isFinite else { throw Self.unwritable("the number \(shown)") }
            writer.double(double)
        case .string(let text): writer.string(text)
        case .bytes(let bytes): writer.string(Base64.encode(bytes))
        case .timestamp(let timestamp): writer.string(timestamp.rfc3339)
        case .duration(let duration): writer.string(duration.text)
        case .list(let list):
            try writer.array { writer throws(EvaluationError) in
                for element in list.elements { try element.write(to: &writer) }
            }
        case .map(let map): try Self.write(map, to: &writer)
        case .optional(let content):
            guard let content else { throw Self.unwritable("an absent optional") }
            try content.write(to: &writer)
        case .opaque(let opaque):
            guard let number = opaque.jsonNumber else { throw Self.unwritable("a value of type \(typeName)") }
            writer.number(number)
        case .type: throw Self.unwritable("a value of type \(typeName)")
        case .json(let json): writer.value(json)
        }
    }

    private static func write(_ map: MapValue, to writer: inout JSONWriter) throws(EvaluationError) {
        try writer.object { writer throws(EvaluationError) in
            for (key, value) in zip(map.keys, map.values) {
                guard case .string(let name) = key.resolved else { throw unwritable("the key \(key.shown)") }
                writer.name(name)
                try value.write(to: &writer)
            }
        }
    }

    private static func unwritable(_ what: String) -> EvaluationError {
        EvaluationError(.invalidArgument, "JSON has no form for \(what)")
    }
}
