package import CivilTime
package import JSON

/// A destination without rules: it takes everything, for a look at what was sent.
package struct HTTPMock: MockAPI {
    package let name = "http"
    /// What it answers to every request.
    package var status: Int

    package var wantedKey: WantedKey? { nil }

    package init(status: Int = 200) {
        self.status = status
    }

    package mutating func answer(_ request: MockRequest, at moment: Timestamp) -> MockAnswer {
        guard status != 204 else { return MockAnswer(status: status) }
        return MockAnswer(status) { $0.member("received", request.body.count) }
    }

    package func writeLeads(to writer: inout JSONWriter) {
        writer.array { (_: inout JSONWriter) in }
    }
}
