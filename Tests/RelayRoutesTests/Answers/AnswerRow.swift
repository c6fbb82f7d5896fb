import JSON
import RelayCore
import Testing

/// An answer to a call, and what it means.
struct AnswerRow: Sendable, CustomTestStringConvertible {
    /// `api.call`
    let call: String
    let answer: Answer
    let context: AnswerContext
    let kind: Verdict.Kind
    let cause: String

    init(_ call: String, _ answer: Answer, _ asked: Asked, _ kind: Verdict.Kind, _ cause: String? = nil) {
        self.call = call
        self.answer = answer
        context = asked.context
        self.kind = kind
        self.cause = cause ?? kind.rawValue
    }

    init(_ call: String, _ answer: Answer, _ kind: Verdict.Kind, _ cause: String? = nil) {
        self.init(call, answer, Asked(), kind, cause)
    }

    var api: String { String(call.prefix { $0 != "." }) }
    var callName: String { String(call.drop { $0 != "." }.dropFirst()) }

    var testDescription: String {
        "\(call) \(answer.status.map(String.init) ?? answer.failure) \(answer.text.prefix(60)) is \(kind) \(cause)"
    }
}

/// What was asked, in texts.
struct Asked: Sendable {
    var body: String?
    var path: [String: String] = [:]
    var inDoubt = 0
    var deliveredAgo: Duration?
    var read: String?

    var context: AnswerContext {
        AnswerContext(
            AnswerContext.AskedRequest(method: "POST", path: path, body: body.map(parsed)),
            attempt: AnswerContext.AttemptCount(number: inDoubt + 1, inDoubt: inDoubt),
            deliveredAgo: deliveredAgo,
            read: read.map(parsed)
        )
    }
}

private func parsed(_ text: String) -> JSONValue {
    guard let document = try? JSONDocument(text) else { preconditionFailure("the table holds JSON: \(text)") }
    return document.root
}

extension Answer {
    static func json(_ status: Int, _ text: String, isCut: Bool = false) -> Answer {
        Answer(
            status: status,
            headers: ["content-type": "application/json; charset=utf-8"],
            bytes: Array(text.utf8),
            isCut: isCut
        )
    }

    static func problem(_ status: Int, _ detail: String) -> Answer {
        let text = #"{"type": "about:blank", "title": "A problem", "status": \#(status), "detail": "\#(detail)"}"#
        return Answer(
            status: status,
            headers: ["content-type": "application/problem+json"],
            bytes: Array(text.utf8)
        )
    }

    static func html(_ status: Int, _ text: String = "<html><body>Down for maintenance</body></html>") -> Answer {
        Answer(status: status, headers: ["content-type": "text/html"], bytes: Array(text.utf8))
    }

    static func plain(_ status: Int, _ text: String = "", headers: [String: String] = [:]) -> Answer {
        Answer(status: status, headers: headers, bytes: Array(text.utf8))
    }
}
