extension CELGenerator {
    private static let characters: [Unicode.Scalar] = [
        "a", "b", "c", "A", "Z", "0", "1", " ", ",", ".", "-", "_", "/", "'", "\"", "\\", "\n", "\r", "\t", "\0", "`",
        "%",
        "é", "e", "\u{301}", "ß", "İ", "ſ", "K", "א", "\u{200D}", "\u{FEFF}", "\u{2028}", "\u{FFFD}", "\u{7F}",
        "\u{80}", "ÿ",
        "日", "😀", "👩", "\u{10FFFF}", "\u{E000}", "{", "}", "(", "?",
    ]

    /// A text of a few characters, among them those that are easily got wrong.
    mutating func phrase() -> String {
        if random.chance(1, outOf: 3) { return pick(["", "a", "b", "abc", "x", "hello", "12", "ab,c", "true", " a "]) }
        var text = String.UnicodeScalarView()
        for _ in 0..<random.below(6) { text.append(pick(Self.characters)) }
        return String(text)
    }

    /// A string literal of a text, in any of the forms that can hold it.
    mutating func string(_ text: String) -> String { literal(text, isBytes: false) }

    /// A bytes literal that holds the text, and sometimes bytes that are no text.
    mutating func bytes(_ text: String) -> String {
        if random.chance(1, outOf: 4) {
            return pick(["b", "B"]) + "'" + pick(["\\xff", "\\377", "\\xC3\\xA9", "\\000"]) + "'"
        }
        return literal(text, isBytes: true)
    }

    private mutating func literal(_ text: String, isBytes: Bool) -> String {
        let mark = pick(["'", "'", "\"", "\"", "'''", "\"\"\""])
        let prefix = isBytes ? pick(["b", "B"]) : ""
        if random.chance(1, outOf: 6), canBeRaw(text, mark) {
            let raw = pick(["r", "R"])
            // The other order is no literal.
            let isTurned = misfitRate > 0 && random.chance(1, outOf: 4)
            return (isTurned ? raw + prefix : prefix + raw) + mark + text + mark
        }
        var content = ""
        for scalar in text.unicodeScalars { content += written(scalar, in: mark, isBytes) }
        return prefix + mark + content + mark
    }

    private func canBeRaw(_ text: String, _ mark: String) -> Bool {
        let quote = mark.unicodeScalars.first
        return text.unicodeScalars.allSatisfy {
            $0 != quote && $0 != "\\" && $0 != "\0" && (mark.count == 3 || !Self.endsLine($0))
        }
    }

    private static func endsLine(_ scalar: Unicode.Scalar) -> Bool { scalar == "\n" || scalar == "\r" }

    /// A character as itself where that is possible, or as one of its escapes.
    private mutating func written(_ scalar: Unicode.Scalar, in mark: String, _ isBytes: Bool) -> String {
        let isPlain =
            scalar != "\\" && scalar != "\0" && scalar != mark.unicodeScalars.first
            && (mark.count == 3 || !Self.endsLine(scalar))
        if isPlain, random.chance(4, outOf: 5) { return String(scalar) }
        if let short = Self.short[scalar], random.chance(2, outOf: 3) { return "\\" + short }
        return isBytes ? octets(scalar) : codePoint(scalar)
    }

    private static let short: [Unicode.Scalar: String] = [
        "\n": "n", "\r": "r", "\t": "t", "\\": "\\", "'": "'", "\"": "\"", "`": "`", "?": "?", "\u{7}": "a",
        "\u{8}": "b",
        "\u{B}": "v", "\u{C}": "f",
    ]

    private mutating func codePoint(_ scalar: Unicode.Scalar) -> String {
        switch (random.below(4), scalar.value) {
        case (0, ..<0x100): (random.chance(1, outOf: 2) ? "\\x" : "\\X") + padded(scalar.value, 16, 2)
        case (1, ..<0x100): "\\" + padded(scalar.value, 8, 3)
        case (2, ..<0x10000): "\\u" + padded(scalar.value, 16, 4)
        default: "\\U" + padded(scalar.value, 16, 8)
        }
    }

    private mutating func octets(_ scalar: Unicode.Scalar) -> String {
        var text = ""
        for byte in String(scalar).utf8 {
            text += random.chance(1, outOf: 2) ? "\\x" + padded(UInt32(byte), 16, 2) : "\\" + padded(UInt32(byte), 8, 3)
        }
        return text
    }

    private mutating func padded(_ value: UInt32, _ radix: Int, _ width: Int) -> String {
        let digits = String(value, radix: radix, uppercase: random.chance(1, outOf: 2))
        return String(repeating: "0", count: width - digits.count) + digits
    }
}
