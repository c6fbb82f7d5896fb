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
        switch try codeUnit(bytes, at: cursor) {
        case 0xD800...0xDBFF:
            try checkLowSurrogate(bytes, at: cursor + 6, of: cursor)
            cursor += 12
        case 0xDC00...0xDFFF: throw JSONFault(code: .loneSurrogate, offset: cursor)
        default: cursor += 6
        }
    }

    private static func checkLowSurrogate(_ bytes: Span<UInt8>, at low: Int, of high: Int) throws(JSONFault) {
        // Both halves begin alike, with a backslash and a u.
        for index in 0..<2 {
            guard low + index < bytes.count else { throw JSONFault(code: .unexpectedEnd, offset: bytes.count) }
            guard bytes[low + index] == bytes[high + index] else {
                throw JSONFault(code: .loneSurrogate, offset: high)
            }
        }
        guard case 0xDC00...0xDFFF = try codeUnit(bytes, at: low) else {
            throw JSONFault(code: .loneSurrogate, offset: high)
        }
    }

    private static func codeUnit(_ bytes: Span<UInt8>, at escape: Int) throws(JSONFault) -> UInt16 {
        var unit: UInt16 = 0
        for index in escape + 2..<escape + 6 {
            guard index < bytes.count else { throw JSONFault(code: .unexpectedEnd, offset: bytes.count) }
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
        var reader = TextReader(JSONEntry(.string, start: 0, end: bytes.count, flags: .escaped))
        while let byte = reader.next(bytes) { text.append(byte) }
        return text
    }

    /// Where in the bytes the byte of a string's text comes from, of which so many stand before it.
    static func offset(ofTextByte count: Int, in entry: JSONEntry, _ bytes: Span<UInt8>) -> Int {
        guard entry.flags.contains(.escaped) else { return min(entry.range.lowerBound + count, entry.range.upperBound) }
        var reader = TextReader(entry)
        for _ in 0..<count where reader.next(bytes) == nil { break }
        return reader.cursor
    }

    /// The text of a string entry.
    static func text(of entry: JSONEntry, _ bytes: Span<UInt8>) -> [UInt8] {
        let raw = bytes.extracting(entry.range)
        return entry.flags.contains(.escaped) ? decoded(raw) : raw.copied
    }

    // MARK: Letters

    fileprivate static func single(_ letter: UInt8) -> UInt8? {
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

    fileprivate static func scalar(_ bytes: Span<UInt8>, _ cursor: inout Int) -> Unicode.Scalar {
        let unit = UInt32((try? codeUnit(bytes, at: cursor)) ?? 0xFFFD)
        cursor += 6
        guard 0xD800...0xDBFF ~= unit else { return Unicode.Scalar(unit) ?? "\u{FFFD}" }
        let second = UInt32((try? codeUnit(bytes, at: cursor)) ?? 0xDC00)
        cursor += 6
        return Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (second &- 0xDC00)) ?? "\u{FFFD}"
    }
}

// MARK: Comparing

extension JSONEscapes {
    /// How one text stands to another, byte by byte.
    enum Order { case before, same, behind }

    /// Whether two strings, of one document or of two, spell the same text.
    static func areEqual(_ first: JSONEntry, _ own: Span<UInt8>, _ second: JSONEntry, _ other: Span<UInt8>) -> Bool {
        guard first.flags.contains(.escaped) || second.flags.contains(.escaped) else {
            return own.extracting(first.range).isEqual(to: other.extracting(second.range))
        }
        return order(first, own, second, other) == .same
    }

    /// Compares two strings by their text, without copying either.
    static func order(_ first: JSONEntry, _ own: Span<UInt8>, _ second: JSONEntry, _ other: Span<UInt8>) -> Order {
        var left = TextReader(first)
        var right = TextReader(second)
        while true {
            switch (left.next(own), right.next(other)) {
            case (nil, nil): return .same
            case (nil, _?): return .before
            case (_?, nil): return .behind
            case (let left?, let right?) where left != right: return left < right ? .before : .behind
            default: continue
            }
        }
    }
}

/// Hands out a checked string's text byte by byte, its escapes resolved.
private struct TextReader {
    private(set) var cursor: Int
    private let end: Int
    private let isEscaped: Bool
    /// What is left of a character that an escape stood for.
    private var rest = Unicode.UTF8.EncodedScalar()

    init(_ entry: JSONEntry) {
        cursor = entry.range.lowerBound
        end = entry.range.upperBound
        isEscaped = entry.flags.contains(.escaped)
    }

    mutating func next(_ bytes: Span<UInt8>) -> UInt8? {
        guard rest.isEmpty else { return rest.removeFirst() }
        guard cursor < end else { return nil }
        guard isEscaped, bytes[cursor] == UInt8(ascii: "\\") else {
            defer { cursor += 1 }
            return bytes[cursor]
        }
        if let byte = JSONEscapes.single(bytes[cursor + 1]) {
            cursor += 2
            return byte
        }
        let scalar = JSONEscapes.scalar(bytes, &cursor)
        rest = Unicode.UTF8.encode(scalar) ?? Unicode.UTF8.encodedReplacementCharacter
        return rest.removeFirst()
    }
}
