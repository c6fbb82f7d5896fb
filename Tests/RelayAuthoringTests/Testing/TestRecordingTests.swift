import JSON
import RelayAuthoring
import RelayRoutes
import RelayTesting
import Testing

@Suite("A recorded test")
struct TestRecordingTests {
    private static let deal = #"{"type": "deal", "id": "e", "lead": "l/1", "status": "won"}"#

    private static func sample(
        _ body: String = deal,
        source: String = "crm",
        headers: [String: String] = [:],
        lookups: [String: JSONValue] = [:]
    ) throws -> SampleEvent {
        SampleEvent(label: "it", source: source, body: try json(body), headers: headers, lookups: lookups)
    }

    /// A text with the recording at the end of its tests, which is checked to pass.
    private static func appended(_ recording: TestRecording, to text: String) throws -> String {
        let file = String(decoding: try recording.appending(to: Array(text.utf8)), as: UTF8.self)
        let results = try TestedTable.make(file).runTests(filter: recording.name)
        #expect(results.reports.count == 1)
        #expect(results.passed, "\(results.lines)")
        return file
    }

    @Test func `expects what is made now`() throws {
        let text = TestedTable.text(routes: TestedTable.one)
        let recording = try TestRecording(Self.sample(), on: TestedTable.make(text))
        let expected = """
            {
              "name": "deal l-1",
              "from": "crm",
              "event": { "type": "deal", "id": "e", "lead": "l/1", "status": "won" },
              "expect": [
                {
                  "to": "books",
                  "call": "update",
                  "method": "PATCH",
                  "path": "/leads/l%2F1",
                  "body": { "status": "won" }
                }
              ]
            }
            """
        #expect(recording.text == expected)
        #expect(recording.notes == [])
        _ = try Self.appended(recording, to: text)
    }

    @Test func `tells sends to one destination apart and expects dead letters`() throws {
        let sends = [
            #"{ "to": "mail", "call": "update", "name": "a", "with": { "id": "1", "status": "x", "page": 2 } }"#,
            #"{ "to": "mail", "call": "update", "name": "b", "with": { "id": "", "status": "x" } }"#,
            #"{ "to": "mail", "call": "update", "name": "c", "when": "event.body.no", "with": { "id": "1" } }"#,
        ]
        let text = TestedTable.text(routes: TestedTable.route(sends.joined(separator: ",")))
        let recording = try TestRecording(Self.sample(), on: TestedTable.make(text), name: "three")
        let expectations = """
                {
                  "to": "mail",
                  "call": "update",
                  "route": "deal",
                  "send": "a",
                  "method": "PATCH",
                  "path": "/leads/1",
                  "query": { "page": "2" },
                  "body": { "status": "x" }
                },
                { "to": "mail", "call": "update", "route": "deal", "send": "b", "error": "id" },
                { "to": "mail", "call": "update", "route": "deal", "send": "c", "error": "when" }
              ]
            }
            """
        #expect(recording.text.hasSuffix(expectations), "\(recording.text)")
        _ = try Self.appended(recording, to: text)
    }

    @Test func `keeps what the event came with but for secrets`() throws {
        let routes = TestedTable.route(
            #"{ "to": "books", "call": "update", "with": { "id": "{{ event.headers['x-id'] }}", "#
                + #""status": "{{ lookup.lead.s }}" } }"#
        )
        let text = TestedTable.text(routes: routes)
        let sample = try Self.sample(
            headers: ["X-Id": "7", "Svix-Signature": "v1,x"],
            lookups: ["lead": json(#"{"s": "y"}"#)]
        )
        let recording = try TestRecording(sample, on: TestedTable.make(text))
        #expect(recording.text.contains(#""headers": { "x-id": "7" }"#))
        #expect(recording.text.contains(#""lookups": { "lead": { "s": "y" } }"#))
        #expect(recording.notes == ["left out, since they may be secret: the headers svix-signature"])
        _ = try Self.appended(recording, to: text)
    }

    @Test func `has a stub for a lookup that nobody gave`() throws {
        let routes = TestedTable.route(
            #"{ "to": "books", "call": "update", "with": { "id": "1", "status": "{{ lookup.lead.s }}" } }"#
        )
        let text = TestedTable.text(routes: routes)
        let recording = try TestRecording(Self.sample(), on: TestedTable.make(text))
        #expect(recording.text.contains(#""lookups": { "lead": {} }"#))
        #expect(
            recording.notes == [
                #"the lookup "lead" was not given: the test has {} for it. Put in what it gives, "#
                    + #"and what is then expected of "books.update" of the route "deal""#
            ]
        )
        _ = try Self.appended(recording, to: text)
    }

    @Test func `has a stub for a record that nobody gave, and no change that is never sent`() throws {
        let text = MergingTable.text()
        let recording = try TestRecording(MergingTable.sample(), on: TestedTable.make(text))
        #expect(recording.text.contains(#""records": { "books": {} }"#))
        #expect(recording.text.contains(#""error": "tags""#))
        #expect(
            recording.notes == [
                #"the record that "books.write" of the route "deal" is laid over was not given: the test has {} for it. "#
                    + #"Put in what "books" reads, and what is then expected"#
            ]
        )
        _ = try Self.appended(recording, to: text)
    }

    @Test func `has a name that no other test has`() throws {
        let text = TestedTable.text(routes: TestedTable.one)
        let once = try Self.appended(TestRecording(Self.sample(), on: TestedTable.make(text)), to: text)
        let second = try TestRecording(Self.sample(), on: TestedTable.make(once))
        #expect(second.name == "deal l-1 2")
        _ = try Self.appended(second, to: once)
        #expect(try TestRecording(Self.sample("{}"), on: TestedTable.make(text)).name == "event from crm")
    }

    @Test(arguments: [
        ("crn", nil, #"there is no source "crn". Did you mean "crm"?"#),
        ("crm", "a/b", #""a/b" cannot be a name. Leave out slashes, quotes and braces."#),
        ("crm", "old", #"there is a test named "old" already. Give it another name."#),
    ])
    func `cannot be made`(source: String, name: String?, message: String) throws {
        let tests = #"[{ "name": "old", "from": "crm", "event": 1, "expect": [] }]"#
        let table = try TestedTable.make(routes: TestedTable.one, tests: tests)
        let sample = try Self.sample(source: source)
        let error = try #require(throws: RecordingError.self) { try TestRecording(sample, on: table, name: name) }
        #expect(error.description == message)
    }
}
