/// The text with each comment and each string literal's inside replaced by spaces; lines keep their numbers.
///
/// Regular expression literals are read as code. A quotation mark in one misleads at most to the end of its line.
func compiledPart(of text: String) -> String {
    var blanker = Blanker(Array(text.utf8))
    blanker.code(untilParenthesis: false)
    return String(decoding: blanker.output, as: UTF8.self)
}

/// Walks once over a Swift text; interpolations inside strings are code again.
private struct Blanker {
    private let bytes: [UInt8]
    private var index = 0
    private(set) var output: [UInt8] = []

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        output.reserveCapacity(bytes.count)
    }

    /// The bytes at which something other than plain code may begin or end.
    private static let special = Set("/#\"`()".utf8)

    mutating func code(untilParenthesis: Bool) {
        var depth = 0
        while index < bytes.count {
            guard Self.special.contains(bytes[index]) else {
                keep()
                continue
            }
            if sees("//") {
                blankLine()
            } else if sees("/*") {
                blankComment()
            } else if let hashes = stringHashes() {
                string(hashes: hashes)
            } else if bytes[index] == UInt8(ascii: "`") {
                quotedName()
            } else {
                if bytes[index] == UInt8(ascii: "(") { depth += 1 }
                if bytes[index] == UInt8(ascii: ")") { depth -= 1 }
                keep()
                if untilParenthesis, depth < 0 { return }
            }
        }
    }

    private mutating func string(hashes: Int) {
        let fence = String(repeating: "#", count: hashes)
        keep(hashes)
        let quote = sees("\"\"\"") ? "\"\"\"" : "\""
        keep(quote.utf8.count)
        let mark = UInt8(ascii: "\"")
        while index < bytes.count, bytes[index] != mark || !sees(quote + fence) {
            guard bytes[index] == UInt8(ascii: "\\") || bytes[index] == UInt8(ascii: "\n") else {
                blank(1)
                continue
            }
            if quote == "\"", bytes[index] == UInt8(ascii: "\n") { return }
            if sees("\\" + fence + "(") {
                blank(2 + hashes)
                code(untilParenthesis: true)
            } else {
                blank(sees("\\") && hashes == 0 ? 2 : 1)
            }
        }
        keep(quote.utf8.count + hashes)
    }

    private mutating func blankLine() {
        while index < bytes.count, bytes[index] != UInt8(ascii: "\n") { blank(1) }
    }

    private mutating func blankComment() {
        var depth = 0
        repeat {
            if sees("/*") { depth += 1 }
            if sees("*/") { depth -= 1 }
            blank(sees("/*") || sees("*/") ? 2 : 1)
        } while depth > 0 && index < bytes.count
    }

    private mutating func quotedName() {
        repeat { keep() } while index < bytes.count && bytes[index] != UInt8(ascii: "`")
        keep()
    }

    /// How many `#` stand before a quotation mark here; nothing when no string begins here.
    private func stringHashes() -> Int? {
        let rest = bytes[index...]
        let hashes = rest.prefix { $0 == UInt8(ascii: "#") }.count
        return rest.dropFirst(hashes).first == UInt8(ascii: "\"") ? hashes : nil
    }

    private func sees(_ word: String) -> Bool { bytes[index...].starts(with: word.utf8) }

    private mutating func keep(_ count: Int = 1) {
        let end = min(index + count, bytes.count)
        output += bytes[index..<end]
        index = end
    }

    private mutating func blank(_ count: Int) {
        for _ in 0..<count where index < bytes.count {
            output.append(bytes[index] == UInt8(ascii: "\n") ? UInt8(ascii: "\n") : UInt8(ascii: " "))
            index += 1
        }
    }
}
