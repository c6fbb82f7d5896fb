import HTTPWire
import Testing

@Suite("An answer is written")
struct ResponseTests {
    private func text(_ response: Response, closing: Bool = false, isHead: Bool = false) -> String {
        var output: [UInt8] = []
        response.write(to: &output, closing: closing, isHead: isHead)
        return String(decoding: output, as: UTF8.self)
    }

    @Test func `with its length and its fields in their order`() {
        let response = Response(status: 202, fields: [("x-b", "1"), ("X-A", "a\tb")], body: Array("hello, all".utf8))
        #expect(
            text(response) == "HTTP/1.1 202 Accepted\r\nx-b: 1\r\nX-A: a\tb\r\ncontent-length: 10\r\n\r\nhello, all"
        )
    }

    @Test func `with half of its body and the length of all where it is cut`() {
        var response = Response(status: 200, body: Array("hello, all".utf8))
        response.isCut = true
        #expect(text(response) == "HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nhello")
    }

    @Test func `for HEAD with the length and without the body`() {
        let response = Response(status: 200, body: Array("hello".utf8))
        #expect(text(response, isHead: true) == "HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\n")
    }

    @Test(arguments: [(204, "No Content"), (304, "Not Modified")])
    func `without length and body where the status has none`(status: Int, reason: String) {
        #expect(text(Response(status: status, body: [1])) == "HTTP/1.1 \(status) \(reason)\r\n\r\n")
    }

    @Test(arguments: [(299, ""), (431, "Request Header Fields Too Large"), (599, ""), (503, "Service Unavailable")])
    func `with the reason of its status`(status: Int, reason: String) {
        #expect(text(Response(status: status)) == "HTTP/1.1 \(status) \(reason)\r\ncontent-length: 0\r\n\r\n")
    }

    @Test func `with what becomes of the connection`() {
        let response = Response(status: 200)
        #expect(text(response, closing: true) == "HTTP/1.1 200 OK\r\ncontent-length: 0\r\nconnection: close\r\n\r\n")
        var output = Array("earlier".utf8)
        response.write(to: &output, closing: false, version: .http10, lines: Array("date: now\r\n".utf8))
        #expect(
            String(decoding: output, as: UTF8.self)
                == "earlierHTTP/1.1 200 OK\r\ndate: now\r\ncontent-length: 0\r\nconnection: keep-alive\r\n\r\n"
        )
    }

    @Test(
        arguments: [
            ("x", "a\r\nset-cookie: b"), ("x", "a\n"), ("x", "a\r"), ("x", "a\0"), ("x", "\u{7F}"), ("x y", "a"),
            ("", "a"), ("x:", "a"), ("x\r\n", "a"), ("Content-Length", "7"), ("transfer-encoding", "chunked"),
            ("Connection", "upgrade"), ("Keep-Alive", "timeout=5"),
        ]
    )
    func `without a field that would break out of its line or frame the answer anew`(name: String, value: String) {
        #expect(text(Response(status: 200, fields: [(name, value)])) == "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n")
    }

    @Test func `and the interim one is whole`() {
        #expect(String(decoding: Response.interim, as: UTF8.self) == "HTTP/1.1 100 Continue\r\n\r\n")
    }
}
