/// One thing that happened: a fixed message, and fields in the order given.
package struct LogLine: Sendable, Equatable {
    /// What a field holds.
    package enum Value: Sendable, Equatable {
        case string(String), int(Int), bool(Bool)
        /// Known to be there, never printed.
        case secret

        /// Text from outside; where it is not UTF-8, its bytes past ASCII show as `\xNN`.
        package static func bytes(_ bytes: [UInt8]) -> Value {
            .string(String(validating: bytes, as: UTF8.self) ?? bytes.map(shown).joined())
        }

        private static func shown(_ byte: UInt8) -> String {
            byte < 0x80 ? String(UnicodeScalar(byte)) : "\\x" + String(byte, radix: 16)
        }
    }

    package struct Field: Sendable, Equatable {
        package let key: String
        package let value: Value

        package init(key: String, value: Value) {
            self.key = key
            self.value = value
        }
    }

    /// RFC 3339, from whoever owns the clock.
    package let time: String
    package let level: LogLevel
    package let message: String
    /// Each key once: a later field of the same key stands in for the earlier.
    package let fields: [Field]

    package init(time: String, level: LogLevel, message: StaticString, fields: [Field]) {
        self.time = time
        self.level = level
        self.message = "\(message)"
        self.fields = fields.indices.filter { index in
            !fields[(index + 1)...].contains { $0.key == fields[index].key }
        }
        .map { fields[$0] }
        precondition(
            !fields.contains { ["time", "level", "message"].contains($0.key) },
            "a field takes a reserved key"
        )
    }
}
