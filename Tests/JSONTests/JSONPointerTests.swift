import JSON
import RelayTesting
import Testing

@Suite("A JSON pointer")
struct JSONPointerTests {
    private static let example = #"""
        {"foo": ["bar", "baz"], "": 0, "a/b": 1, "c%d": 2, "e^f": 3, "g|h": 4, "i\\j": 5, "k\"l": 6, " ": 7, "m~n": 8}
        """#

    @Test(
        arguments: [
            ("/foo/0", "\"bar\""), ("/", "0"), ("/a~1b", "1"), ("/c%d", "2"), ("/e^f", "3"), ("/g|h", "4"),
            ("/i\\j", "5"),
            ("/k\"l", "6"), ("/ ", "7"), ("/m~0n", "8"), ("/foo", #"["bar", "baz"]"#), ("", example),
        ]
    )
    func `leads where RFC 6901 says`(pair: (String, String)) throws {
        let root = try JSONDocument(Self.example).root
        let pointer = try #require(JSONPointer(pair.0))
        let value = try #require(root[pointer])
        #expect(String(decoding: value.source, as: UTF8.self) == pair.1)
        #expect(value.pointer == pointer)
        #expect(pointer.description == pair.0)
    }

    @Test(arguments: [
        "/foo/2", "/foo/00", "/foo/-", "/foo/+1", "/foo/0/x", "/bar", "/foo/99999999999999999999", "/foo/",
    ])
    func `leads nowhere where nothing is`(text: String) throws {
        let root = try JSONDocument(Self.example).root
        #expect(root[try #require(JSONPointer(text))] == nil)
    }

    @Test(arguments: ["a", "#/a", "/~", "/~2", "/a~"])
    func `is not read from an ill-formed text`(text: String) {
        #expect(JSONPointer(text) == nil)
    }

    @Test(arguments: [["\u{301}"], ["", ""], ["~1", "/", "~"], ["é"], ["\r\n", "\n"], ["a", "\u{308}b"]])
    func `reads back from what it writes`(tokens: [String]) {
        #expect(JSONPointer(JSONPointer(tokens: tokens).description) == JSONPointer(tokens: tokens))
    }

    @Test func `tells names apart that differ only in how an accent is encoded`() {
        #expect(JSONPointer(tokens: ["\u{E9}"]) != JSONPointer(tokens: ["e\u{301}"]))
    }

    @Test(arguments: 0..<200 as Range<UInt64>)
    func `of every value leads back to it`(seed: UInt64) throws {
        var generator = JSONGenerator(seed: seed)
        let document = try JSONDocument(generator.soundText())
        var waiting = [document.root]
        while let value = waiting.popLast() {
            #expect(document.root[value.pointer]?.byteRange == value.byteRange)
            waiting += Array(value.elements) + value.members.map(\.value)
        }
    }
}
