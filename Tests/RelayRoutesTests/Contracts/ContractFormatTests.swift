import JSON
import RelayRoutes
import Testing

/// The judge of the embedded files is heard when something is wrong.
@Suite("A slip in a contract is found")
struct ContractFormatTests {
    @Test(arguments: [
        (#""effect": "write""#, #""effect": "wirte""#), (#""probe": true"#, #""prob": true"#),
        (#""lead": ["id"]"#, #""lead": ["ID"]"#), (#"/a/{id}"#, "/a/{lead}"), (#""in": "path""#, #""in": "body""#),
        (#""required": true"#, #""required": false"#), (#""include": "first""#, #""include": "frist""#),
        (#""when": "status == 200""#, #""when": "status == ""#),
        (#""when": "status == 200""#, #""when": "stauts == 200""#),
        (#""verdict": "delivered""#, #""verdict": "done""#), (#""type": "string""#, #""type": "text""#),
        (#""examples": ["a"]"#, #""examples": [1]"#), (#""status": "2xx""#, #""status": 20"#),
        (#""verdict": "delivered""#, #""verdict": "dead""#), (#""about": "a""#, #""abuot": "a""#),
    ])
    func `in what a call says`(right: String, slip: String) throws {
        let text = """
            {"api": "a", "title": "A", "documents": [], "open": [], "auth": {"none": true}, "calls": {"get": {
              "about": "a", "method": "GET", "path": "/a/{id}", "effect": "write", "probe": true, "lead": ["id"],
              "fields": {"id": {"in": "path", "required": true, "about": "a", "schema": {"type": "string"}, "examples": ["a"]}},
              "answer": {}, "answers": [{"include": "first"},
                {"status": "2xx", "when": "status == 200", "verdict": "delivered"}]}}}
            """
        #expect(try problems(text) == [])
        try #require(text.contains(right))
        #expect(try problems(text.replacing(right, with: slip)) != [])
    }

    private func problems(_ text: String) throws -> [String] {
        try ContractFormat(contract: value(text), common: value(#"{"first": []}"#)).problems
    }

    @Test(arguments: [
        (#""whole""#, #""hole""#), (#""hex""#, #""Hex""#), ("{body}", "{bdoy}"),
        (#""timestamp": {"#, #""timestmap": {"#),
        (#""header": "X""#, #""haeder": "X""#), (#""id": "body.id""#, #""id": "bdoy.id""#), (#""unit""#, #""units""#),
    ])
    func `in what a preset says`(right: String, slip: String) throws {
        let text = """
            {"title": "A", "documents": [], "id": "body.id", "signature": [{"scheme": "hmac-sha256", "header": "X",
              "layout": "whole", "signed": "{timestamp}{body}", "encoding": "hex", "key": "text",
              "timestamp": {"header": "Y", "unit": "s"}}]}
            """
        #expect(try PresetFormat.problems(value(text), at: "a") == [])
        try #require(text.contains(right))
        #expect(try PresetFormat.problems(value(text.replacing(right, with: slip)), at: "a") != [])
    }

    @Test(arguments: [
        #"{"typ": "string"}"#, #"{"type": []}"#, #"{"format": "time"}"#, #"{"pattern": "("}"#, #"{"minimum": "0"}"#,
        #"{"minLength": -1}"#, #"{"enum": []}"#, #"{"anyOf": [{"a": 1}]}"#, #"{"items": {"a": 1}}"#,
        #"{"required": ["a"]}"#,
        #"{"properties": {"a": {"b": 1}}}"#, #"{"additionalProperties": {}}"#,
    ])
    func `in a schema`(text: String) throws {
        #expect(try SchemaFormat.problems(value(text), at: "a") != [])
    }
}
