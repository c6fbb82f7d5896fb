import CivilTime
import RelayMocks
import Testing

/// A request, and what the documents say comes back.
struct Asked: Sendable, CustomTestStringConvertible {
    let what: String
    let request: MockRequest
    let status: Int
    /// The telling part of the answer's body.
    let telling: String

    var testDescription: String { what }

    /// The target is path and query.
    init(
        _ what: String,
        _ method: String,
        _ target: String,
        sending body: String? = nil,
        key: MockHeader? = MockHeader("X-API-Key", "k"),
        type: String? = "application/json",
        _ status: Int,
        _ telling: String
    ) {
        let parts = target.split(separator: "?", maxSplits: 1).map(String.init)
        let contentType = body == nil ? nil : type.map { MockHeader("Content-Type", $0) }
        self.what = what
        request = MockRequest(
            method,
            parts[0],
            query: parts.count > 1 ? parts[1] : nil,
            headers: [key, contentType].compactMap { $0 },
            body: Array((body ?? "").utf8)
        )
        self.status = status
        self.telling = telling
    }

    /// Asks a stand-in, which is a copy of its own for each request.
    func check(_ api: some MockAPI, at moment: Timestamp = .noon) {
        var api = api
        let answer = api.answer(request, at: moment)
        #expect(answer.status == status)
        #expect(answer.text.contains(telling), "the body is \(answer.text)")
    }
}

extension MockAnswer {
    var text: String { String(decoding: body, as: UTF8.self) }

    func header(_ name: String) -> String? { headers.first { $0.name == name }?.value }
}

extension MockAPI {
    /// Sends a body with the headers that every API but Leadping takes.
    mutating func send(
        _ method: String,
        _ path: String,
        _ body: String,
        key: MockHeader = MockHeader("X-API-Key", "k"),
        at moment: Timestamp = .noon
    ) -> MockAnswer {
        let headers = [key, MockHeader("Content-Type", "application/json")]
        return answer(MockRequest(method, path, headers: headers, body: Array(body.utf8)), at: moment)
    }
}

extension Timestamp {
    static let noon = Timestamp(rfc3339: "2024-02-24T12:00:00Z") ?? .earliest

    func after(_ duration: Duration) -> Timestamp { adding(duration) ?? .latest }
}
