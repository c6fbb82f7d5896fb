import JSON
import RelayRoutes
import RelayTesting
import Testing

@Suite("The layout of a JSON document")
struct JSONLayoutTests {
    private func text(_ source: String, _ layout: JSONLayout = JSONLayout()) throws -> String {
        String(decoding: try layout.text(of: JSONDocument(source).root), as: UTF8.self)
    }

    @Test(
        arguments: [
            ("{}", "{}"), (" [ ] ", "[]"), (#"{"a":{},"b":[]}"#, #"{ "a": {}, "b": [] }"#), ("1.50", "1.50"),
            (#"{"a":1,"b":[1,2]}"#, #"{ "a": 1, "b": [1, 2] }"#), ("[1,\n2]", "[1, 2]"),
            (#"{"\u0061" : "\/\u00e9é", "n":[1E+2,-0,0.10]}"#, #"{ "\u0061": "\/\u00e9é", "n": [1E+2, -0, 0.10] }"#),
            (#"{"//":"x","a":1,"//":"y","a":2}"#, #"{ "//": "x", "a": 1, "//": "y", "a": 2 }"#),
            ("[[1],[2,[3]]]", "[[1], [2, [3]]]"),
            // A list of records has a line for each; one record alone needs none.
            (#"[{"a":1,"b":2,"c":3}]"#, #"[{ "a": 1, "b": 2, "c": 3 }]"#),
            (#"[{"a":1,"b":2},{"c":3}]"#, #"[{ "a": 1, "b": 2 }, { "c": 3 }]"#),
            (#"[{"a":1,"b":2,"c":3},{}]"#, "[\n  { \"a\": 1, \"b\": 2, \"c\": 3 },\n  {}\n]"),
            (#"[1,{"a":1,"b":2,"c":3}]"#, "[\n  1,\n  { \"a\": 1, \"b\": 2, \"c\": 3 }\n]"),
            (
                #"{"x":[{"a":1,"b":2,"c":3},{}]}"#,
                "{\n  \"x\": [\n    { \"a\": 1, \"b\": 2, \"c\": 3 },\n    {}\n  ]\n}"
            ),
        ]
    )
    func `what fits on a line stands on it`(example: (source: String, text: String)) throws {
        #expect(try text(example.source) == example.text + "\n")
    }

    @Test(
        arguments: [
            // The last line of each pair has a column less than it takes; a comma takes one too.
            (#"{"a":1,"b":"345678"}"#, "{ \"a\": 1, \"b\": \"345678\" }", 25),
            (#"{"a":1,"b":"345678"}"#, "{\n  \"a\": 1,\n  \"b\": \"345678\"\n}", 24),
            (#"[[1,2,3],[4,5,6]]"#, "[[1, 2, 3], [4, 5, 6]]", 22),
            (#"[[1,2,3],[4,5,6]]"#, "[\n  [1, 2, 3],\n  [4, 5, 6]\n]", 21),
            (#"[[1,2,3],[4,5,6]]"#, "[\n  [1, 2, 3],\n  [4, 5, 6]\n]", 12),
            (#"[[1,2,3],[4,5,6]]"#, "[\n  [\n    1,\n    2,\n    3\n  ],\n  [4, 5, 6]\n]", 11),
            (#"{"name":[1,2]}"#, "{\n  \"name\": [1, 2]\n}", 16),
            (#"{"name":[1,2]}"#, "{\n  \"name\": [\n    1,\n    2\n  ]\n}", 15),
            // Columns are characters as JSON counts them, not bytes.
            (#"["éééé"]"#, #"["éééé"]"#, 8), (#"["éééé"]"#, "[\n  \"éééé\"\n]", 7),
            (#"[{"a":[]}]"#, "[\n  {\n    \"a\": []\n  }\n]", 2),
        ]
    )
    func `columns are counted to the last`(example: (source: String, text: String, width: Int)) throws {
        #expect(try text(example.source, JSONLayout(width: example.width)) == example.text + "\n")
    }

    @Test func `a line is 110 columns wide`() throws {
        let fits = "[\"" + String(repeating: "x", count: 106) + "\"]"
        #expect(try text(fits) == fits + "\n")
        #expect(try text(fits.replacing("[\"", with: "[\"x")).split(separator: "\n").count == 3)
    }

    @Test(
        arguments: [
            (#"{"b":1,"x":2,"a":3}"#, #"{ "a": 3, "b": 1, "x": 2 }"#),
            (#"{"//":"o","b":1,"a":2}"#, #"{ "//": "o", "a": 2, "b": 1 }"#),
            (#"{"//":"o","//":"p","b":1,"a":2}"#, #"{ "//": "o", "//": "p", "a": 2, "b": 1 }"#),
            // A comment goes where the member goes that it stands before.
            (#"{"b":1,"//":"on a","a":2,"//":"end"}"#, #"{ "//": "on a", "a": 2, "b": 1, "//": "end" }"#),
            (#"{"b":1,"a":2,"b":3}"#, #"{ "a": 2, "b": 1, "b": 3 }"#),
            (
                #"{"b":{"b":1,"a":2},"y":[{"k":1,"a":2,"j":3}]}"#,
                #"{ "b": { "b": 1, "a": 2 }, "y": [{ "j": 3, "k": 1, "a": 2 }] }"#
            ),
        ]
    )
    func `members are ordered by the path of their object`(example: (source: String, text: String)) throws {
        let layout = JSONLayout { pointer in
            switch pointer.description {
            case "": ["a", "b"]
            case "/y/0": ["j"]
            default: []
            }
        }
        #expect(try text(example.source, layout) == example.text + "\n")
    }

    @Test func `a part of a document is laid out as a document`() throws {
        let root = try JSONDocument(#"{"a":{"b":1,"b":2}}"#).root
        let part = try #require(root["a"])
        #expect(String(decoding: JSONLayout().text(of: part), as: UTF8.self) == "{ \"b\": 1, \"b\": 2 }\n")
    }

    // MARK: Any document

    @Test(arguments: Seeds.first(1_000))
    func `only blanks between tokens change, and twice is as once`(seed: UInt64) throws {
        var generator = JSONGenerator(seed: seed)
        let source = generator.soundText()
        let layout = JSONLayout(width: [110, 30, 12][Int(seed % 3)])
        let once = try layout.text(of: JSONDocument(source).root)
        #expect(tokens(once) == tokens(source))
        #expect(try layout.text(of: JSONDocument(once).root) == once)
    }

    @Test(arguments: Seeds.first(1_000))
    func `the value stays in any order, and twice is as once`(seed: UInt64) throws {
        var generator = JSONGenerator(seed: seed)
        let source = generator.soundText()
        let layout = JSONLayout(width: 30) { $0.tokens.count % 2 == 0 ? ["b", "//", "a"] : ["", "ö"] }
        let before = try JSONDocument(source)
        let once = layout.text(of: before.root)
        let after = try JSONDocument(once)
        #expect(after.root == before.root)
        #expect(tokens(once).sorted() == tokens(source).sorted())
        #expect(layout.text(of: after.root) == once)
    }

    @Test(arguments: Seeds.first(1_000))
    func `only what cannot be broken passes the last column`(seed: UInt64) throws {
        var generator = JSONGenerator(seed: seed)
        let text = try JSONLayout(width: 20).text(of: JSONDocument(generator.soundText()).root)
        // By bytes: a line feed and what follows it may be one character.
        for line in text.split(separator: UInt8(ascii: "\n")) where line.count(where: { $0 & 0xC0 != 0x80 }) > 20 {
            var line = Array(line)
            if line.last == UInt8(ascii: ",") { line.removeLast() }
            let member = Array("{".utf8) + line + Array("}".utf8)
            let value =
                (try? JSONDocument(line))?.root ?? (try? JSONDocument(member))?.root.members.first { _ in true }?.value
            #expect(value?.count ?? 0 == 0, "\(String(decoding: text, as: UTF8.self))")
        }
    }

    /// The bytes without the blanks between tokens.
    private func tokens(_ text: [UInt8]) -> [UInt8] {
        var tokens: [UInt8] = []
        var (isQuoted, isEscaped) = (false, false)
        for byte in text {
            if byte == UInt8(ascii: "\""), !isEscaped { isQuoted.toggle() }
            isEscaped = isQuoted && byte == UInt8(ascii: "\\") && !isEscaped
            if isQuoted || !Array(" \n\r\t".utf8).contains(byte) { tokens.append(byte) }
        }
        return tokens
    }
}
