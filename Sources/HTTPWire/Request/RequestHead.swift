/// How the end of a request's body is known.
package enum Framing: Sendable, Hashable {
    /// There is no body.
    case none
    case length(Int)
    case chunked
}

/// What stands before a request's body, checked and understood; texts that not everybody asks for are made on demand.
///
/// A class, because it goes through many hands, and each would copy it part by part.
package final class RequestHead: Sendable {
    package let fields: HeaderFields
    package let framing: Framing
    /// Whether another request may follow on the connection.
    package let keepsAlive: Bool
    /// Whether the sender waits for `100 Continue` before it sends the body.
    package let expectsContinue: Bool
    /// As on the wire, where case matters.
    package let method: String
    /// The target up to the first `?`, still percent-encoded and without an authority; `*` for a request to the server.
    package let path: String
    private let line: RequestLine

    package var version: HTTPVersion { line.version }
    package var target: String { fields.text(line.target) }
    /// What stands behind the first `?`, still percent-encoded.
    package var query: String? { line.query.map(fields.text) }

    init(_ text: Span<UInt8>, _ line: RequestLine, _ entries: [HeaderFields.Entry]) throws(RequestFault) {
        let fields = HeaderFields(copying: text, entries: entries)
        self.fields = fields
        self.line = line
        method = fields.text(line.method)
        path = line.path.count == 0 ? "/" : fields.text(line.path)
        let control = try ControlFields(fields)
        try control.checkHost(of: line, in: text)
        framing = try control.framing(in: text, line.version)
        keepsAlive = control.connection.keepAlive(line.version)
        // HTTP/1.0 knows no interim answers; and where no body comes, nobody waits for one.
        let hasBody = framing != .none && framing != .length(0)
        expectsContinue = control.expectsContinue && line.version == .http11 && hasBody
    }
}
