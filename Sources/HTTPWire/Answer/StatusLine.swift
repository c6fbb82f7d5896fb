/// The first line of an answer, but for its words.
struct StatusLine: Sendable {
    let version: HTTPVersion
    let status: Int

    /// Reads `HTTP/1.1 200 OK`; some servers leave out the words, and even the space before them.
    init(_ line: Span<UInt8>) throws(RequestFault) {
        guard line.count >= 12, line.extracting(0..<7).reads("HTTP/1."), line[8] == UInt8(ascii: " "),
            line.count == 12 || line[12] == UInt8(ascii: " ")
        else { throw .statusLine }
        switch line[7] {
        case UInt8(ascii: "0"): version = .http10
        case UInt8(ascii: "1"): version = .http11
        default: throw .statusLine
        }
        var status = 0
        for index in 9..<12 {
            guard line[index].isDigit else { throw .statusLine }
            status = status * 10 + Int(line[index] - UInt8(ascii: "0"))
        }
        guard (100...999).contains(status) else { throw .statusLine }
        self.status = status
    }
}
