package import CEL
import CivilTime
package import JSON

extension TypedValue {
    /// Writes a value with its type.
    package static func write(_ value: Value, to writer: inout JSONWriter) {
        writer.object { writer in
            let value = value.resolved
            writer.name(label(value))
            writeContent(of: value, to: &writer)
        }
    }

    private static func label(_ value: Value) -> String {
        switch value {
        case .null: "null"
        case .timestamp: "timestamp"
        case .duration: "duration"
        case .optional: "optional"
        default: value.typeName
        }
    }

    private static func writeContent(of value: Value, to writer: inout JSONWriter) {
        switch value {
        case .null, .optional(nil): writer.null()
        case .bool(let bool): writer.bool(bool)
        case .int(let int): writer.string(String(int))
        case .uint(let uint): writer.string(String(uint))
        case .double(let double): writer.string(double.description)
        case .string(let text), .type(let text): writer.string(text)
        case .bytes(let bytes): writer.array { writer in for byte in bytes { writer.uint(UInt64(byte)) } }
        case .timestamp(let timestamp):
            write(seconds: timestamp.seconds, nanos: Int64(timestamp.nanoseconds), to: &writer)
        case .duration(let duration):
            let (seconds, attoseconds) = duration.components
            write(seconds: seconds, nanos: attoseconds / 1_000_000_000, to: &writer)
        case .optional(let content?): write(content, to: &writer)
        case .opaque(let opaque): writer.string(opaque.jsonNumber ?? opaque.typeName)
        case .list, .map, .json: writeContainer(value, to: &writer)
        }
    }

    private static func write(seconds: Int64, nanos: Int64, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.name("seconds")
            writer.string(String(seconds))
            writer.name("nanos")
            writer.int(nanos)
        }
    }

    private static func writeContainer(_ value: Value, to writer: inout JSONWriter) {
        writer.array { writer in
            for element in ListView(value)?.array ?? [] { write(element, to: &writer) }
            for entry in MapView(value)?.entries ?? [] {
                writer.array { writer in
                    write(entry.key, to: &writer)
                    write(entry.value, to: &writer)
                }
            }
        }
    }
}
