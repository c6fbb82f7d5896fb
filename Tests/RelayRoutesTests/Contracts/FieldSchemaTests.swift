import CEL
import JSON
import RelayRoutes
import Testing

@Suite("A field's schema")
struct FieldSchemaTests {
    /// A schema, a value, and the place and fact of the violation; nil where there is none.
    typealias Row = (schema: String, value: String, violation: String?)

    private static let types: [Row] = [
        (#"{}"#, #"null"#, nil),
        (#"{}"#, #"{"a": [1]}"#, nil),
        (#"{"description": "any", "title": "unknown"}"#, #"1"#, nil),
        (#"{"type": "string"}"#, #""""#, nil),
        (#"{"type": "string"}"#, #"1"#, "is an integer, where a string is needed"),
        (#"{"type": "string"}"#, #"null"#, "is null, where a string is needed"),
        (#"{"type": "string"}"#, #"["a"]"#, "is a list, where a string is needed"),
        (#"{"type": "number"}"#, #"1.5"#, nil),
        (#"{"type": "number"}"#, #"1"#, nil),
        (#"{"type": "number"}"#, #"1e400"#, nil),
        (#"{"type": "number"}"#, #""1""#, "is a string, where a number is needed"),
        (#"{"type": "number"}"#, #"true"#, "is true or false, where a number is needed"),
        (#"{"type": "integer"}"#, #"-7"#, nil),
        (#"{"type": "integer"}"#, #"1.0"#, nil),
        (#"{"type": "integer"}"#, #"10e-1"#, nil),
        (#"{"type": "integer"}"#, #"-0.0"#, nil),
        (#"{"type": "integer"}"#, #"123456789012345678901234567890"#, nil),
        (#"{"type": "integer"}"#, #"1e99999999999999999999"#, nil),
        (#"{"type": "integer"}"#, #"1.5"#, "is a number, where an integer is needed"),
        (#"{"type": "integer"}"#, #"-125e-3"#, "is a number, where an integer is needed"),
        (#"{"type": "integer"}"#, #"1e-99999999999999999999"#, "is a number, where an integer is needed"),
        (#"{"type": "boolean"}"#, #"false"#, nil),
        (#"{"type": "boolean"}"#, #""false""#, "is a string, where true or false is needed"),
        (#"{"type": "object"}"#, #"{}"#, nil),
        (#"{"type": "object"}"#, #"[]"#, "is a list, where an object is needed"),
        (#"{"type": "array"}"#, #"[1, "a"]"#, nil),
        (#"{"type": "array"}"#, #"{}"#, "is an object, where a list is needed"),
        (#"{"type": "null"}"#, #"null"#, nil),
        (#"{"type": ["string", "null"]}"#, #"null"#, nil),
        (#"{"type": ["string", "null"]}"#, #"5"#, "is an integer, where a string or null is needed"),
        (
            #"{"type": ["number", "string", "null"]}"#, #"{}"#,
            "is an object, where a string, a number or null is needed"
        ),
    ]

    private static let values: [Row] = [
        (#"{"enum": ["won", "lost"]}"#, #""lost""#, nil),
        (#"{"enum": ["won", "lost"]}"#, #""\u0077on""#, nil),
        (#"{"enum": ["won", "lost"]}"#, #""Won""#, #"is "Won", which is not allowed"#),
        (#"{"enum": [1, null]}"#, #"1.0"#, nil),
        (#"{"enum": [1, null]}"#, #"2"#, "is 2, which is not allowed"),
        (#"{"enum": [1, null]}"#, #"[]"#, "is a list, which is not allowed"),
        (#"{"const": {"a": 1, "b": 2}}"#, #"{"b": 2, "a": 1.0}"#, nil),
        (#"{"const": "a"}"#, #""b""#, #"is "b", which is not allowed"#),
        (#"{"minimum": 0}"#, #"0"#, nil),
        (#"{"minimum": 0}"#, #""below""#, nil),
        (#"{"minimum": 0}"#, #"-1e-400"#, "is less than 0"),
        (#"{"minimum": 9007199254740993}"#, #"9007199254740992"#, "is less than 9007199254740993"),
        (#"{"maximum": 0.1}"#, #"0.10"#, nil),
        (#"{"maximum": 0.1}"#, #"0.1000000000000000000001"#, "is more than 0.1"),
        (#"{"minLength": 1}"#, #""""#, "is empty"),
        (#"{"minLength": 3}"#, #""ab""#, "has length 2"),
        (#"{"minLength": 3}"#, #"[]"#, nil),
        (#"{"maxLength": 2}"#, #""👍🏽""#, nil),
        (#"{"maxLength": 1}"#, #""👍🏽""#, "has length 2"),
        (#"{"pattern": "b"}"#, #""abc""#, nil),
        (#"{"pattern": "^b"}"#, #""abc""#, #"does not match the pattern "^b""#),
        (#"{"pattern": "^-?[0-9]+([.][0-9]+)?$"}"#, #""12.50""#, nil),
        (
            #"{"pattern": "^-?[0-9]+([.][0-9]+)?$"}"#, #""12,50""#,
            #"does not match the pattern "^-?[0-9]+([.][0-9]+)?$""#
        ),
    ]

    private static let containers: [Row] = [
        (#"{"items": {"type": "string"}}"#, #"[]"#, nil),
        (#"{"items": {"type": "string"}}"#, #"["a", 1]"#, "/1 is an integer, where a string is needed"),
        (#"{"items": {"items": {"minimum": 0}}}"#, #"[[0], [1, -1]]"#, "/1/1 is less than 0"),
        (#"{"properties": {"a": {"type": "string"}}}"#, #"{"b": 1}"#, nil),
        (#"{"properties": {"a": {"type": "string"}}}"#, #"{"a": 1}"#, "/a is an integer, where a string is needed"),
        (
            #"{"properties": {"a/b": {"properties": {"c": {"const": 1}}}}}"#, #"{"a/b": {"c": 2}}"#,
            "/a~1b/c is 2, which is not allowed"
        ),
        (#"{"required": ["a", "b"]}"#, #"{"a": null, "b": 1}"#, nil),
        (#"{"required": ["a", "b"]}"#, #"{"a": 1}"#, #"has no member "b""#),
        (#"{"required": ["a"]}"#, #"[]"#, nil),
        (#"{"properties": {"a": {}}, "additionalProperties": false}"#, #"{"a": 1}"#, nil),
        (
            #"{"properties": {"a": {}}, "additionalProperties": false}"#, #"{"b": 1}"#,
            #"has a member "b", which is not allowed"#
        ),
        (#"{"properties": {"a": {}}, "additionalProperties": true}"#, #"{"b": 1}"#, nil),
        (#"{"properties": {"a": {"const": 1}}}"#, #"{"a": 2, "a": 1}"#, nil),
    ]

    private static let branches: [Row] = [
        (label, #""open""#, nil),
        (label, #""a1b2c3d4-e5f6-7890-abcd-ef1234567890""#, nil),
        (label, #""OPPORTUNITY""#, #"is "OPPORTUNITY", which is not allowed"#),
        (label, #"5"#, "is an integer, where a string is needed"),
        (amount, #"5000"#, nil),
        (amount, #""50.00""#, nil),
        (amount, #""fifty""#, #"does not match the pattern "^[0-9.]+$""#),
        (amount, #"true"#, "is true or false, where a string or a number is needed"),
        (#"{"anyOf": [{"required": ["a"]}, {"required": ["b"]}]}"#, #"{"b": 1}"#, nil),
        (#"{"anyOf": [{"required": ["a"]}, {"required": ["b"]}]}"#, #"{}"#, "is an object, which is not allowed"),
    ]
    private static let label = #"{"type": "string", "anyOf": [{"enum": ["open", "lost"]}, {"format": "uuid"}]}"#
    private static let amount = #"{"anyOf": [{"type": "number"}, {"type": "string", "pattern": "^[0-9.]+$"}]}"#

    @Test(arguments: types + values + containers + branches)
    func `tells the first violation and its place`(row: Row) throws {
        let violation = try schema(row.schema).violation(of: value(row.value))
        let told = violation.map { $0.path.tokens.isEmpty ? $0.fact : "\($0.path) \($0.fact)" }
        #expect(told == row.violation, "\(row.value) under \(row.schema)")
    }

    @Test(arguments: [
        (#"{"type": "number"}"#, #""1""#, "Convert it, for example with double(…)."),
        (#"{"type": "integer"}"#, #""1""#, "Convert it with int(…)."),
        (#"{"type": "integer"}"#, #"1.5"#, "Round it, or take a unit without fractions."),
        (#"{"type": "string"}"#, #"1"#, "Convert it with string(…)."),
        (#"{"type": "string"}"#, #"null"#, "Leave it out, or give a string."),
        (
            #"{"enum": ["qualified", "won", "lost"]}"#, #""Win""#,
            #"Did you mean "won"? Allowed: "qualified", "won" or "lost"."#
        ),
        (#"{"enum": ["won"]}"#, #""OPPORTUNITY""#, #"Allowed: "won"."#),
        (label, #""opne""#, #"Did you mean "open"? Allowed: "open", "lost" or a UUID."#),
        (
            #"{"properties": {"status": {}}, "additionalProperties": false}"#, #"{"stauts": 1}"#,
            #"Did you mean "status"?"#
        ),
        (#"{"format": "uuid"}"#, #""1""#, "Give a UUID."),
        (#"{"maximum": 9}"#, #"10"#, "Give 9 or less."),
    ])
    func `tells the remedy`(schema text: String, value json: String, remedy: String) throws {
        #expect(try schema(text).violation(of: value(json))?.remedy == remedy)
    }

    @Test(arguments: [#"{"format": "email"}"#, #"{"pattern": "^[0-9]+$"}"#, #"{"maxLength": 3}"#, #"{"type": "null"}"#])
    func `keeps a text that may be somebody's out of its messages`(text: String) throws {
        let violation = try #require(try schema(text).violation(of: value(#""jane@ doe""#)))
        #expect(!violation.description.contains("jane"))
    }

    @Test func `describes a violation with its place`() throws {
        let schema = try schema(#"{"properties": {"a": {"type": "string"}}}"#)
        #expect(
            try schema.violation(of: value(#"{"a": 1}"#))?.description
                == #""/a" is an integer, where a string is needed. Convert it with string(…)."#
        )
        #expect(try schema.violation(of: value(#"{"a": 1}"#))?.path == JSONPointer(tokens: ["a"]))
    }
}

/// Reads a schema.
func schema(_ text: String) throws -> FieldSchema { FieldSchema(json: try value(text)) }

/// Reads a JSON value.
func value(_ text: String) throws -> JSONValue { try JSONDocument(text).root }
