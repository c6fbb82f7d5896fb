import Foundation
import JSON
import RelayRoutes
import Testing

@Suite("Beside Python's jsonschema")
struct RecordedVerdictTests {
    /// Rows of a schema, a value and a verdict; `RELAY_SCHEMA_VERDICTS` names another file of them.
    private static let file =
        ProcessInfo.processInfo.environment["RELAY_SCHEMA_VERDICTS"].map { URL(filePath: $0) }
        ?? URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Fixtures/schema-verdicts.jsonl")

    @Test func `a schema takes the same values`() throws {
        let lines = try Data(contentsOf: Self.file).split(separator: UInt8(ascii: "\n"))
        try #require(lines.count >= 600)
        for line in lines {
            let row = try JSONDocument(Array(line)).root
            let (schema, value) = try (#require(row[0]), #require(row[1]))
            let violation = FieldSchema(json: schema).violation(of: value)
            #expect((violation == nil) == row[2]?.bool, "\(String(decoding: line, as: UTF8.self)): \(violation as Any)")
        }
    }

    @Test func `a value that is taken is of the types and among the constants that are told`() throws {
        for line in try Data(contentsOf: Self.file).split(separator: UInt8(ascii: "\n")) {
            let row = try JSONDocument(Array(line)).root
            let (schema, value) = try (FieldSchema(json: #require(row[0])), #require(row[1]))
            guard row[2]?.bool == true else { continue }
            #expect(schema.types.contains(JSONType(of: value)), "\(String(decoding: line, as: UTF8.self))")
            #expect(schema.constants?.contains(value) != false, "\(String(decoding: line, as: UTF8.self))")
        }
    }
}
