/// Cuts an expression into tokens, one at a time.
struct Lexer {
    let source: SourceText
    var cursor = 0

    init(_ source: SourceText) {
        self.source = source
    }

    /// The byte so many places behind the cursor; zero past the end, which no token contains.
    func peek(_ ahead: Int = 0) -> UInt8 {
        let index = cursor + ahead
        return index < source.bytes.count ? source.bytes[index] : 0
    }

    var isAtEnd: Bool { cursor >= source.bytes.count }

    mutating func next() throws(Problem) -> Token {
        skipSpaceAndComments()
        let start = cursor
        let kind = try kind()
        return Token(kind: kind, range: start..<cursor)
    }

    private mutating func kind() throws(Problem) -> Token.Kind {
        guard !isAtEnd else { return .end }
        switch peek() {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
        case UInt8(ascii: ".") where Self.isDigit(peek(1)): return try number()
        case UInt8(ascii: "\""), UInt8(ascii: "'"): return try quoted(prefix: 0)
        case UInt8(ascii: "`"): return try quotedIdentifier()
        case let byte where Self.isNameStart(byte):
            if let prefix = stringPrefix { return try quoted(prefix: prefix) }
            return .identifier(name())
        default: return try symbol()
        }
    }

    private mutating func skipSpaceAndComments() {
        while !isAtEnd {
            switch peek() {
            case 0x09, 0x0A, 0x0C, 0x0D, 0x20: cursor += 1
            case UInt8(ascii: "/") where peek(1) == UInt8(ascii: "/"):
                while !isAtEnd, peek() != 0x0A, peek() != 0x0D { cursor += 1 }
            default: return
            }
        }
    }

    // MARK: Names

    private mutating func name() -> String {
        let start = cursor
        while Self.isNameStart(peek()) || Self.isDigit(peek()) { cursor += 1 }
        return source.slice(start..<cursor)
    }

    private mutating func quotedIdentifier() throws(Problem) -> Token.Kind {
        let start = cursor
        cursor += 1
        while Self.isNameStart(peek()) || Self.isDigit(peek()) || Self.isQuotedNamePart(peek()) { cursor += 1 }
        guard peek() == UInt8(ascii: "`"), cursor > start + 1 else {
            throw Problem(
                at: start,
                "a quoted field name is not closed or holds a character that it may not",
                "Between backticks stand letters, digits, '_', '.', '-', '/' and spaces; use ['…'] for anything else."
            )
        }
        cursor += 1
        return .quotedIdentifier(source.slice(start + 1..<cursor - 1))
    }

    // MARK: Symbols

    private mutating func symbol() throws(Problem) -> Token.Kind {
        let pair = source.slice(cursor..<cursor + 2)
        if pair.utf8.count == 2, let symbol = Token.Symbol(rawValue: pair) {
            cursor += 2
            return .symbol(symbol)
        }
        if let symbol = Token.Symbol(rawValue: source.slice(cursor..<cursor + 1)) {
            cursor += 1
            return .symbol(symbol)
        }
        throw Problem(at: cursor, "'\(shownScalar)' means nothing here", Self.remedy(for: peek()))
    }

    /// The scalar itself, or `U+001B` for one that nobody would see.
    private var shownScalar: String {
        let scalar = String(decoding: source.bytes[cursor...].prefix(4), as: UTF8.self).unicodeScalars.first ?? "?"
        guard !scalar.isVisible else { return String(scalar) }
        let digits = String(scalar.value, radix: 16, uppercase: true)
        return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }

    private static func remedy(for byte: UInt8) -> String {
        switch byte {
        case UInt8(ascii: "="): "Equality is written '=='."
        case UInt8(ascii: "&"): "'and' is written '&&'."
        case UInt8(ascii: "|"): "'or' is written '||'."
        case UInt8(ascii: "#"): "A comment begins with '//'."
        case UInt8(ascii: "$"), UInt8(ascii: "@"), UInt8(ascii: ";"): "Remove it."
        case 0x80...: "Names are made of a-z, A-Z, 0-9 and '_'; put text in quotation marks."
        default: "Remove it, or put it in quotation marks."
        }
    }

    // MARK: Bytes

    static func isDigit(_ byte: UInt8) -> Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte }

    static func isNameStart(_ byte: UInt8) -> Bool {
        UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20 || byte == UInt8(ascii: "_")
    }

    private static func isQuotedNamePart(_ byte: UInt8) -> Bool {
        [UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: " ")].contains(byte)
    }
}
