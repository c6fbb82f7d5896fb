import JSON
import Testing

@Suite("A JSON document")
struct JSONDocumentTests {
    @Test func `a field is found by its path`() throws {
        let document = try JSONDocument(#"{"data":{"tags":["a","b"],"value":1250.50}}"#)
        let path = try #require(JSONPointer("/data/tags/1"))
        #expect(document.root[path]?.string == "b")
        #expect(document.root[path]?.pointer == path)
    }

    @Test func `every value knows its bytes and its place`() throws {
        let document = try JSONDocument("{\"é\": [1.50,\n \"x\\n\"], \"b\": {} }")
        let array = try #require(document.root["é"])
        #expect(array.source == Array("[1.50,\n \"x\\n\"]".utf8))
        #expect(array[1]?.source == Array(#""x\n""#.utf8))
        #expect(array[1]?.place.description == "2:2")
        #expect(array.place.description == "1:7")
        #expect(document.root["b"]?.source == Array("{}".utf8))
        #expect(document.root.byteRange == 0..<document.bytes.count)
        #expect(document.root.members.map(\.place.description) == ["1:2", "2:10"])
    }

    @Test func `a value gives only what it is`() throws {
        let root = try JSONDocument(#"[null, true, 1, "1", [2], {"a": 3}]"#).root
        #expect(root.elements.map(\.kind) == [.null, .bool, .number, .string, .array, .object])
        #expect(root.elements.map(\.isNull) == [true, false, false, false, false, false])
        #expect(root.elements.map(\.bool) == [nil, true, nil, nil, nil, nil])
        #expect(root.elements.map(\.int) == [nil, nil, 1, nil, nil, nil])
        #expect(root.elements.map(\.double) == [nil, nil, 1, nil, nil, nil])
        #expect(root.elements.map(\.string) == [nil, nil, nil, "1", nil, nil])
        #expect(root.elements.map(\.count) == [0, 0, 0, 0, 1, 1])
        #expect(root.elements.map { $0[0] == nil } == [true, true, true, true, false, true])
        #expect(root.elements.map { $0["a"] == nil } == [true, true, true, true, true, false])
        #expect(root[-1] == nil && root[6] == nil)
    }

    @Test(
        arguments: [
            (#""""#, ""), (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"), (#""\u00e9\u20AC""#, "é€"),
            (#""\uD83D\uDE00""#, "😀"), (#""\ud800\udc00\uDBFF\uDFFF""#, "\u{10000}\u{10FFFF}"), (#""\u0000x""#, "\0x"),
            (#""\uD7FF\uE000\uFFFF""#, "\u{D7FF}\u{E000}\u{FFFF}"), ("\"é😀\u{7F}\u{2028}\"", "é😀\u{7F}\u{2028}"),
        ]
    )
    func `a string's escapes are resolved`(pair: (String, String)) throws {
        #expect(Array(try #require(JSONDocument(pair.0).root.string).utf8) == Array(pair.1.utf8))
    }

    // MARK: Names

    @Test func `members that do not count are among all members`() throws {
        let document = try JSONDocument(#"{"//": 1, "a": 2, "//": 3, "\u0061": 4}"#)
        #expect(document.root.members.map(\.value.int) == [3, 4])
        #expect(document.root.allMembers.map(\.value.int) == [1, 2, 3, 4])
        #expect(document.root.allMembers.map(\.name) == ["//", "a", "//", "a"])
        let spelled = document.root.allMembers.map { Array(document.bytes[$0.nameByteRange]) }
        #expect(spelled == [#""//""#, #""a""#, #""//""#, #""\u0061""#].map { Array($0.utf8) })
        #expect(try JSONDocument("[1]").root.allMembers.map(\.name).isEmpty)
    }

    @Test func `a name is found however it is spelled`() throws {
        let root = try JSONDocument(#"{"\u0061": 1, "b\/c": 2, "\ud83d\ude00": 3, "": 4}"#).root
        #expect(root["a"]?.int == 1)
        #expect(root[JSONName("b/c")]?.int == 2)
        #expect(root["😀"]?.int == 3)
        #expect(root[""]?.int == 4)
        #expect(root["\\u0061"] == nil)
    }

    @Test func `names whose accents are encoded differently are different names`() throws {
        let root = try JSONDocument("{\"\u{E9}\": 1, \"e\u{301}\": 2}", duplicates: .refused).root
        #expect(root["\u{E9}"]?.int == 1)
        #expect(root["e\u{301}"]?.int == 2)
    }

    @Test func `a repeated name is an error in configuration, at its second place`() throws {
        let text = "{\"a\": 1,\n \"a\": 2}"
        let error = try #require(throws: JSONError.self) { try JSONDocument(text, duplicates: .refused) }
        #expect(error.code == .repeatedName)
        #expect(error.place.description == "2:2")
    }

    @Test func `of a repeated name the last counts, and the document says so`() throws {
        let document = try JSONDocument(#"{"a": 1, "b": {"c": 1, "\u0063": 2, "c": 3}, "\u0061": 4}"#)
        #expect(document.repeatsNames)
        #expect(document.root["a"]?.int == 4)
        #expect(document.root["b"]?["c"]?.int == 3)
        #expect(document.root.members.map(\.name) == ["b", "a"])
        #expect(document.repeatedNames().map(\.description) == ["/a", "/b/c"])
        #expect(try JSONDocument(#"[{"a": 1}, {"a": 2}]"#).repeatedNames().isEmpty)
    }

    // MARK: Equality

    @Test(
        arguments: [
            (#"{"a": 1, "b": [true, null]}"#, #"{ "b":[true,null],"\u0061":1.0 }"#), (#""\u00e9\/""#, #""é/""#),
            ("[]", "[ ]"),
            (#"{"a": 1, "a": 2}"#, #"{"a": 2}"#), ("{}", "{\n}"),
        ]
    )
    func `two values that say the same are equal`(pair: (String, String)) throws {
        #expect(try JSONDocument(pair.0).root == JSONDocument(pair.1).root)
        #expect(try JSONDocument(pair.1).root == JSONDocument(pair.0).root)
    }

    @Test(
        arguments: [
            ("1", "\"1\""), ("[1, 2]", "[2, 1]"), ("[1]", "[1, 1]"), (#"{"a": 1}"#, #"{"a": 2}"#), ("true", "false"),
            (#"{"a": null}"#, "{}"), (#"{"a": 1}"#, #"{"b": 1}"#), ("\"\u{E9}\"", "\"e\u{301}\""), ("null", "false"),
        ]
    )
    func `two values that differ are not equal`(pair: (String, String)) throws {
        #expect(try JSONDocument(pair.0).root != JSONDocument(pair.1).root)
        #expect(try JSONDocument(pair.1).root != JSONDocument(pair.0).root)
    }
}
