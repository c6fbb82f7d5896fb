/// What stands before an answer's body, checked and understood.
package struct AnswerHead: Sendable {
    /// How the end of an answer's body is known.
    package enum Framing: Sendable, Hashable {
        case none
        case length(Int)
        case chunked
        /// It ends with the connection.
        case untilClose
    }

    package let status: Int
    package let fields: HeaderFields
    package let framing: Framing
    /// Whether the connection can carry another request behind this answer.
    package let keepsAlive: Bool

    /// One that another answer to the same request follows, such as 100 and 103.
    var isInterim: Bool { Self.isInterim(status) }

    static func isInterim(_ status: Int) -> Bool { status < 200 }

    // Without a body is what was asked for as a head alone.
    init(
        _ text: Span<UInt8>,
        _ line: StatusLine,
        _ entries: [HeaderFields.Entry],
        isBodiless: Bool
    ) throws(RequestFault) {
        status = line.status
        fields = HeaderFields(copying: text, entries: entries)
        let control = try AnswerControl(fields)
        let framing = try control.framing(line.version)
        // RFC 9112, 6.3: these have no body, whatever their fields say of one.
        self.framing = isBodiless || Self.isInterim(status) || status == 204 || status == 304 ? .none : framing
        keepsAlive = control.connection.keepAlive(line.version) && self.framing != .untilClose
    }
}
