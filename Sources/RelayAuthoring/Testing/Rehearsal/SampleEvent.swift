package import CivilTime
package import JSON
package import RelayRoutes

/// A webhook as a file describes it: what a source posts, and what the world would answer while it is worked on.
package struct SampleEvent: Sendable {
    /// What it is called in reports: a test's name, or a line of a file.
    package let label: String
    package let source: String
    package let body: JSONValue
    /// Their names in lower case.
    package let headers: [String: String]
    package let query: [String: String]
    /// When it arrives; nil where that does not matter.
    package let receivedAt: Timestamp?
    /// What each lookup gives.
    package let lookups: [String: JSONValue]
    /// The record that each destination would read before it is written back, by the destination's name.
    package let records: [String: JSONValue]

    package init(
        label: String,
        source: String,
        body: JSONValue,
        headers: [String: String] = [:],
        query: [String: String] = [:],
        receivedAt: Timestamp? = nil,
        lookups: [String: JSONValue] = [:],
        records: [String: JSONValue] = [:]
    ) {
        self.label = label
        self.source = source
        self.body = body
        self.headers = Dictionary(headers.map { ($0.key.lowercased(), $0.value) }) { first, _ in first }
        self.query = query
        self.receivedAt = receivedAt
        self.lookups = lookups
        self.records = records
    }

    /// The event of an embedded test; nil where it does not say which.
    package init?(_ test: TestEntry) {
        guard let source = test.from, let body = test.event else { return nil }
        self.init(
            label: test.shownName,
            source: source.text,
            body: body,
            headers: test.headers,
            query: test.query,
            receivedAt: test.now.flatMap { Timestamp(rfc3339: $0.text) },
            lookups: Dictionary(test.lookups.map { ($0.name, $0.value) }) { $1 },
            records: Dictionary(test.records.map { ($0.name, $0.value) }) { $1 }
        )
    }

    /// Whether a route table makes the same of both.
    func isEquivalent(to other: SampleEvent) -> Bool {
        source == other.source && body == other.body && headers == other.headers && query == other.query
            && receivedAt == other.receivedAt && lookups == other.lookups && records == other.records
    }
}
