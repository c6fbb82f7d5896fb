import HTTPWire
import Testing

@Suite("Encoded texts")
struct DecodingTests {
    @Test(
        arguments: [
            ("", [:]), ("a=1&b=%20x+y", ["a": "1", "b": " x y"]), ("a", ["a": ""]), ("a=", ["a": ""]),
            ("=b", ["": "b"]), ("a=b=c", ["a": "b=c"]), ("&&a=1&&", ["a": "1"]), ("%C3%a4=%E2%82%AC", ["ä": "€"]),
            ("a=1&b=2&a=3", ["a": "1", "b": "2", "a": "3"]), ("a%3D=%26", ["a=": "&"]), ("a=%2B+%2b", ["a": "+ +"]),
        ] as [(String, KeyValuePairs<String, String>)]
    )
    func `of a form are its pairs in their order`(text: String, expected: KeyValuePairs<String, String>) throws {
        let pairs = try FormDecoding.pairs(in: text)
        #expect(pairs.map(\.name) == expected.map(\.key))
        #expect(pairs.map(\.value) == expected.map(\.value))
    }

    @Test(
        arguments: [
            ("a=%", .escape(at: 2)), ("a=%4", .escape(at: 2)), ("a=%4&b", .escape(at: 2)), ("%zz=1", .escape(at: 0)),
            ("a=%+1", .escape(at: 2)), ("a=%ff", .notUTF8), ("a=%C3&b=%A4", .notUTF8), ("%ED%A0%80", .notUTF8),
        ] as [(String, DecodingFault)]
    )
    func `of a form are refused for escapes that say nothing`(text: String, fault: DecodingFault) {
        #expect(throws: fault) { try FormDecoding.pairs(in: text) }
    }

    @Test func `of a form have a limit`() throws {
        #expect(try FormDecoding.pairs(in: "a&b", atMost: 2).count == 2)
        #expect(throws: DecodingFault.tooManyPairs) { try FormDecoding.pairs(in: "a&b&c", atMost: 2) }
    }

    @Test func `of a form may hold bytes that are no text`() {
        let bytes: [UInt8] = [0x61, 0x3D, 0xFF]
        #expect(throws: DecodingFault.notUTF8) { try FormDecoding.pairs(in: bytes.span) }
    }

    @Test(arguments: [("", ""), ("a+b", "a+b"), ("a%2Fb%20c", "a/b c"), ("%00", "\0"), ("ä", "ä")])
    func `of a path segment are read, and a plus is a plus`(text: String, expected: String) throws {
        #expect(try PercentDecoding.segment(text) == expected)
    }

    @Test func `of a path segment are refused for half an escape`() {
        #expect(throws: DecodingFault.escape(at: 1)) { try PercentDecoding.segment("a%2") }
    }
}
