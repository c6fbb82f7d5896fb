import RelayService
import Testing

@Suite("A line of a batch")
struct BatchEvaluationTests {
    private let batch: BatchEvaluation

    init() throws { batch = try BatchEvaluation() }

    private func answer(_ line: String) -> String {
        String(decoding: batch.answer(Array(line.utf8)), as: UTF8.self)
    }

    @Test(arguments: [
        (#"{"expr": "1 + 1"}"#, #"{"value":{"int":"2"}}"#),
        (#"{"expr": "a + b.c", "bindings": {"a": {"int": "1"}, "b.c": {"int": "2"}}}"#, #"{"value":{"int":"3"}}"#),
        (#"{"expr": "units(5005)"}"#, #"{"value":{"relay.Decimal":"50.05"}}"#),
        (#"{"expr": "true || 1", "unchecked": true}"#, #"{"value":{"bool":true}}"#),
        (#"{"name": "sum", "expr": "1", "unchecked": false, "value": 1, "error": null}"#, #"{"value":{"int":"1"}}"#),
    ])
    func `is answered by a value`(line: String, value: String) {
        #expect(answer(line) == value)
    }

    @Test(arguments: [
        ("", #"1:1: the text is empty. Write a value, for example {}."#),
        (" ", #"1:2: the text is empty. Write a value, for example {}."#),
        ("[]", #"1:1: a line is an object. Write {"expr": "1 + 1"}."#),
        ("{}", #"1:1: "expr" is missing. Write {"expr": "1 + 1"}."#),
        (#"{"expr": 1}"#, #"1:10: "expr" should be a string. Write {"expr": "1 + 1"}."#),
        (#"{"expr": "1", "exprs": 2}"#, #"1:15: unknown member "exprs". Did you mean "expr"?"#),
        (#"{"expr": "1", "binding": {}}"#, #"1:15: unknown member "binding". Did you mean "bindings"?"#),
        (#"{"expr": "1", "unchecked": 1}"#, #"1:28: "unchecked" should be true or false. Leave it out for false."#),
        (#"{"expr": "1", "bindings": []}"#, #"1:27: "bindings" should be an object. Write {"a": {"int": "1"}}."#),
        (
            #"{"expr": "a", "bindings": {"a": 1}}"#,
            #"1:33: a typed value is an object with one member, such as {"int":"1"} at "/bindings/a""#
        ),
        (
            #"{"expr": "1", "bindings": {"\u00e9": {"int":"1"}, "e\u0301": {"int":"1"}}}"#,
            "1:51: \"e\u{301}\" is bound twice. Keep one of the two."
        ),
        (
            #"{"expr": "1", "expr": "2"}"#,
            #"1:15: this name stands twice in the object at "/expr". Keep one of the two."#
        ),
    ])
    func `that is wrong is answered by an error with its place`(line: String, fact: String) {
        let text = fact.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\\\"")
        #expect(answer(line) == #"{"error":"\#(text)"}"#)
    }

    @Test func `what a line says for its writer alone is let pass`() {
        #expect(answer(#"{"id": 7, "name": "a case", "expr": "1"}"#) == #"{"value":{"int":"1"}}"#)
    }

    @Test func `a duration at the end of the range can be reckoned with`() {
        let line = #"{"expr": "a + a", "bindings": {"a": {"duration": {"seconds": "315576000000", "nanos": 0}}}}"#
        #expect(answer(line).hasPrefix(#"{"error":"1:3: "#))
    }
}
