/// The escapes of a string: checked once by the parser, turned into text only for who asks.
enum JSONEscapes {
    /// Checks the escape at the cursor and moves behind it; a surrogate needs its other half.
    static func check(_ bytes: Span<UInt8>, _ cursor: inout Int) throws(JSONFault) {
        guard cursor + 1 < bytes.count else { throw JSONFault(code: .unexpectedEnd, offset: bytes.count) }
        guard bytes[cursor + 1] == UInt8(ascii: "u") else {
            guard single(bytes[cursor + 1]) != nil else { throw JSONFault(code: .unknownEscape, offset: cursor) }
            cursor += 2
            return
        }
        let unit = try codeUnit(bytes, at: cursor)
        switch unit {
        case 0xD800...0xDBFF:
            guard cursor + 7 < bytes.count, bytes[cursor + 6] == UInt8(ascii: "\\"),
                bytes[cursor + 7] == UInt8(ascii: "u"), case 0xDC00...0xDFFF = try codeUnit(bytes, at: cursor + 6)
            else { throw JSONFault(code: .loneSurrogate, offset: cursor) }
            cursor += 12
        case 0xDC00...0xDFFF: throw JSONFault(code: .loneSurrogate, offset: cursor)
        default: cursor += 6
        }
    }

    private static func codeUnit(_ bytes: Span<UInt8>, at escape: Int) throws(JSONFault) -> UInt16 {
        guard escape + 6 <= bytes.count else { throw JSONFault(code: .badUnicodeEscape, offset: escape) }
        var unit: UInt16 = 0
        for index in escape + 2..<escape + 6 {
            guard let digit = hexadecimal(bytes[index]) else {
                throw JSONFault(code: .badUnicodeEscape, offset: escape)
            }
            unit = unit << 4 | UInt16(digit)
        }
        return unit
    }

    /// The text of a string that has passed the check, as UTF-8.
    static func decoded(_ bytes: Span<UInt8>) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count)
        var cursor = 0
        while cursor < bytes.count {
            guard bytes[cursor] == UInt8(ascii: "\\") else {
                text.append(bytes[cursor])
                cursor += 1
                continue
            }
            guard bytes[cursor + 1] == UInt8(ascii: "u") else {
                text.append(single(bytes[cursor + 1]) ?? UInt8(ascii: "?"))
                cursor += 2
                continue
            }
            let scalar = scalar(bytes, &cursor)
            text.append(contentsOf: Unicode.UTF8.encode(scalar) ?? Unicode.UTF8.encodedReplacementCharacter)
        }
        return text
    }

    private static func scalar(_ bytes: Span<UInt8>, _ cursor: inout Int) -> Unicode.Scalar {
        let unit = UInt32((try? codeUnit(bytes, at: cursor)) ?? 0xFFFD)
        cursor += 6
        guard 0xD800...0xDBFF ~= unit else { return Unicode.Scalar(unit) ?? "\u{FFFD}" }
        let second = UInt32((try? codeUnit(bytes, at: cursor)) ?? 0xDC00)
        cursor += 6
        return Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (second &- 0xDC00)) ?? "\u{FFFD}"
    }

    /// The text of a string entry.
    static func text(of entry: JSONEntry, _ bytes: Span<UInt8>) -> [UInt8] {
        let raw = bytes.extracting(entry.range)
        return entry.flags.contains(.escaped) ? decoded(raw) : raw.copied
    }

    /// Whether two string entries spell the same text.
    static func areEqual(_ first: JSONEntry, _ second: JSONEntry, _ bytes: Span<UInt8>) -> Bool {
        if first.flags.contains(.escaped) || second.flags.contains(.escaped) {
            return text(of: first, bytes) == text(of: second, bytes)
        }
        return bytes.extracting(first.range).isEqual(to: bytes.extracting(second.range))
    }

    private static func single(_ letter: UInt8) -> UInt8? {
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): letter
        case UInt8(ascii: "b"): 0x08
        case UInt8(ascii: "f"): 0x0C
        case UInt8(ascii: "n"): 0x0A
        case UInt8(ascii: "r"): 0x0D
        case UInt8(ascii: "t"): 0x09
        default: nil
        }
    }

    private static func hexadecimal(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
