/// A request as a stand-in sees it: what a listener read, and nothing of its connection.
package struct MockRequest: Sendable {
    package let method: String
    /// From its first slash on, still percent-encoded.
    package let path: String
    /// What stands behind the question mark, still percent-encoded.
    package let query: String?
    package let headers: [MockHeader]
    package let body: [UInt8]

    package init(
        _ method: String,
        _ path: String,
        query: String? = nil,
        headers: [MockHeader] = [],
        body: [UInt8] = []
    ) {
        self.method = method
        self.path = path
        self.query = query
        self.headers = headers
        self.body = body
    }

    /// The values of every header of this name, which compares without case.
    package func values(of name: String) -> [String] {
        let name = name.lowercased()
        return headers.filter { $0.name.lowercased() == name }.map(\.value)
    }

    /// The path's parts, percent-decoded; nothing where an escape is broken or the path has no leading slash.
    var segments: [String]? {
        guard path.utf8.first == UInt8(ascii: "/") else { return nil }
        let parts = path.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
        let decoded = parts.compactMap { PercentText.decoded($0) }
        return decoded.count == parts.count ? decoded : nil
    }

    /// The same request as seen behind its first path segment.
    func behindFirstSegment() -> MockRequest {
        let rest = path.dropFirst().drop { $0 != "/" }
        return MockRequest(method, rest.isEmpty ? "/" : String(rest), query: query, headers: headers, body: body)
    }
}

/// A header's name and value, as sent.
package struct MockHeader: Sendable, Equatable {
    package let name: String
    package let value: String

    package init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }
}
