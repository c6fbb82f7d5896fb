extension JSONParser {
    /// Checks a string and its UTF-8; the text itself is decoded only when somebody asks for it.
    ///
    /// In line as far as most strings go, which are plain ASCII.
    @inline(__always)
    mutating func string(_ bytes: Span<UInt8>) throws(JSONFault) -> JSONEntry {
        let start = cursor + 1
        let end = bytes.endOfPlainText(from: start)
        guard bytes.byte(at: end) == UInt8(ascii: "\"") else { return try string(from: start, plainTo: end, bytes) }
        cursor = end + 1
        return JSONEntry(.string, start: start, end: end)
    }

    /// Goes on where a string is no longer plain ASCII.
    @inline(never)
    private mutating func string(
        from start: Int,
        plainTo end: Int,
        _ bytes: Span<UInt8>
    ) throws(JSONFault) -> JSONEntry {
        var flags: JSONEntry.Flags = []
        // A local copy stays in a register; writing the cursor back for every byte doubles the time.
        var index = end
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "\""):
                cursor = index + 1
                return JSONEntry(.string, start: start, end: index, flags: flags)
            case UInt8(ascii: "\\"):
                flags = .escaped
                try JSONEscapes.check(bytes, &index)
            case 0..<0x20: throw JSONFault(code: .controlInString, offset: index)
            default: index = try Self.end(ofScalarAt: index, bytes)
            }
            index = bytes.endOfPlainText(from: index)
        }
        throw JSONFault(code: .unexpectedEnd, offset: index)
    }

    /// Checks one character of more than a byte, by the table of well-formed sequences in the Unicode Standard (3.9).
    static func end(ofScalarAt cursor: Int, _ bytes: Span<UInt8>) throws(JSONFault) -> Int {
        let (length, second): (Int, ClosedRange<UInt8>) =
            switch bytes[cursor] {
            case 0xC2...0xDF: (2, 0x80...0xBF)
            case 0xE0: (3, 0xA0...0xBF)
            case 0xE1...0xEC, 0xEE, 0xEF: (3, 0x80...0xBF)
            case 0xED: (3, 0x80...0x9F)
            case 0xF0: (4, 0x90...0xBF)
            case 0xF1...0xF3: (4, 0x80...0xBF)
            case 0xF4: (4, 0x80...0x8F)
            default: throw JSONFault(code: .invalidUTF8, offset: cursor)
            }
        guard cursor + length <= bytes.count, second ~= bytes[cursor + 1] else {
            throw JSONFault(code: .invalidUTF8, offset: cursor)
        }
        for index in cursor + 2..<cursor + length where bytes[index] & 0xC0 != 0x80 {
            throw JSONFault(code: .invalidUTF8, offset: cursor)
        }
        return cursor + length
    }

    /// Checks a number's grammar and leaves its digits as they are.
    mutating func number(_ bytes: Span<UInt8>, _ tape: inout Tape) throws(JSONFault) {
        let start = cursor
        var flags: JSONEntry.Flags = .integer
        if bytes[start] == UInt8(ascii: "-") { cursor += 1 }
        let first = cursor
        var byte = try digits(bytes)
        if bytes[first] == UInt8(ascii: "0"), cursor > first + 1 { throw JSONFault(code: .leadingZero, offset: first) }
        if byte == UInt8(ascii: ".") {
            flags = []
            cursor += 1
            byte = try digits(bytes)
        }
        if byte | 0x20 == UInt8(ascii: "e") {
            flags = []
            cursor += 1
            byte = bytes.byte(at: cursor)
            if byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") { cursor += 1 }
            _ = try digits(bytes)
        }
        append(JSONEntry(.number, start: start, end: cursor, flags: flags), to: &tape)
    }

    /// Passes over digits, of which there must be one, to the byte behind them.
    @inline(__always)
    private mutating func digits(_ bytes: Span<UInt8>) throws(JSONFault) -> UInt8 {
        var index = cursor
        var byte = bytes.byte(at: index)
        while UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte {
            index += 1
            byte = bytes.byte(at: index)
        }
        guard index > cursor else { throw JSONFault(code: notADigit(bytes), offset: cursor) }
        cursor = index
        return byte
    }

    private func notADigit(_ bytes: Span<UInt8>) -> JSONError.Code {
        switch notAValue(bytes) {
        case let code where [.unexpectedEnd, .notFinite].contains(code): code
        default: .incompleteNumber
        }
    }
}
