extension JSONWriter {
    /// Copies what needs no escape in one piece.
    mutating func appendEscaped(_ text: Span<UInt8>) {
        var copied = 0
        var index = Self.nextEscape(from: 0, in: text)
        guard index < text.count else { return append(text) }
        while index < text.count {
            append(text.extracting(copied..<index))
            appendEscape(text[index])
            copied = index + 1
            index = Self.nextEscape(from: copied, in: text)
        }
        append(text.extracting(copied..<text.count))
    }

    /// Whether the text is ASCII of which nothing needs an escape.
    static func isPlain(_ text: Span<UInt8>) -> Bool {
        let lastEight = text.count - 8
        guard lastEight >= 0 else { return isPlain(short: text) }
        var index = 0
        while index < lastEight {
            guard isPlain(eightBytesOf: text, from: index) else { return false }
            index += 8
        }
        // Some of these may have been looked at before, which is quicker than looking at the rest one by one.
        return isPlain(eightBytesOf: text, from: lastEight)
    }

    private static func isPlain(short text: Span<UInt8>) -> Bool {
        for index in text.indices where text[index] >= 0x80 || needsEscape(text[index]) { return false }
        return true
    }

    @inline(__always)
    private static func isPlain(eightBytesOf text: Span<UInt8>, from index: Int) -> Bool {
        // The caller has found eight bytes to be there; any bytes make an integer, whichever their order.
        let eight = unsafe text.bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: index, as: UInt64.self)
        // Where no byte has its top bit, one more gives it to deletes alone.
        let deletes = eight &+ 0x0101_0101_0101_0101
        return (Span.specialBytes(eight) | deletes) & 0x8080_8080_8080_8080 == 0
    }

    /// Where the next byte stands that needs an escape; the end where there is none.
    private static func nextEscape(from start: Int, in text: Span<UInt8>) -> Int {
        var index = start
        while index + 8 <= text.count {
            // Eight bytes that the condition has just found to be there.
            let eight = unsafe text.bytes.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self)
            let escapes = escapes(UInt64(littleEndian: eight))
            guard escapes == 0 else { return index + escapes.trailingZeroBitCount / 8 }
            index += 8
        }
        while index < text.count, !needsEscape(text[index]) { index += 1 }
        return index
    }

    private static func needsEscape(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte == 0x7F
    }

    /// Sets the top bit of the first byte that needs an escape; those behind it may be wrong.
    ///
    /// A byte below the subtrahend borrows and so gets its top bit, and an exclusive or makes the wanted byte zero. Bytes
    /// that had the top bit before belong to longer characters and stay as they are.
    private static func escapes(_ eight: UInt64) -> UInt64 {
        let each: UInt64 = 0x0101_0101_0101_0101
        let controls = eight &- each &* 0x20
        let quotes = (eight ^ each &* UInt64(UInt8(ascii: "\""))) &- each
        let backslashes = (eight ^ each &* UInt64(UInt8(ascii: "\\"))) &- each
        let deletes = (eight ^ each &* 0x7F) &- each
        return (controls | quotes | backslashes | deletes) & ~eight & (each &* 0x80)
    }

    private mutating func appendEscape(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""): append("\\\"")
        case UInt8(ascii: "\\"): append("\\\\")
        case UInt8(ascii: "\n"): append("\\n")
        case UInt8(ascii: "\r"): append("\\r")
        case UInt8(ascii: "\t"): append("\\t")
        default: append((byte < 0x10 ? "\\u000" : "\\u00") + String(byte, radix: 16))
        }
    }
}
