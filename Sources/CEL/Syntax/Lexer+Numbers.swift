extension Lexer {
    /// Reads `12`, `0x1F`, `12u`, `1.5`, `.5`, `1e3`; a sign is an operator of its own.
    mutating func number() throws(Problem) -> Token.Kind {
        let start = cursor
        if peek() == UInt8(ascii: "0"), peek(1) == UInt8(ascii: "x") { return try hexadecimal() }
        skipDigits()
        var isDouble = false
        if peek() == UInt8(ascii: "."), Self.isDigit(peek(1)) {
            isDouble = true
            cursor += 1
            skipDigits()
        }
        if let length = exponentLength {
            isDouble = true
            cursor += length
            skipDigits()
        }
        let text = source.slice(start..<cursor)
        guard isDouble else { return try integer(text, radix: 10, start: start) }
        try refuseGluedName(start)
        guard let value = Double(text), value.isFinite else {
            throw Problem(at: start, "'\(text)' is beyond the range of double", "Write it as a string.")
        }
        return .double(value)
    }

    private mutating func hexadecimal() throws(Problem) -> Token.Kind {
        let start = cursor
        cursor += 2
        while Self.hexadecimalValue(peek()) != nil { cursor += 1 }
        return try integer(source.slice(start + 2..<cursor), radix: 16, start: start)
    }

    private mutating func integer(_ digits: String, radix: Int, start: Int) throws(Problem) -> Token.Kind {
        let value = UInt64(digits, radix: radix)
        let isUnsigned = peek() | 0x20 == UInt8(ascii: "u")
        if isUnsigned { cursor += 1 }
        try refuseGluedName(start)
        guard let value else {
            throw Problem(
                at: start,
                digits.isEmpty ? "'0x' has no digits" : "'\(digits)' is beyond the range of 64 bits",
                digits.isEmpty ? "Write at least one." : "Write it as a string, or as a double with '.0'."
            )
        }
        return isUnsigned ? .uint(value) : .int(value)
    }

    /// The length of an exponent's mark and sign, if digits follow.
    private var exponentLength: Int? {
        guard peek() | 0x20 == UInt8(ascii: "e") else { return nil }
        let hasSign = peek(1) == UInt8(ascii: "+") || peek(1) == UInt8(ascii: "-")
        let length = hasSign ? 2 : 1
        return Self.isDigit(peek(length)) ? length : nil
    }

    private mutating func skipDigits() {
        while Self.isDigit(peek()) { cursor += 1 }
    }

    private func refuseGluedName(_ start: Int) throws(Problem) {
        guard Self.isNameStart(peek()) else { return }
        throw Problem(at: start, "a number runs into a name", "Put a space or an operator between them.")
    }

    static func hexadecimalValue(_ byte: UInt8) -> UInt32? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(byte - UInt8(ascii: "a") + 10)
        case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(byte - UInt8(ascii: "A") + 10)
        default: nil
        }
    }
}
