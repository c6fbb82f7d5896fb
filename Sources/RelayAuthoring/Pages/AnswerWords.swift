import JSON

/// A rule for answers in words: when it holds, and what it means.
struct AnswerWords {
    private let rule: JSONValue

    init(_ rule: JSONValue) {
        self.rule = rule
    }

    /// `409 when attempt.inDoubt > 0`
    var condition: String {
        let statuses = rule["status"].map { $0.kind == .array ? $0.elements.map(Self.status) : [Self.status($0)] } ?? []
        let status = statuses.isEmpty ? "any answer" : statuses.joined(separator: ", ")
        return status + (rule["when"]?.string.map { " when \($0)" } ?? "")
    }

    /// `dead letter, outcome-unknown: look, then replay or discard`
    var meaning: String {
        let cause = rule["cause"]?.string.map { ", \($0)" } ?? ""
        return verdict + cause + (rule["remedy"]?.string.map { ": \($0)" } ?? "")
    }

    private static func status(_ json: JSONValue) -> String {
        switch json.string {
        case "none": "no answer"
        case "any": "any other"
        case let text?: text
        case nil: String(decoding: json.source, as: UTF8.self)
        }
    }

    private var verdict: String {
        let after = rule["after"]?.string.map { " for \($0)" } ?? ""
        switch rule["verdict"]?.string {
        case "delivered": return "delivered"
        case "warned": return "delivered, with a warning"
        case "retry": return "tried again"
        case "wait": return "waits\(after), which is no attempt"
        case "dead": return "dead letter"
        case "pause":
            let what = rule["scope"]?.string == "call" ? "this call" : "the destination"
            let leads = rule["confirm"]?.int.map { " after \($0) leads in a row" } ?? ""
            return "pauses \(what)\(leads)"
        default: return "?"
        }
    }
}
