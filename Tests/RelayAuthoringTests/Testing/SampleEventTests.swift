import CivilTime
import RelayAuthoring
import RelayTesting
import Testing

@Suite("A file of events")
struct SampleEventTests {
    @Test func `gives an event for each line`() throws {
        let text = """
            {"source": "crm", "body": {"a": 1}, "headers": {"X-A": "b"}, "query": {"q": "1"}, "lookups": {"l": 2}}

            {"source": "erp", "body": [], "name": "own", "records": {"r": 3}, "now": "2026-01-02T00:00:00Z"}\r
            """
        let (samples, problems) = SampleEvent.read(lines: Array(text.utf8))
        #expect(problems == [])
        #expect(samples.map(\.label) == ["line 1", "own"])
        #expect(samples.map(\.source) == ["crm", "erp"])
        #expect(samples.first?.body == (try json(#"{"a":1}"#)))
        #expect(samples.first?.headers == ["x-a": "b"])
        #expect(samples.first?.query == ["q": "1"])
        #expect(samples.first?.lookups == ["l": try json("2")])
        #expect(samples.last?.records == ["r": try json("3")])
        #expect(samples.last?.receivedAt?.rfc3339 == "2026-01-02T00:00:00Z")
    }

    @Test(arguments: [
        (#"{"source": "a","#, "2:16: the text ends inside a value. Was it cut off? Close what is open."),
        (#"{"source": "a"}"#, #"2:1: an event has no "body". Add "body": the body as it is posted."#),
        (#"{"source": "a", "bdy": 1, "body": 1}"#, #"2:17: unknown key "bdy" in an event. Did you mean "body"?"#),
        ("[]", "2:1: this is a list, not an object. Write an object."),
    ])
    func `tells what is wrong with a line and reads on`(line: String, problem: String) {
        let good = #"{"source": "a", "body": 1}"#
        let (samples, problems) = SampleEvent.read(lines: Array("\(good)\n\(line)\n\(good)".utf8))
        #expect(samples.map(\.label) == ["line 1", "line 3"])
        #expect(problems.map(\.description) == [problem])
    }
}
