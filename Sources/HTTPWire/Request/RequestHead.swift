/// How the end of a request's body is known.
package enum Framing: Sendable, Hashable {
    /// There is no body.
    case none
    case length(Int)
    case chunked
}

/// What stands before a request's body, checked and understood; its texts are made on demand.
package struct RequestHead: Sendable {
    package let fields: HeaderFields
    package let framing: Framing
    /// Whether another request may follow on the connection.
    package let keepsAlive: Bool
    /// Whether the sender waits for `100 Continue` before it sends the body.
    package let expectsContinue: Bool
    private let line: RequestLine

    package var version: HTTPVersion { line.version }
    /// As on the wire, where case matters.
    package var method: String { fields.text(line.method) }
    package var target: String { fields.text(line.target) }
    /// The target up to the first `?`, still percent-encoded and without an authority; `*` for a request to the server.
    package var path: String { line.path.count == 0 ? "/" : fields.text(line.path) }
    /// What stands behind the first `?`, still percent-encoded.
    package var query: String? { line.query.map(fields.text) }

    init(_ text: Span<UInt8>, _ line: RequestLine, _ entries: [HeaderFields.Entry]) throws(RequestFault) {
        fields = HeaderFields(copying: text, entries: entries)
        self.line = line
        let control = try ControlFields(fields)
        try control.checkHost(of: line, in: text)
        framing = try control.framing(in: text, line.version)
        keepsAlive = line.version == .http11 ? !control.asksToClose : control.asksToStay && !control.asksToClose
        // HTTP/1.0 knows no interim answers; and where no body comes, nobody waits for one.
        let hasBody = framing != .none && framing != .length(0)
        expectsContinue = control.expectsContinue && line.version == .http11 && hasBody
    }
}
