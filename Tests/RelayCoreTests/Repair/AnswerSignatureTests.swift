import CivilTime
import JSON
import RelayCore
import Testing

@Suite("What answers have in common")
struct AnswerSignatureTests {
    @Test(arguments: [
        (#"{"message": "Lead 17 not found"}"#, "404 Lead <number> not found"),
        (#"{"error": {"code": 7, "message": "Unknown status \"x\""}}"#, #"404 Unknown status "…""#),
        (#"{"errors": [{"field": "a", "detail": "too long"}, {"detail": "other"}]}"#, "404 too long"),
        (#"{"type": "about:blank", "title": "Not Found", "status": 404}"#, "404 Not Found"),
        (#"{"success": false, "code": 12}"#, "404 {code, success}"),
        ("<h1>Gone 7</h1>", "404 <<id>>Gone <number><<id>>"),
        (#""just 5""#, "404 just <number>"), ("[]", "404"), ("", "404"), ("null", "404"),
        (#"{"message": {"message": {"message": {"message": {"message": "deep"}}}}}"#, "404 {message}"),
    ])
    func `is the status and the shape of the message`(answer: String, signature: String) {
        #expect(AnswerSignature.of(status: 404, failure: "", Array(answer.utf8), "") == signature)
    }

    @Test func `is the failure, or the shape of the reason, where nobody answered`() {
        #expect(AnswerSignature.of(status: nil, failure: "timeout", [], "x") == "timeout")
        #expect(AnswerSignature.of(status: nil, failure: "", [], "email: no key 17") == "email: no key <number>")
    }

    @Test func `makes groups of names that stay the same and tell them apart`() {
        let group = LetterGroup(destination: "leadtrackr", cause: "rejected", signature: "404 Lead <number> not found")
        #expect(group.name == "g_\(group.name.dropFirst(2))" && group.name.count == 10)
        #expect(
            group.name == LetterGroup(destination: "leadtrackr", cause: "rejected", signature: group.signature).name
        )
        let others = [
            LetterGroup(destination: "leadtrackrr", cause: "ejected", signature: group.signature),
            LetterGroup(destination: "octanist", cause: "rejected", signature: group.signature),
            LetterGroup(destination: "leadtrackr", cause: "rejected", signature: "404"),
        ]
        #expect(Set(others.map(\.name) + [group.name]).count == 4)
    }
}
