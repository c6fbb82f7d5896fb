import Foundation
import JSON
import RelayTesting

/// Python's `jsonschema`, which holds texts against a schema.
struct SchemaJudge {
    // Once for all tests, which run side by side.
    private static let package = Task { try await PythonPackage(name: "jsonschema", version: "4.26.0").installed() }

    /// Whether the schema takes each of the texts, all of which are JSON.
    ///
    /// A schema that the draft's own schema refuses is a failure.
    static func verdicts(of schema: [UInt8], on texts: [[UInt8]]) async throws -> [Bool] {
        let python = try await package.value.appending(path: "bin/python").path
        let input = ([schema] + texts).flatMap(line)
        let answers = try await ChildProcess.succeed(python, ["-c", script], input: .bytes(input)).outputBytes
        guard answers.count == texts.count else {
            throw ReferenceFailure("jsonschema ended after \(answers.count) answers")
        }
        return answers.map { $0 == UInt8(ascii: "y") }
    }

    /// The text as a string of JSON, which needs no more than one line.
    private static func line(_ text: [UInt8]) -> [UInt8] {
        var writer = JSONWriter()
        writer.string(String(decoding: text, as: UTF8.self))
        return writer.bytes + [UInt8(ascii: "\n")]
    }

    private static let script = #"""
        import json, sys
        from jsonschema import Draft202012Validator

        lines = iter(sys.stdin.buffer.read().decode("utf-8").split("\n"))
        schema = json.loads(json.loads(next(lines)))
        Draft202012Validator.check_schema(schema)
        validator = Draft202012Validator(schema)
        for line in lines:
            if line:
                sys.stdout.write("y" if validator.is_valid(json.loads(json.loads(line))) else "n")
        """#
}
