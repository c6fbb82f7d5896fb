import JSON
import Testing

@Suite("JSON limits", .timeLimit(.minutes(10)))
struct JSONLimitsTests {
    private func nested(_ depth: Int) -> String {
        String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }

    @Test func `128 levels are read, and the 129th is told by its place`() throws {
        #expect(try JSONDocument(nested(128)).root.kind == .array)
        let error = try #require(throws: JSONError.self) { try JSONDocument(nested(129)) }
        #expect(error.code == .tooDeep)
        #expect(error.place.column == 129)
        #expect(error.pointer.tokens == Array(repeating: "0", count: 128))
    }

    @Test func `objects count as levels like arrays`() throws {
        let limits = JSONLimits(depth: 2, bytes: 100)
        #expect(throws: Never.self) { try JSONDocument(#"{"a": [1]}"#, limits: limits) }
        let error = try #require(throws: JSONError.self) { try JSONDocument(#"{"a": [{}]}"#, limits: limits) }
        #expect(error.code == .tooDeep)
        #expect(error.pointer.description == "/a/0")
    }

    @Test func `a text of as many bytes as allowed is read, and one more is refused`() throws {
        let limits = JSONLimits(depth: 2, bytes: 6)
        #expect(throws: Never.self) { try JSONDocument("\"1234\"", limits: limits) }
        let error = try #require(throws: JSONError.self) { try JSONDocument("\"12345\"", limits: limits) }
        #expect(error.code == .tooLong)
        #expect(error.offset == 6)
    }

    @Test(arguments: [31, 32, 33, 34])
    func `a repeated name is found wherever the way of looking for it changes`(count: Int) throws {
        let names = (0..<count - 1).map { "\"n\($0)\": 1" }
        let document = try JSONDocument("{" + (names + ["\"n0\": 2"]).joined(separator: ",") + "}")
        #expect(document.root["n0"]?.int == 2)
        #expect(document.repeatedNames().map(\.description) == ["/n0"])
    }

    @Test(arguments: ["[", "[1,", "[[],", #"{"":"#, #"{"":1,"#, #"[{"":[],"#, "1,", "[],"])
    func `the densest of texts have room wherever they end`(piece: String) throws {
        let text = Array(("[" + String(repeating: piece, count: 150)).utf8)
        for count in 1...text.count {
            let error = try #require(throws: JSONError.self) { try JSONDocument(Array(text.prefix(count))) }
            #expect([.unexpectedEnd, .tooDeep, .nameNotQuoted].contains(error.code))
        }
    }

    // Each would take minutes if its work grew with the square of the text.

    @Test func `a hundred thousand members of one name are read in linear time`() throws {
        let text = "{" + (0..<100_000).map { "\"a\": \($0)" }.joined(separator: ",") + "}"
        let document = try JSONDocument(text)
        #expect(document.root["a"]?.int == 99_999)
        #expect(document.root.members.map(\.name) == ["a"])
        #expect(document.repeatedNames().map(\.description) == ["/a"])
        #expect(JSONMerge(null: .isValue).lay(document.root, over: document.root) == Array(#"{"a":99999}"#.utf8))
    }

    @Test func `a hundred thousand names that look alike are read and compared in linear time`() throws {
        let names = (0..<100_000).map { "a\(100_000 + $0)xx\($0 % 7 + 1)bb" }
        let text = "{" + names.map { "\"\($0)\":1" }.joined(separator: ",") + "}"
        let document = try JSONDocument(text, duplicates: .refused)
        #expect(document.root == document.root)
        #expect(JSONMerge(null: .isValue).lay(document.root, over: document.root).count == text.utf8.count)
    }

    @Test func `a hundred thousand objects with repeated names are told by the first few`() throws {
        let text = "[" + Array(repeating: #"{"a":1,"a":2}"#, count: 100_000).joined(separator: ",") + "]"
        let told = try JSONDocument(text).repeatedNames(atMost: 2)
        #expect(told.map(\.description) == ["/0/a", "/1/a"])
    }
}
