import CEL
import JSON
import RelayService
import Testing

@Suite("Evaluation over an event")
struct EventEvaluationTests {
    private func evaluation(
        event: String?,
        variables: [(name: String, value: String)] = []
    ) throws -> EventEvaluation {
        var evaluation = try EventEvaluation()
        if let event { evaluation.bind(event: try JSONDocument(event).root) }
        for (name, value) in variables { evaluation.bind(name, to: try JSONDocument(value).root) }
        return evaluation
    }

    private func value(of expression: String, in evaluation: EventEvaluation) -> String {
        do throws(EvaluationFailure) {
            return try evaluation.evaluate(expression).value.literal
        } catch {
            return "error: \(error.description.prefix { $0 != "\n" })"
        }
    }

    @Test(arguments: [
        ("event.body.a", "1"), ("a", "1"), ("event.body.event", "5"), ("event.body", "{'a': 1, 'event': 5}"),
        ("event", "{'body': {'a': 1, 'event': 5}}"),
    ])
    func `a member named event does not hide the event`(expression: String, literal: String) throws {
        #expect(value(of: expression, in: try evaluation(event: #"{"a": 1, "event": 5}"#)) == literal)
    }

    @Test func `a member whose name cannot be written is reached through the body`() throws {
        let evaluation = try evaluation(event: #"{"in": 1, "a-b": 2, "1": 3}"#)
        #expect(value(of: "[event.body['in'], event.body['a-b'], event.body['1']]", in: evaluation) == "[1, 2, 3]")
        #expect(value(of: "a", in: evaluation).hasPrefix("error: 1:1: "))
    }

    @Test func `of one name the last variable wins, with its type`() throws {
        let variables = [("a", "1"), ("a", #""text""#), ("event", "[1, 2]")]
        let evaluation = try evaluation(event: #"{"a": true}"#, variables: variables)
        #expect(value(of: "a + '!'", in: evaluation) == "'text!'")
        #expect(value(of: "event[1]", in: evaluation) == "2")
    }

    @Test func `without an event, event is a name like any other`() throws {
        let evaluation = try evaluation(event: nil, variables: [("event", #"{"body": 1, "other": 2}"#)])
        #expect(value(of: "event.other", in: evaluation) == "2")
    }

    @Test func `what the event cannot have is found before anything runs`() throws {
        #expect(value(of: "event.bdy", in: try evaluation(event: "{}")).contains("Did you mean 'body'?"))
    }

    @Test func `the functions of routes are there, and their decimals are numbers`() throws {
        let evaluation = try evaluation(event: #"{"value": 50.05, "units": 1}"#)
        #expect(value(of: "units(cents(value) * units)", in: evaluation) == "50.05")
        #expect(
            try evaluation.evaluate("{'a': [units(5005)]}").json
                == #"{"value":{"a":[50.05]},"type":"map(string, list(relay.Decimal))"}"#
        )
    }
}
