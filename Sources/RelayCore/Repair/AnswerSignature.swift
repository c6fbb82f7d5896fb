import JSON

/// What the answers of an API that mean the same have in common: the status, and the shape of what it says.
package enum AnswerSignature {
    /// The signature of an answer; of the detail that is known where nobody answered.
    package static func of(status: Int?, failure: String, _ answer: [UInt8], _ detail: String) -> String {
        guard let status else {
            return failure.isEmpty ? TextShape.of(detail) : failure
        }
        let words = TextShape.of(message(of: answer))
        return words.isEmpty ? "\(status)" : "\(status) \(words)"
    }

    /// The sentence in which an answer says what is wrong; the names that it consists of where there is none.
    private static func message(of answer: [UInt8]) -> String {
        guard let root = try? JSONDocument(answer).root else {
            return String(decoding: answer.prefix(TextShape.longestRead), as: UTF8.self)
        }
        if let sentence = sentence(in: root, depth: 0) { return sentence }
        let names = root.members.map(\.name).sorted().prefix(8)
        return names.isEmpty ? "" : "{\(names.joined(separator: ", "))}"
    }

    private static func sentence(in value: JSONValue, depth: Int) -> String? {
        if let text = value.string { return text.isEmpty ? nil : text }
        guard depth < 4 else { return nil }
        if let first = value.elements.first(where: { _ in true }) { return sentence(in: first, depth: depth + 1) }
        for name in names {
            if let member = value[name], let sentence = sentence(in: member, depth: depth + 1) { return sentence }
        }
        return nil
    }

    /// Under which the APIs that are known say it, the most telling first.
    private static let names = [
        "message", "error_description", "detail", "error", "errors", "title", "reason", "description", "msg",
    ]
}
