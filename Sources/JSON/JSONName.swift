/// A member's name prepared for being looked up often.
package struct JSONName: Sendable, Hashable {
    package let text: String
    let bytes: [UInt8]
    let fingerprint: UInt32

    package init(_ text: String) {
        self.text = text
        let bytes = Array(text.utf8)
        self.bytes = bytes
        fingerprint = Self.fingerprint(of: bytes.span)
    }

    /// Length, first, middle and last byte: enough to tell most names of an object apart without reading them.
    ///
    /// In line: the parser needs it for every name.
    @inline(__always)
    static func fingerprint(of name: Span<UInt8>) -> UInt32 {
        let count = name.count
        guard count > 0 else { return 0 }
        return UInt32(truncatingIfNeeded: count & 0xFF) | UInt32(name[0]) << 8 | UInt32(name[count / 2]) << 16
            | UInt32(name[count - 1]) << 24
    }
}

/// Remembers roughly which names an object has had, to spare the exact comparison.
struct NameFilter {
    private var bits: UInt64 = 0

    /// Whether a name with this fingerprint may have been there before; it is from now on.
    mutating func insert(_ fingerprint: UInt32) -> Bool {
        let bit = UInt64(1) << UInt64((fingerprint &* 0x9E37_79B1) >> 26)
        defer { bits |= bit }
        return bits & bit != 0
    }
}
