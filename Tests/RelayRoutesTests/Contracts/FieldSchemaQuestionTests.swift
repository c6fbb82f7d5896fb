import CEL
import JSON
import RelayRoutes
import Testing

@Suite("A field's schema answers")
struct FieldSchemaQuestionTests {
    @Test(
        arguments: [
            (#"{}"#, Set(JSONType.allCases)),
            (#"{"type": "string"}"#, [.string]),
            (#"{"type": "number"}"#, [.number, .integer]),
            (#"{"type": "integer"}"#, [.integer]),
            (#"{"type": ["object", "null"]}"#, [.object, .null]),
            (#"{"enum": ["a", null]}"#, [.string, .null]),
            (#"{"type": "string", "enum": ["a", null]}"#, [.string]),
            (#"{"const": 1.5}"#, [.number, .integer]),
            (#"{"anyOf": [{"type": "number"}, {"type": "string"}]}"#, [.number, .integer, .string]),
            (#"{"type": "string", "anyOf": [{"enum": ["open"]}, {"format": "uuid"}]}"#, [.string]),
            (#"{"type": "integer", "anyOf": [{"type": "number"}]}"#, [.integer]),
        ] as [(String, Set<JSONType>)]
    )
    func `which types it may allow`(text: String, types: Set<JSONType>) throws {
        #expect(try schema(text).types == types)
        #expect(try schema(text).allowsNull == types.contains(.null))
    }

    @Test(
        arguments: [
            (#"{}"#, nil),
            (#"{"type": "string"}"#, nil),
            (#"{"enum": ["won", "lost"]}"#, #"["won","lost"]"#),
            (#"{"enum": ["won", 1, null], "type": "string"}"#, #"["won"]"#),
            (#"{"enum": ["won", "lost"], "const": "lost"}"#, #"["lost"]"#),
            (#"{"const": 5}"#, "[5]"),
            (#"{"type": "boolean"}"#, "[false,true]"),
            (#"{"type": ["boolean", "null"]}"#, "[false,true,null]"),
            (#"{"anyOf": [{"enum": ["a", "b"]}, {"enum": ["b", "c"]}]}"#, #"["a","b","c"]"#),
            (#"{"anyOf": [{"enum": ["a"]}, {"format": "uuid"}]}"#, nil),
            (#"{"type": "string", "anyOf": [{"enum": ["a", 1]}, {"type": "null"}]}"#, #"["a"]"#),
        ] as [(String, String?)]
    )
    func `which values it allows where they are few`(text: String, values: String?) throws {
        let written = try schema(text).constants.map { constants in
            var writer = JSONWriter()
            writer.array { writer in constants.forEach { writer.value($0) } }
            return String(decoding: writer.bytes, as: UTF8.self)
        }
        #expect(written == values)
    }

    @Test func `what a member must be`() throws {
        let schema = try schema(#"{"properties": {"a": {"type": "string"}}}"#)
        #expect(schema.property("a")?.types == [.string])
        #expect(schema.property("b") == nil)
    }

    private static let event = """
        {"type": "object", "required": ["id", "data", "extra"], "properties": {
          "id": {"type": ["string", "null"]}, "lead": {"type": "string"},
          "data": {"type": "object", "required": ["status"], "properties": {"status": {"type": "string"}}},
          "extra": {"type": ["object", "null"], "required": ["a"]}}}
        """

    @Test(
        arguments: [
            ([], true), (["id"], true), (["data"], true), (["data", "status"], true), (["data", "reason"], false),
            (["lead"], false), (["extra", "a"], false), (["id", "length"], false), (["missing"], false),
        ] as [([String], Bool)]
    )
    func `whether a member is always there`(path: [String], isGuaranteed: Bool) throws {
        #expect(try schema(Self.event).guarantees(path) == isGuaranteed)
    }

    @Test func `that a member is there when every branch has it`() throws {
        let branch = #"{"type": "object", "required": ["a"]}"#
        #expect(try schema(#"{"anyOf": [\#(branch), \#(branch)]}"#).guarantees(["a"]))
        #expect(try !schema(#"{"anyOf": [\#(branch), {"type": "object"}]}"#).guarantees(["a"]))
        #expect(try !schema(#"{"required": ["a"]}"#).guarantees(["a"]), "a text has no members")
    }

    @Test(
        arguments: [
            (#"{}"#, .dyn), (#"{"type": "string"}"#, .string), (#"{"type": "integer"}"#, .int),
            (#"{"type": "number"}"#, .dyn),
            (#"{"type": "boolean"}"#, .bool), (#"{"type": "null"}"#, .null), (#"{"type": ["string", "null"]}"#, .dyn),
            (#"{"enum": ["a", "b"]}"#, .string), (#"{"enum": ["a", 1]}"#, .dyn), (#"{"type": "array"}"#, .list(.dyn)),
            (#"{"type": "array", "items": {"type": "string"}}"#, .list(.string)),
            (#"{"type": "object"}"#, .map(.string, .dyn)),
            (
                nested,
                .record(
                    RecordType("object", fields: ["a": .record(RecordType("a", fields: ["b": .int]))], isOpen: true)
                )
            ),
        ] as [(String, ValueType)]
    )
    func `what CEL may rely on`(text: String, type: ValueType) throws {
        #expect(try schema(text).valueType == type)
    }

    private static let nested = """
        {"type": "object", "properties": {
          "a": {"type": "object", "properties": {"b": {"type": "integer"}}, "additionalProperties": false}}}
        """
}
