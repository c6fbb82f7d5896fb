/// A request or an answer of HTTP as it stands on a wire, its body counted by `Content-Length`.
package struct PlainMessage: Sendable {
    /// The request's or the status line.
    package let start: String
    fileprivate let fields: [(name: String, value: String)]
    package let body: String

    package func value(of name: String) -> String? { fields.first { $0.name == name }?.value }
    /// An answer's status.
    package var status: Int { words.count > 1 ? Int(words[1]) ?? 0 : 0 }
    /// A request's method.
    package var method: String { words.first.map { String($0) } ?? "" }
    /// A request's target.
    package var target: String { words.count > 1 ? String(words[1]) : "" }
    private var words: [Substring] { start.split(separator: " ") }
}

extension Wire {
    /// Reads what is next; nil where the connection ends before, or too little comes in time. In `rest` stands what came
    /// behind the message before, and then what came behind this one.
    package func message(_ rest: inout [UInt8]) -> PlainMessage? {
        let end = Array("\r\n\r\n".utf8)
        while rest.range(of: end) == nil {
            guard let more = some(), !more.isEmpty else { return nil }
            rest += more
        }
        guard let head = rest.range(of: end) else { return nil }
        let lines = String(decoding: rest[..<head.lowerBound], as: UTF8.self).split(separator: "\r\n")
        let fields = lines.dropFirst().map { line in
            let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            let value = parts.count > 1 ? parts[1].drop { $0 == " " } : ""
            return (name: parts[0].lowercased(), value: String(value))
        }
        let length = fields.first { $0.name == "content-length" }.flatMap { Int($0.value) } ?? 0
        while rest.count < head.upperBound + length {
            guard let more = some(), !more.isEmpty else { return nil }
            rest += more
        }
        let body = String(decoding: rest[head.upperBound..<head.upperBound + length], as: UTF8.self)
        rest.removeFirst(head.upperBound + length)
        return PlainMessage(start: lines.first.map { String($0) } ?? "", fields: fields, body: body)
    }

    /// Posts a body and reads the answer; nil where none comes.
    package func post(_ path: String, _ body: String, headers: [String] = []) -> PlainMessage? {
        send("POST", path, body, headers: headers)
    }

    /// Sends a request with a body and reads the answer; nil where none comes.
    package func send(_ method: String, _ path: String, _ body: String, headers: [String] = []) -> PlainMessage? {
        let lines = ["\(method) \(path) HTTP/1.1", "Host: relay", "Content-Type: application/json"] + headers
        send((lines + ["Content-Length: \(body.utf8.count)", "", body]).joined(separator: "\r\n"))
        var rest: [UInt8] = []
        return message(&rest)
    }
}

extension [UInt8] {
    fileprivate func range(of part: [UInt8]) -> Range<Int>? {
        indices.first { self[$0...].starts(with: part) }.map { $0..<$0 + part.count }
    }
}
