import JSON
import RelayTesting
import Testing

@Suite("Laying JSON over JSON")
struct JSONMergeTests {
    private func lay(_ upper: String, over lower: String, _ null: JSONMerge.Null = .isValue) throws -> String {
        let bytes = try JSONMerge(null: null).lay(JSONDocument(upper).root, over: JSONDocument(lower).root)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The upper text, the lower text and the result.
    typealias Case = (upper: String, lower: String, merged: String)

    @Test(
        arguments: [
            (
                "{}", #"{"x": 10.500, "big": 123456789012345678901234567890}"#,
                #"{"x": 10.500, "big": 123456789012345678901234567890}"#
            ),
            (#"{"b": 2}"#, #"{"a": 1E+2, "b": 1, "c": "\u0061"}"#, #"{"a": 1E+2,"b":2,"c": "\u0061"}"#),
            (#"{"z": 1, "y": 2}"#, #"{"a": 1}"#, #"{"a": 1,"z":1,"y":2}"#),
            (#"{"a": {"b": 1}}"#, "{}", #"{"a":{"b":1}}"#),
            (#"{"\u0061": 2}"#, #"{"a": 1}"#, #"{"a":2}"#), (#"{"a": 2}"#, #"{"\u0061": 1}"#, #"{"\u0061":2}"#),
            (#"{"a": {"c": 2}}"#, #"{"a": {"b": 1, "c": 1}}"#, #"{"a":{"b": 1,"c":2}}"#),
            (#"{"a": {}}"#, #"{"a": {"b": 1}}"#, #"{"a":{"b": 1}}"#), (#"{"a": {}}"#, #"{"a": 1}"#, #"{"a":{}}"#),
            (#"{"a": [1]}"#, #"{"a": [2, 3]}"#, #"{"a":[1]}"#), (#"{"a": null}"#, #"{"a": {"b": 1}}"#, #"{"a":null}"#),
            (#"{"a": 1, "a": 2}"#, #"{"a": 0}"#, #"{"a":2}"#),
            (#"{"b": 1}"#, #"{"a": 1, "b": 0, "a": 2}"#, #"{"b":1,"a":2}"#),
            (#"{"x": 1}"#, #"{"o": [{"a": 1, "a": 2}]}"#, #"{"o":[{"a":2}],"x":1}"#), ("[1]", #"{"a": 1}"#, "[1]"),
            (#"{"a": 1}"#, "[1]", #"{"a":1}"#), (#"{"": 2}"#, #"{"": 1}"#, #"{"":2}"#),
        ] as [Case]
    )
    func `changes what the upper one names and keeps the rest byte for byte`(example: Case) throws {
        // Blanks behind a colon that was written anew are not kept.
        #expect(try lay(example.upper, over: example.lower) == example.merged)
    }

    @Test(
        arguments: [
            (#"{"a":"c"}"#, #"{"a":"b"}"#, #"{"a":"c"}"#), (#"{"b":"c"}"#, #"{"a":"b"}"#, #"{"a":"b","b":"c"}"#),
            (#"{"a":null}"#, #"{"a":"b"}"#, "{}"), (#"{"a":null}"#, #"{"a":"b","b":"c"}"#, #"{"b":"c"}"#),
            (#"{"a":"c"}"#, #"{"a":["b"]}"#, #"{"a":"c"}"#), (#"{"a":["b"]}"#, #"{"a":"c"}"#, #"{"a":["b"]}"#),
            (#"{"a":{"b":"d","c":null}}"#, #"{"a":{"b":"c"}}"#, #"{"a":{"b":"d"}}"#),
            (#"{"a":[1]}"#, #"{"a":[{"b":"c"}]}"#, #"{"a":[1]}"#), (#"["c","d"]"#, #"["a","b"]"#, #"["c","d"]"#),
            (#"["c"]"#, #"{"a":"b"}"#, #"["c"]"#), ("null", #"{"a":"foo"}"#, "null"),
            (#""bar""#, #"{"a":"foo"}"#, #""bar""#),
            (#"{"a":1}"#, #"{"e":null}"#, #"{"e":null,"a":1}"#), (#"{"a":"b","c":null}"#, "[1,2]", #"{"a":"b"}"#),
            (#"{"a":{"bb":{"ccc":null}}}"#, "{}", #"{"a":{"bb":{}}}"#),
        ] as [Case]
    )
    func `agrees with every example of RFC 7396 where null removes`(example: Case) throws {
        #expect(try lay(example.upper, over: example.lower, .removes) == example.merged)
    }

    @Test(arguments: 0..<500 as Range<UInt64>)
    func `keeps unknown fields, order and digits, and twice is as once`(seed: UInt64) throws {
        var generator = JSONGenerator(seed: seed)
        let lower = try JSONDocument(generator.record()).root
        let upper = try JSONDocument(generator.record()).root
        let merge = JSONMerge(null: .isValue)
        let bytes = merge.lay(upper, over: lower)
        let merged = try JSONDocument(bytes).root
        for member in lower.members where upper[member.name] == nil {
            #expect(merged[member.name]?.source == written(member.value))
        }
        for member in upper.members where member.value.kind != .object {
            #expect(merged[member.name] == member.value)
        }
        let added = upper.members.map(\.name).filter { lower[$0] == nil }
        #expect(merged.members.map(\.name) == lower.members.map(\.name) + added)
        #expect(try JSONDocument(merge.lay(upper, over: merged)).root == merged)
        #expect(try JSONDocument(merge.lay(merged, over: lower)).root == merged)
    }

    /// The value as it stands, save for repeated names that do not count.
    private func written(_ value: JSONValue) -> [UInt8] {
        var writer = JSONWriter()
        writer.value(value)
        return writer.bytes
    }
}
