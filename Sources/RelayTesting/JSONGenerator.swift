/// Makes JSON texts, sound ones and damaged ones, that a seed replays.
package struct JSONGenerator {
    private var random: SeededRandom
    private var bytes: [UInt8] = []

    package init(seed: UInt64) {
        random = SeededRandom(seed: seed)
    }

    /// A text; two in three are damaged in one to three places, and a few of those are sound all the same.
    package mutating func text() -> [UInt8] {
        var text = soundText()
        guard chance(2, in: 3) else { return text }
        for _ in 0...below(3) { damage(&text) }
        return text
    }

    /// A text that every reader takes.
    package mutating func soundText() -> [UInt8] {
        bytes = []
        space()
        value(depth: 0)
        space()
        return bytes
    }

    /// An object whose names are plain and stand once, for laying one over the other.
    package mutating func record(depth: Int = 0) -> [UInt8] {
        bytes = []
        plainObject(depth: depth)
        return bytes
    }

    // MARK: Chance

    private mutating func below(_ bound: Int) -> Int { random.below(bound) }

    private mutating func chance(_ hits: Int, in cases: Int) -> Bool { random.chance(hits, outOf: cases) }

    private mutating func pick(_ words: [String]) -> String { words[below(words.count)] }

    private mutating func add(_ text: String) { bytes += text.utf8 }
}

// MARK: Sound texts

extension JSONGenerator {
    private mutating func value(depth: Int) {
        switch below(depth < 4 ? 10 : 6) {
        case 0, 1: number()
        case 2, 3: string()
        case 4: add(pick(["true", "false", "null"]))
        case 5: add(pick(["0", "\"\"", "[]", "{}", "1.0", "10e-1"]))
        case 6, 7: list("[", "]") { $0.value(depth: depth + 1) }
        default: list("{", "}") { $0.member(depth: depth + 1) }
        }
    }

    private mutating func list(_ open: String, _ close: String, _ child: (inout JSONGenerator) -> Void) {
        add(open)
        space()
        for position in 0..<below(6) {
            if position > 0 { add(",") }
            space()
            child(&self)
            space()
        }
        add(close)
    }

    private mutating func member(depth: Int) {
        // Few names, so that some stand twice, and one of them spelled in two ways.
        if chance(3, in: 4) { add(pick([#""a""#, #""\u0061""#, #""b""#, #""ö""#, #""""#])) } else { string() }
        space()
        add(":")
        space()
        value(depth: depth)
    }

    private mutating func space() {
        guard chance(1, in: 4) else { return }
        add(pick([" ", "\n", "\t", "\r\n", "  \r"]))
    }

    private mutating func number() {
        if chance(1, in: 3) { add("-") }
        if chance(1, in: 4) { add("0") } else { digits(leading: true) }
        if chance(1, in: 3) {
            add(".")
            digits(leading: false)
        }
        guard chance(1, in: 3) else { return }
        add(pick(["e", "E", "e+", "E-", "e-"]))
        digits(leading: false)
    }

    private mutating func digits(leading: Bool) {
        bytes.append(UInt8(ascii: "0") + UInt8(leading ? 1 + below(9) : below(10)))
        let most = chance(1, in: 50) ? 400 : chance(1, in: 6) ? 25 : 4
        for _ in 0..<below(most) { bytes.append(UInt8(ascii: "0") + UInt8(below(10))) }
    }

    private mutating func string() {
        add("\"")
        for _ in 0..<below(chance(1, in: 10) ? 40 : 6) { character() }
        add("\"")
    }

    private mutating func character() {
        switch below(8) {
        case 0: add(pick([#"\""#, #"\\"#, #"\/"#, #"\b"#, #"\f"#, #"\n"#, #"\r"#, #"\t"#]))
        case 1: add(pick([#"\u0000"#, #"\u00e9"#, #"\uFFFF"#, #"\u2028"#, #"\uD83D\uDE00"#, #"\udbff\udfff"#]))
        case 2: add(pick(["é", "ß", "\u{7F}", "\u{80}", "€", "\u{FEFF}", "\u{D7FF}", "\u{E000}", "😀", "\u{10FFFF}"]))
        default: add(pick(["a", "b", "Z", " ", "0", "/", "'", "{", "]", ",", "~"]))
        }
    }

    private mutating func plainObject(depth: Int) {
        add("{")
        var first = true
        for name in "abcdefghijkl" where chance(1, in: 2) {
            if !first { add(",") }
            first = false
            add("\"\(name)\": ")
            if depth < 3, chance(1, in: 4) { plainObject(depth: depth + 1) } else { value(depth: 3) }
        }
        add("}")
    }
}

// MARK: Damage

extension JSONGenerator {
    private mutating func damage(_ text: inout [UInt8]) {
        let place = below(text.count + 1)
        switch below(9) {
        case 0 where place < text.count: text[place] ^= 1 << UInt8(below(8))
        case 1: text.insert(contentsOf: pick(["{", "}", "[", "]", ",", ":", "\"", "\\"]).utf8, at: place)
        case 2: text.removeSubrange(place...)
        case 3 where place < text.count: text.remove(at: place)
        case 4: text.insert(contentsOf: oddBytes(), at: place)
        case 5: text.insert(contentsOf: pick(Self.oddWords).utf8, at: place)
        case 6: replaceValue(in: &text, from: place)
        case 7: text.insert(contentsOf: text[below(place + 1)..<place], at: place)
        default: text.insert(contentsOf: pick([" ", "\n", "\u{B}", "\u{A0}", "\u{0}", "\u{FEFF}"]).utf8, at: place)
        }
    }

    /// Puts an odd word where a digit or a letter stood, so that the rest of the text stays sound.
    private mutating func replaceValue(in text: inout [UInt8], from place: Int) {
        guard let digit = text[place...].firstIndex(where: { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
        else { return }
        text.replaceSubrange(digit...digit, with: pick(Self.oddWords).utf8)
    }

    private mutating func oddBytes() -> [UInt8] {
        let sequences: [[UInt8]] = [
            [0x80], [0xBF], [0xC0, 0x80], [0xC1, 0xBF], [0xC3], [0xE0, 0x9F, 0xBF], [0xE2, 0x82], [0xED, 0xA0, 0x80],
            [0xED, 0xBF, 0xBF], [0xF0, 0x8F, 0xBF, 0xBF], [0xF0, 0x9F, 0x98], [0xF4, 0x90, 0x80, 0x80], [0xF5], [0xFF],
            [0xC2, 0x80], [0xED, 0x9F, 0xBF], [0xF4, 0x8F, 0xBF, 0xBF], [0xEF, 0xBB, 0xBF], [0x00], [0x1F], [0x7F],
        ]
        return sequences[below(sequences.count)]
    }

    private static let oddWords = [
        "NaN", "Infinity", "-Infinity", "None", "True", "nul", "undefined", "'a'", "00", "01", "-0", "-01", "0e5", "-",
        "+1",
        ".5", "1.", "1e", "1e+", "1E400", "1e-400", "0x1F", "1_000", "1e99999", "//", "/*x*/", #"\u00"#, #"\u12G4"#,
        #"\x41"#,
        #""\ud800""#, #""\udc00""#, #""\ud800\u0041""#, #""\udc00\ud800""#, #"\ud83d\ude00"#, #"\U0041"#,
        #""a":1,"a":2,"#,
    ]
}
