import JSON

/// An answer as it came over the wire.
struct Answer {
    let status: Int
    /// Names in lower case.
    let headers: [String: String]
    let body: String
    /// All of it but the date.
    let text: String

    struct Unreadable: Error { let text: String }

    init(_ bytes: [UInt8]) throws {
        let whole = String(decoding: bytes, as: UTF8.self)
        guard let end = whole.firstRange(of: "\r\n\r\n") else { throw Unreadable(text: whole) }
        let lines = whole[..<end.lowerBound].split(separator: "\r\n")
        let words = lines.first?.split(separator: " ") ?? []
        guard words.count > 1, let status = Int(words[1]) else { throw Unreadable(text: whole) }
        self.status = status
        var headers: [String: String] = [:]
        for line in lines.dropFirst() {
            let parts = line.split(separator: ":", maxSplits: 1)
            headers[parts[0].lowercased()] = parts.last?.drop { $0 == " " }.description
        }
        self.headers = headers
        body = String(whole[end.upperBound...])
        let kept = lines.filter { !$0.lowercased().hasPrefix("date:") }
        text = kept.joined(separator: "\n") + "\n\n" + body
    }

    var json: JSONValue? { try? JSONDocument(Array(body.utf8)).root }
}
