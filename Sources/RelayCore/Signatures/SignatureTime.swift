package import CivilTime
import JSON

/// The time of signing, as senders write it.
package enum SignatureTime {
    package enum Unit: String, Sendable, CaseIterable {
        case seconds = "s"
        case milliseconds = "ms"
        case rfc3339
    }

    /// More digits than any time has in milliseconds up to the year 9999.
    private static let mostDigits = 15

    /// Reads a time; digits only, or RFC 3339, and nothing around them.
    package static func read(_ text: Span<UInt8>, _ unit: Unit) -> Timestamp? {
        switch unit {
        case .seconds: number(text).flatMap { Timestamp(seconds: $0) }
        case .milliseconds:
            number(text).flatMap { Timestamp(seconds: $0 / 1_000, nanoseconds: Int32($0 % 1_000) * 1_000_000) }
        case .rfc3339: Timestamp(rfc3339: text)
        }
    }

    /// Reads a time that stands in a body, where numbers need no quotation marks.
    static func read(_ value: JSONValue, _ unit: Unit) -> Timestamp? {
        switch value.kind {
        case .number: read(value.source.span, unit)
        case .string: value.withText { read($0, unit) } ?? nil
        case .null, .bool, .array, .object: nil
        }
    }

    /// A time as a sender that signs now would write it.
    package static func text(_ time: Timestamp, _ unit: Unit) -> String {
        switch unit {
        case .seconds: String(time.seconds)
        case .milliseconds: String(time.seconds * 1_000 + Int64(time.nanoseconds / 1_000_000))
        case .rfc3339: time.rfc3339
        }
    }

    private static func number(_ text: Span<UInt8>) -> Int64? {
        guard (1...mostDigits).contains(text.count) else { return nil }
        var number: Int64 = 0
        for index in text.indices {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(text[index]) else { return nil }
            number = number * 10 + Int64(text[index] - UInt8(ascii: "0"))
        }
        return number
    }
}
