import HTTPWire
import Testing

@Suite("Limits of a request", .timeLimit(.minutes(10)))
struct RequestLimitTests {
    private func limits(_ change: (inout RequestLimits) -> Void) -> RequestLimits {
        var limits = RequestLimits()
        change(&limits)
        return limits
    }

    /// The status of the fault that the text ends in; 0 for none.
    private func status(_ text: String, _ change: (inout RequestLimits) -> Void) -> Int {
        let bytes = Array(text.utf8)
        let whole = Exchange(bytes, limits: limits(change))
        #expect(whole == Exchange(bytes, cuts: Array(1..<bytes.count), limits: limits(change)))
        return whole.fault?.status ?? 0
    }

    @Test func `a head of as many bytes as allowed is read, and one more is 431`() {
        let text = request("GET / HTTP/1.1", "X: abc")
        #expect(status(text) { $0.head = text.utf8.count } == 0)
        #expect(status(text) { $0.head = text.utf8.count - 1 } == 431)
        #expect(status(text.dropLast() + "Y: ") { $0.head = text.utf8.count } == 431)
    }

    @Test func `100 KB of fields are 431`() {
        let field = "X: " + String(repeating: "a", count: 1_000)
        let text = "GET / HTTP/1.1\r\nHost: a\r\n" + Array(repeating: field, count: 100).joined(separator: "\r\n")
        #expect(Exchange(text).fault?.status == 431)
    }

    @Test func `a request line of 8 KiB is read, and one byte more is 414`() {
        let rest = "GET / HTTP/1.1".utf8.count
        let longest = String(repeating: "a", count: 8_192 - rest)
        #expect(status(request("GET /\(longest) HTTP/1.1")) { _ in } == 0)
        #expect(status(request("GET /a\(longest) HTTP/1.1")) { _ in } == 414)
        #expect(status("\r\n" + request("GET /\(longest) HTTP/1.1")) { _ in } == 0)
    }

    @Test func `as many fields as allowed are read, and one more is 431`() {
        let fields = Array(repeating: "X: a", count: 9).joined(separator: "\r\n")
        #expect(status(request("GET / HTTP/1.1", fields)) { $0.fields = 10 } == 0)
        #expect(status(request("GET / HTTP/1.1", fields)) { $0.fields = 9 } == 431)
    }

    @Test func `a body of as many bytes as allowed is read, and a longer one is refused before it is read`() {
        #expect(status(request("POST / HTTP/1.1", "Content-Length: 3", body: "abc")) { $0.body = 3 } == 0)
        #expect(status(request("POST / HTTP/1.1", "Content-Length: 4")) { $0.body = 3 } == 413)
    }

    @Test func `chunks are read up to the limit of the body, and refused at the size that passes it`() {
        let head = request("POST / HTTP/1.1", "Transfer-Encoding: chunked")
        #expect(status(head + "2\r\nab\r\n1\r\nc\r\n0\r\n\r\n") { $0.body = 3 } == 0)
        #expect(status(head + "2\r\nab\r\n2\r\n") { $0.body = 3 } == 413)
    }

    @Test func `extensions of chunks have one limit for the whole body`() {
        let head = request("POST / HTTP/1.1", "Transfer-Encoding: chunked")
        let body = "1;abc\r\nx\r\n1;abc\r\nx\r\n0\r\n\r\n"
        #expect(status(head + body) { $0.chunkExtensions = 8 } == 0)
        #expect(status(head + body) { $0.chunkExtensions = 7 } == 400)
        #expect(status(head + "1;" + String(repeating: "a", count: 100)) { $0.chunkExtensions = 7 } == 400)
    }

    @Test func `trailers of as many bytes as allowed are read, and one more is 431`() {
        let text = request("POST / HTTP/1.1", "Transfer-Encoding: chunked", body: "0\r\nX: abc\r\n\r\n")
        #expect(status(text) { $0.trailers = 10 } == 0)
        #expect(status(text) { $0.trailers = 9 } == 431)
    }

    @Test(arguments: [
        ("Content-Length: 3", "abc"), ("Transfer-Encoding: chunked", "3\r\nabc\r\n0\r\n\r\n"),
    ])
    func `a handler lowers the limit of one body`(field: String, body: String) throws {
        let bytes = Array(request("POST / HTTP/1.1", field, body: body).utf8)
        for (limit, isTaken) in [(3, true), (2, false)] {
            var parser = RequestParser()
            let head = try parser.parse(bytes.span)
            parser.limitBody(to: limit)
            let step = Result { try parser.parse(bytes.span.extracting(head.consumed..<bytes.count)) }
            switch step {
            case .success: #expect(isTaken)
            case .failure(let error): #expect(!isTaken && (error as? RequestFault)?.status == 413)
            }
        }
    }

    @Test func `a handler cannot raise the limit, and the next request has the old one`() throws {
        let bytes = Array(request("POST / HTTP/1.1", "Transfer-Encoding: chunked", body: "3\r\nabc\r\n0\r\n\r\n").utf8)
        var parser = RequestParser(limits: limits { $0.body = 2 })
        let head = try parser.parse(bytes.span)
        parser.limitBody(to: 10)
        #expect(throws: RequestFault.self) { try parser.parse(bytes.span.extracting(head.consumed..<bytes.count)) }

        var next = RequestParser()
        for limit in [3, nil] {
            let head = try next.parse(bytes.span)
            if let limit { next.limitBody(to: limit) }
            _ = try next.parse(bytes.span.extracting(head.consumed..<bytes.count))
        }
        let isBetweenRequests = next.isBetweenRequests
        #expect(isBetweenRequests)
    }

    // Would take minutes if each piece copied those before it.
    @Test(arguments: ["Content-Length: 4194304", "Transfer-Encoding: chunked"])
    func `a body that drips in is read in linear time`(field: String) {
        let isChunked = field.hasSuffix("chunked")
        let (before, behind) = isChunked ? ("400000\r\n", "\r\n0\r\n\r\n") : ("", "")
        let head = Array(request("POST / HTTP/1.1", field, body: before).utf8)
        let bytes = head + [UInt8](repeating: 0x78, count: 4_194_304) + Array(behind.utf8)
        let exchange = Exchange(
            bytes,
            cuts: Array(stride(from: 16, to: bytes.count, by: 16)),
            limits: limits { $0.body = 4_194_304 }
        )
        #expect(exchange.requests.first?.body?.count == 4_194_304)
    }
}
