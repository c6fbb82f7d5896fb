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

    @Test func `a number keeps its digits when it is written back`() throws {
        let lower = try JSONDocument(#"{"price": 10.500, "big": 123456789012345678901234567890}"#)
        let upper = try JSONDocument(#"{"status":"won"}"#)
        let merged = JSONMerge(null: .isValue).lay(upper.root, over: lower.root)
        let text = #"{"price": 10.500, "big": 123456789012345678901234567890,"status":"won"}"#
        #expect(String(decoding: merged, as: UTF8.self) == text)
    }

    @Test func `a repeated name is an error in configuration, at its second place`() {
        #expect {
            try JSONDocument("{\"a\": 1,\n \"a\": 2}", duplicates: .refused)
        } throws: { error in
            (error as? JSONError)?.code == .repeatedName && (error as? JSONError)?.place.description == "2:2"
        }
    }
}
