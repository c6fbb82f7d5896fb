extension Response {
    /// Appends the answer as it goes over the wire.
    ///
    /// A field whose name is no token, or whose value holds a control, is left out: a value may stem from a stranger, who
    /// must neither write lines of their own into an answer nor be able to end the process.
    ///
    /// - Parameters:
    ///   - output: A buffer that may hold earlier answers.
    ///   - closing: Whether the connection ends with this answer.
    ///   - isHead: Whether the request was a `HEAD`: the length is told, and the body stays away.
    ///   - version: The request's; one of HTTP/1.0 must be told that its connection stays open.
    ///   - lines: Field lines that every answer carries, each with its CRLF, as the listener keeps them ready.
    package func write(
        to output: inout [UInt8],
        closing: Bool,
        isHead: Bool = false,
        version: HTTPVersion = .http11,
        lines: [UInt8] = []
    ) {
        precondition((200...599).contains(status), "\(status) is the status of no answer")
        output.append("HTTP/1.1 ")
        output.appendDecimal(status)
        output.append(UInt8(ascii: " "))
        output.append(reason.utf8Span.span)
        output.append("\r\n")
        output.append(contentsOf: lines)
        for field in fields where Self.mayWrite(field) {
            Self.write(field.name, field.value, to: &output)
        }
        writeFraming(to: &output, closing: closing, version)
        if hasContent, !isHead { output.append(contentsOf: isCut ? body.prefix(body.count / 2) : body[...]) }
    }

    /// Whether the status allows for a body; RFC 9110, 15.3.5 and 15.4.5, say where not.
    private var hasContent: Bool { status != 204 && status != 304 }

    private func writeFraming(to output: inout [UInt8], closing: Bool, _ version: HTTPVersion) {
        if hasContent {
            output.append("content-length: ")
            output.appendDecimal(body.count)
            output.append("\r\n")
        }
        if closing {
            output.append("connection: close\r\n")
        } else if version == .http10 {
            output.append("connection: keep-alive\r\n")
        }
        output.append("\r\n")
    }

    private static func write(_ name: String, _ value: String, to output: inout [UInt8]) {
        output.append(name.utf8Span.span)
        output.append(": ")
        output.append(value.utf8Span.span)
        output.append("\r\n")
    }

    private static func mayWrite(_ field: (name: String, value: String)) -> Bool {
        let name = field.name.utf8Span.span
        guard !name.isEmpty, name.endOfToken(in: 0..<name.count) == name.count, !name.framesAnswer else { return false }
        let value = field.value.utf8Span.span
        var start = 0
        while let control = value.firstControl(from: start) {
            guard value[control] == UInt8(ascii: "\t") else { return false }
            start = control + 1
        }
        return true
    }
}

extension [UInt8] {
    fileprivate mutating func append(_ text: StaticString) {
        // The text's own bytes, within its own count.
        unsafe append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }
}

extension Span<UInt8> {
    /// Whether a field of that name says where the answer ends or what becomes of the connection.
    fileprivate var framesAnswer: Bool {
        switch count {
        case 10: readsWithoutCase("connection") || readsWithoutCase("keep-alive")
        case 14: readsWithoutCase("content-length")
        case 17: readsWithoutCase("transfer-encoding")
        default: false
        }
    }
}
