import JSON
import RelayTesting
import Testing

@Suite("A JSON fault")
struct JSONErrorTests {
    /// A text with one fault, and what must be said of it: code, line:column, pointer.
    struct Fault: CustomTestStringConvertible, Sendable {
        let text: String
        let code: JSONError.Code
        let place: String
        let pointer: String

        init(_ text: String, _ code: JSONError.Code, _ place: String, _ pointer: String) {
            (self.text, self.code, self.place, self.pointer) = (text, code, place, pointer)
        }

        var testDescription: String { text }
    }

    private static let faults: [Fault] = [
        Fault("", .empty, "1:1", ""),
        Fault(" \n ", .empty, "2:2", ""),
        Fault("{\"a\": [1, 2", .unexpectedEnd, "1:12", "/a"),
        Fault("{\"a\":", .unexpectedEnd, "1:6", "/a"),
        Fault("{\"a\"", .unexpectedEnd, "1:5", "/a"),
        Fault("{\"a", .unexpectedEnd, "1:4", ""),
        Fault("[tru", .unexpectedEnd, "1:5", "/0"),
        Fault("[1,", .unexpectedEnd, "1:4", "/1"),
        Fault(#"["\"#, .unexpectedEnd, "1:4", "/0"),
        Fault(#"["\u00"#, .unexpectedEnd, "1:7", "/0"),
        Fault(#"["\ud83d\"#, .unexpectedEnd, "1:10", "/0"),
        Fault("[1, 2, x]", .unexpectedByte, "1:8", "/2"),
        Fault("[[], {\"a\": {}, \"b\": ]}]", .unexpectedByte, "1:21", "/1/b"),
        Fault("[truE]", .unexpectedByte, "1:2", "/0"),
        Fault("{“a”: 1}", .nameNotQuoted, "1:2", ""),
        Fault("[“a”]", .unexpectedByte, "1:2", "/0"),
        Fault("[None]", .unexpectedByte, "1:2", "/0"),
        Fault("{} {}", .trailingText, "1:4", ""),
        Fault("1 2", .trailingText, "1:3", ""),
        Fault("\u{FEFF}{}", .byteOrderMark, "1:1", ""),
        Fault("[\u{FEFF}1]", .unexpectedByte, "1:2", "/0"),
        Fault("[1,]", .trailingComma, "1:4", ""),
        Fault("{\"a\": {\"b\": 1,\n}}", .trailingComma, "2:1", "/a"),
        Fault("[,1]", .unexpectedByte, "1:2", "/0"),
        Fault("[1,,2]", .unexpectedByte, "1:4", "/1"),
        Fault("[1 2]", .missingComma, "1:4", ""),
        Fault("{\"a\": [\"x,y\" 1]}", .missingComma, "1:14", "/a"),
        Fault("{\"a\": 1 \"b\": 2}", .missingComma, "1:9", ""),
        Fault("[0x1F]", .missingComma, "1:3", ""),
        Fault("{\"a\" 1}", .missingColon, "1:6", "/a"),
        Fault("{\"x\": 1, a: 1}", .nameNotQuoted, "1:10", ""),
        Fault("{1: 2}", .nameNotQuoted, "1:2", ""),
        Fault("{NaN: 2}", .nameNotQuoted, "1:2", ""),
        Fault("{'a': 1}", .singleQuotes, "1:2", ""),
        Fault("[1, 'a']", .singleQuotes, "1:5", "/1"),
        Fault("[1, // one\n2]", .comment, "1:5", "/1"),
        Fault("[1 /* one */]", .comment, "1:4", ""),
        Fault("{} # end", .comment, "1:4", ""),
        Fault("{\"a\": NaN}", .notFinite, "1:7", "/a"),
        Fault("[-Infinity]", .notFinite, "1:3", "/0"),
        Fault("[1, 01]", .leadingZero, "1:5", "/1"),
        Fault("[-00]", .leadingZero, "1:3", "/0"),
        Fault("[+1]", .plusSign, "1:2", "/0"),
        Fault("[.5]", .bareFraction, "1:2", "/0"),
        Fault("[1.]", .incompleteNumber, "1:4", "/0"),
        Fault("[1e+]", .incompleteNumber, "1:5", "/0"),
        Fault("[-]", .incompleteNumber, "1:3", "/0"),
        Fault("[\"é\t\"]", .controlInString, "1:4", "/0"),
        Fault("{\"a\nb\": 1}", .controlInString, "1:4", ""),
        Fault(#"["😀\x"]"#, .unknownEscape, "1:4", "/0"),
        Fault(#"["\u12G4"]"#, .badUnicodeEscape, "1:3", "/0"),
        Fault(#"["\ud800"]"#, .loneSurrogate, "1:3", "/0"),
        Fault(#"["\udc00\ud800"]"#, .loneSurrogate, "1:3", "/0"),
        Fault(#"["\ud800\u0041"]"#, .loneSurrogate, "1:3", "/0"),
        Fault(#"["\ud800\ud800"]"#, .loneSurrogate, "1:3", "/0"),
        Fault("{\"a\": 1,\r\n \"é\": [2,\r\n\tx]}", .unexpectedByte, "3:2", "/é/1"),
        Fault(#"{"a/b": {"c~d": [x]}}"#, .unexpectedByte, "1:18", "/a~1b/c~0d/0"),
        Fault(#"{"\u0061": x}"#, .unexpectedByte, "1:12", "/a"),
        Fault(#"{"": x}"#, .unexpectedByte, "1:6", "/"),
        Fault(#"{"a": 1, "a": 2}"#, .repeatedName, "1:10", "/a"),
        Fault(#"{"a": 1, "\u0061": 2}"#, .repeatedName, "1:10", "/a"),
        Fault(#"[{"x": {"a": 1, "b": 2, "a": 3}}]"#, .repeatedName, "1:25", "/0/x/a"),
    ]

    @Test(arguments: faults)
    func `has its code, line, column and pointer`(fault: Fault) throws {
        let error = try #require(throws: JSONError.self) { try JSONDocument(fault.text, duplicates: .refused) }
        #expect(error.code == fault.code)
        #expect(error.place.description == fault.place)
        #expect(error.pointer.description == fault.pointer)
    }

    @Test func `says the place, the fact and the remedy`() throws {
        let error = try #require(throws: JSONError.self) { try JSONDocument(#"{"a": [1,]}"#) }
        #expect(error.description == #"1:10: a comma stands before the closing bracket at "/a". Remove it."#)
    }

    @Test func `shows what would steer a terminal as an escape`() throws {
        let text = "{\"\u{9B}31m \u{202E}a\": [1,]}"
        let error = try #require(throws: JSONError.self) { try JSONDocument(text) }
        #expect(
            error.description
                == #"1:16: a comma stands before the closing bracket at "/\u{9b}31m \u{202e}a". Remove it."#
        )
        #expect(error.pointer.description == "/\u{9B}31m \u{202E}a")
    }

    @Test func `shows of a long name only its beginning`() throws {
        let name = String(repeating: "n", count: 100_000)
        let error = try #require(throws: JSONError.self) { try JSONDocument(#"{"\#(name)": [1,]}"#) }
        #expect(error.description.utf8.count < 300)
    }

    @Test func `among many members is told of the name that repeats, not of the last`() throws {
        let members = (0..<100).map { "\"n\($0)\": \($0)" }
        let text = "{" + (members.prefix(60) + ["\"n7\": 0"] + members.dropFirst(60)).joined(separator: ",\n") + "}"
        let error = try #require(throws: JSONError.self) { try JSONDocument(text, duplicates: .refused) }
        #expect(error.code == .repeatedName)
        #expect(error.pointer.description == "/n7")
        #expect(error.place.description == "61:1")
    }

    @Test(
        arguments: [
            [0x80], [0xBF], [0xC0, 0x80], [0xC1, 0xBF], [0xC2], [0xC2, 0x41], [0xE0, 0x9F, 0xBF], [0xE1, 0x80],
            [0xE1, 0x41, 0x80], [0xED, 0xA0, 0x80], [0xEF, 0xBF, 0xC0], [0xF0, 0x8F, 0xBF, 0xBF], [0xF0, 0x90, 0x80],
            [0xF1, 0x80, 0x80, 0x41], [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xFE], [0xFF],
        ] as [[UInt8]]
    )
    func `lies in every ill-formed sequence of the Unicode table`(sequence: [UInt8]) throws {
        let text = Array("[0,\"a".utf8) + sequence + Array("\"]".utf8)
        let error = try #require(throws: JSONError.self) { try JSONDocument(text) }
        #expect(error.code == .invalidUTF8)
        #expect(error.offset == 5)
        #expect(error.pointer.description == "/1")
    }

    @Test(
        arguments: [
            [0xC2, 0x80], [0xDF, 0xBF], [0xE0, 0xA0, 0x80], [0xEC, 0xBF, 0xBF], [0xED, 0x9F, 0xBF], [0xEE, 0x80, 0x80],
            [0xEF, 0xBF, 0xBF], [0xF0, 0x90, 0x80, 0x80], [0xF3, 0xBF, 0xBF, 0xBF], [0xF4, 0x8F, 0xBF, 0xBF], [0x7F],
        ] as [[UInt8]]
    )
    func `lies in no well-formed sequence`(sequence: [UInt8]) throws {
        let document = try JSONDocument([0x22] + sequence + [0x22])
        #expect(document.root.withText { $0.copied } == sequence)
    }

    @Test func `of a text cut off anywhere is that it ends too early`() throws {
        let text = Array(#"{"a": [1.5e3, "x\u00e9\ud83d\ude00", {"b": null}], "c": true}"#.utf8)
        for count in 1..<text.count {
            let error = try #require(throws: JSONError.self) { try JSONDocument(Array(text.prefix(count))) }
            #expect(error.code == .unexpectedEnd)
            #expect(error.offset == count)
        }
    }
}
