extension Lexer {
    /// How many letters of `r`, `b`, `br` stand before a quotation mark; nil where none do.
    var stringPrefix: Int? {
        let letters = [UInt8(ascii: "r"), UInt8(ascii: "b")]
        let isQuote = { (byte: UInt8) in byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") }
        guard letters.contains(peek() | 0x20) else { return nil }
        if isQuote(peek(1)) { return 1 }
        let isPair = peek() | 0x20 == UInt8(ascii: "b") && peek(1) | 0x20 == UInt8(ascii: "r")
        return isPair && isQuote(peek(2)) ? 2 : nil
    }

    /// Reads a string or bytes literal whose prefix has so many letters.
    mutating func quoted(prefix: Int) throws(Problem) -> Token.Kind {
        let start = cursor
        let letters = (0..<prefix).map { peek($0) | 0x20 }
        cursor += prefix
        let mark = peek()
        let isTriple = peek(1) == mark && peek(2) == mark
        cursor += isTriple ? 3 : 1
        var literal = QuotedLiteral(
            start: start,
            mark: mark,
            isTriple: isTriple,
            isRaw: letters.contains(UInt8(ascii: "r")),
            isBytes: letters.contains(UInt8(ascii: "b"))
        )
        try literal.read(&self)
        guard literal.isBytes else { return .string(String(decoding: literal.content, as: UTF8.self)) }
        return .bytes(literal.content)
    }
}

/// A string or bytes literal while it is being read.
private struct QuotedLiteral {
    let start: Int
    let mark: UInt8
    let isTriple: Bool
    let isRaw: Bool
    let isBytes: Bool
    var content: [UInt8] = []

    mutating func read(_ lexer: inout Lexer) throws(Problem) {
        while !isClosed(lexer) {
            guard !lexer.isAtEnd, isTriple || !isLineEnd(lexer.peek()) else {
                throw Problem(
                    at: start,
                    "a string is not closed",
                    isTriple
                        ? "Close it with the same three quotation marks."
                        : "Close it, or use three quotation marks for several lines."
                )
            }
            // In a raw string a backslash is itself: there is no way to quote the closing mark.
            if lexer.peek() == UInt8(ascii: "\\"), !isRaw {
                try escape(&lexer)
            } else {
                character(&lexer)
            }
        }
        lexer.cursor += isTriple ? 3 : 1
    }

    /// Takes a character as it stands; every end of a line becomes a line feed, whatever editor wrote it.
    private mutating func character(_ lexer: inout Lexer) {
        let byte = lexer.peek()
        lexer.cursor += byte == 0x0D && lexer.peek(1) == 0x0A ? 2 : 1
        content.append(byte == 0x0D ? 0x0A : byte)
    }

    private func isClosed(_ lexer: Lexer) -> Bool {
        guard !lexer.isAtEnd, lexer.peek() == mark else { return false }
        return !isTriple || lexer.peek(1) == mark && lexer.peek(2) == mark
    }

    private func isLineEnd(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

    private mutating func escape(_ lexer: inout Lexer) throws(Problem) {
        let place = lexer.cursor
        let letter = lexer.peek(1)
        lexer.cursor += 2
        switch letter {
        case UInt8(ascii: "\\"), UInt8(ascii: "?"), UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "`"):
            content.append(letter)
        case UInt8(ascii: "a"): content.append(0x07)
        case UInt8(ascii: "b"): content.append(0x08)
        case UInt8(ascii: "f"): content.append(0x0C)
        case UInt8(ascii: "n"): content.append(0x0A)
        case UInt8(ascii: "r"): content.append(0x0D)
        case UInt8(ascii: "t"): content.append(0x09)
        case UInt8(ascii: "v"): content.append(0x0B)
        case UInt8(ascii: "x"), UInt8(ascii: "X"): append(octet: try digits(2, radix: 16, &lexer, place))
        case UInt8(ascii: "0")...UInt8(ascii: "3"):
            lexer.cursor -= 1
            append(octet: try digits(3, radix: 8, &lexer, place))
        case UInt8(ascii: "u") where !isBytes: try append(scalar: digits(4, radix: 16, &lexer, place), place)
        case UInt8(ascii: "U") where !isBytes: try append(scalar: digits(8, radix: 16, &lexer, place), place)
        default:
            throw Problem(
                at: place,
                "there is no such escape in \(isBytes ? "bytes" : "a string")",
                "Write '\\\\' for a backslash, or put r before the quotation mark."
            )
        }
    }

    private func digits(_ count: Int, radix: UInt32, _ lexer: inout Lexer, _ place: Int) throws(Problem) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<count {
            guard let digit = Lexer.hexadecimalValue(lexer.peek()), digit < radix else {
                throw Problem(at: place, "the escape needs \(count) \(radix == 16 ? "hexadecimal" : "octal") digits")
            }
            value = value &* radix &+ digit
            lexer.cursor += 1
        }
        return value
    }

    /// In bytes the number is the byte; in a string it is a code point.
    private mutating func append(octet: UInt32) {
        if isBytes {
            content.append(UInt8(truncatingIfNeeded: octet))
        } else if let scalar = Unicode.Scalar(octet) {
            content.append(contentsOf: String(scalar).utf8)
        }
    }

    private mutating func append(scalar value: UInt32, _ place: Int) throws(Problem) {
        guard let scalar = Unicode.Scalar(value) else {
            throw Problem(
                at: place,
                "the escape is no Unicode character",
                "Surrogates and values past 10FFFF are none."
            )
        }
        content.append(contentsOf: String(scalar).utf8)
    }
}
