import JSON
import RelayAuthoring
import RelayTesting
import Testing

@Suite("A test is appended")
struct TestAppendingTests {
    /// A test that takes several lines.
    private static func recording() throws -> TestRecording {
        let table = try TestedTable.make(routes: TestedTable.one)
        let body = try json(#"{ "note": "\#(String(repeating: "long ", count: 20))" }"#)
        return try TestRecording(SampleEvent(label: "it", source: "crm", body: body), on: table, name: "new")
    }

    private static func appended(to text: String) throws -> String {
        String(decoding: try recording().appending(to: Array(text.utf8)), as: UTF8.self)
    }

    private static func lines(_ indentation: String) throws -> String {
        let lines = try recording().text.split(separator: "\n")
        #expect(lines.count > 1)
        return lines.map { indentation + $0 }.joined(separator: "\n")
    }

    @Test(arguments: [
        // Behind the last, with its indentation; what stands around it stays.
        (
            "{ \"tests\" : [\n\t{ \"name\":\"é\" }\n  ] , \"x\":1e0 }\n\n", "{ \"tests\" : [\n\t{ \"name\":\"é\" }",
            "\t",
            "\n  ] , \"x\":1e0 }\n\n"
        ),
        ("{\n  \"tests\": [{}, {}]\n}", "{\n  \"tests\": [{}, {}", "    ", "]\n}"),
        ("{\n  \"tests\": []\n}", "{\n  \"tests\": [", "    ", "\n  ]\n}"),
        ("{\n  \"tests\": [ \n ]\n}", "{\n  \"tests\": [", "    ", "\n   \n ]\n}"),
        ("{ \"a\": 1 }", "{ \"a\": 1,\n  \"tests\": [", "    ", "\n  ] }"),
        ("{\n  \"a\": [1]\n}\n", "{\n  \"a\": [1],\n  \"tests\": [", "    ", "\n  ]\n}\n"),
        ("{}", "{\n  \"tests\": [", "    ", "\n  ]\n}"),
    ])
    func `and everything else stays`(text: String, before: String, indentation: String, after: String) throws {
        let comma = before.hasSuffix("}") ? "," : ""
        let lines = try Self.lines(indentation)
        #expect(try Self.appended(to: text) == "\(before)\(comma)\n\(lines)\(after)")
    }

    @Test func `with the line ends of the file`() throws {
        let text = try Self.appended(to: "{\r\n  \"tests\": []\r\n}\r\n")
        #expect(text.utf8.count { $0 == 0x0A } == text.utf8.count { $0 == 0x0D })
    }

    @Test(arguments: [
        (
            "{",
            "the file is no JSON: 1:2: the text ends inside a value. Was it cut off? Close what is open."
        ),
        ("[]", "the file is no object. Nothing was changed."),
        (#"{"tests": {}}"#, #""tests" is no list. Nothing was changed."#),
        (#"{"tests": [{"name": "new"}]}"#, #"there is a test named "new" already. Give it another name."#),
    ])
    func `not to a file that cannot take it`(text: String, message: String) throws {
        let recording = try Self.recording()
        let error = try #require(throws: RecordingError.self) { try recording.appending(to: Array(text.utf8)) }
        #expect(error.description == message)
    }
}
