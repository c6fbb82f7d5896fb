/// What a JSON value is.
package enum JSONKind: UInt8, Sendable {
    case null, bool, number, string, array, object
}

/// One place on the tape: a value, or the name of a member, by its bytes.
///
/// Sixteen bytes, so that an event of 600 bytes needs less than a kilobyte of tape. A container is followed by its
/// children in the order of the text; an object's children are name, value, name, value.
struct JSONEntry: Sendable {
    /// Where the value's text begins; for strings, behind the quotation mark.
    let start: UInt32
    /// Where the value's text ends; for strings, at the closing quotation mark.
    var end: UInt32
    /// For a value: the entry after it and all that it holds. For a name: its fingerprint.
    var link: UInt32
    /// The kind in four bits, four flags, and a container's number of children in the upper 24.
    private var packed: UInt32

    init(_ kind: JSONKind, start: Int, end: Int, link: UInt32 = 0, flags: Flags = []) {
        self.start = UInt32(truncatingIfNeeded: start)
        self.end = UInt32(truncatingIfNeeded: end)
        self.link = link
        packed = UInt32(kind.rawValue) | UInt32(flags.rawValue) << 4
    }

    /// What the parser saw in passing and a reader would otherwise look for again.
    struct Flags: OptionSet, Sendable {
        let rawValue: UInt8
        /// A string with a backslash in it: its bytes are not its text.
        static let escaped = Flags(rawValue: 1)
        /// A number without fraction and exponent.
        static let integer = Flags(rawValue: 2)
        /// The literal `true`.
        static let isTrue = Flags(rawValue: 4)
        /// An object in which a name stands twice.
        static let repeatsNames = Flags(rawValue: 8)
    }

    var kind: JSONKind { JSONKind(rawValue: UInt8(truncatingIfNeeded: packed & 0xF)) ?? .null }
    var flags: Flags { Flags(rawValue: UInt8(truncatingIfNeeded: packed >> 4 & 0xF)) }
    var count: Int { Int(packed >> 8) }
    /// An object in which a name stands twice.
    var repeatsNames: Bool { kind == .object && flags.contains(.repeatsNames) }
    var range: Range<Int> { Int(start)..<Int(end) }
    /// The value's own text, a string's with its quotation marks.
    var byteRange: Range<Int> { kind == .string ? Int(start) - 1..<Int(end) + 1 : range }
    /// A container whose closing bracket has not been read yet.
    var isOpen: Bool { link == 0 }

    /// Completes a container whose closing bracket has been read.
    mutating func close(end: Int, next: Int, count: Int, flags: Flags) {
        self.end = UInt32(truncatingIfNeeded: end)
        link = UInt32(truncatingIfNeeded: next)
        packed = packed & 0xF | UInt32(flags.rawValue) << 4 | UInt32(truncatingIfNeeded: count) << 8
    }
}
