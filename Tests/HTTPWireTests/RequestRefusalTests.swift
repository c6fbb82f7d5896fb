import HTTPWire
import Testing

@Suite("A request is refused")
struct RequestRefusalTests {
    @Test(
        arguments: [
            ("GET / HTTP/1.1\nHost: a\r\n\r\n", 400, "bare-line-feed"),
            ("GET / HTTP/1.1\r\nHost: a\n\r\n", 400, "bare-line-feed"),
            ("GET / HTTP/1.1\r\nHost: a\r\n\n", 400, "bare-line-feed"),
            ("\nGET / HTTP/1.1\r\nHost: a\r\n\r\n", 400, "bare-line-feed"),
            ("GET / HTTP/1.1\rHost: a\r\n\r\n", 400, "bare-carriage-return"),
            ("GET / HTTP/1.1\r\nHost: a\rX: b\r\n\r\n", 400, "bare-carriage-return"),
            ("GET / HTTP/1.1\r\r\nHost: a\r\n\r\n", 400, "bare-carriage-return"),
            ("GET / HTTP/1.1\r\nHost: a\r\n\rX", 400, "bare-carriage-return"),
            ("\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n", 400, "empty-lines"),
            ("\u{16}\u{3}\u{1}", 400, "control-character"),
        ]
    )
    func `for the form of its lines`(text: String, status: Int, word: String) {
        expect(text, status, word)
    }

    @Test(
        arguments: [
            ("GET /\r\n", 400, "request-line"),
            ("GET\r\n", 400, "request-line"),
            ("GET /", 0, ""),
            (" GET / HTTP/1.1\r\n", 400, "method"),
            ("G@T / HTTP/1.1\r\n", 400, "method"),
            ("GÉT / HTTP/1.1\r\n", 400, "method"),
            ("GET\t/ HTTP/1.1\r\n", 400, "method"),
            ("G\0T / HTTP/1.1\r\n", 400, "control-character"),
            ("GET  / HTTP/1.1\r\n", 400, "no-such-version"),
            ("GET / b HTTP/1.1\r\n", 400, "no-such-version"),
            ("GET /  HTTP/1.1\r\n", 400, "no-such-version"),
            ("GET / HTTP/1.1 \r\n", 400, "no-such-version"),
            ("GET / http/1.1\r\n", 400, "no-such-version"),
            ("GET / HTTP/1.9\r\n", 400, "no-such-version"),
            ("GET / HTTP/1.2\r\n", 400, "no-such-version"),
            ("GET / HTTP/1.10\r\n", 400, "no-such-version"),
            ("GET / HTTP/11\r\n", 400, "no-such-version"),
            ("GET / HTTP/1,1\r\n", 400, "no-such-version"),
            ("GET / HTTP/+.1\r\n", 400, "no-such-version"),
            ("GET / HTTPS/1.1\r\n", 400, "no-such-version"),
            ("GET / HTTP/0.9\r\n", 505, "version-not-supported"),
            ("GET / HTTP/3.0\r\n", 505, "version-not-supported"),
            ("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505, "version-not-supported"),
        ]
    )
    func `for its method or its version`(text: String, status: Int, word: String) {
        expect(text, status, word)
    }

    @Test(
        arguments: [
            ("GET /a\u{1}b HTTP/1.1", 400, "control-character"),
            ("GET /a\u{7F}b HTTP/1.1", 400, "control-character"),
            ("GET /a\tb HTTP/1.1", 400, "target"),
            ("GET /ä HTTP/1.1", 400, "target"),
            ("GET /a#b HTTP/1.1", 400, "target"),
            ("GET a HTTP/1.1", 400, "target"),
            ("GET * HTTP/1.1", 400, "target"),
            ("POST ** HTTP/1.1", 400, "target"),
            ("OPTIONS *a HTTP/1.1", 400, "target"),
            ("GET a:80 HTTP/1.1", 400, "target"),
            ("GET ftp://a/ HTTP/1.1", 400, "target"),
            ("GET http:/// HTTP/1.1", 400, "target"),
            ("GET http://u@a/ HTTP/1.1", 400, "target"),
            ("GET http://b/ HTTP/1.1", 400, "authority-is-not-host"),
            ("GET http://a:80/ HTTP/1.1", 400, "authority-is-not-host"),
            ("CONNECT a:80 HTTP/1.1", 501, "connect"),
            ("CONNECT / HTTP/1.1", 501, "connect"),
        ]
    )
    func `for its target`(line: String, status: Int, word: String) {
        expect(request(line), status, word)
    }

    @Test(
        arguments: [
            ("X : b", 400, "space-before-colon"),
            ("X\t: b", 400, "space-before-colon"),
            ("X\r\n folded: b", 400, "no-colon"),
            ("X: b\r\n folded", 400, "folded-field"),
            ("X: b\r\n\tfolded: c", 400, "folded-field"),
            (": b", 400, "field-name"),
            ("X", 400, "no-colon"),
            ("X Y: b", 400, "field-name"),
            ("X(: b", 400, "field-name"),
            ("Ä: b", 400, "field-name"),
            ("X\0: b", 400, "control-character"),
            ("X: b\0c", 400, "control-character"),
            ("X: b\u{1B}c", 400, "control-character"),
            ("X: b\u{7F}", 400, "control-character"),
            ("X: b\u{0B}", 400, "control-character"),
            ("Expect: 200-ok", 417, "expectation"),
            ("Expect: 100-continue, 100-continue", 417, "expectation"),
            ("Expect:", 417, "expectation"),
        ]
    )
    func `for a field`(field: String, status: Int, word: String) {
        expect(request("POST / HTTP/1.1", field), status, word)
    }

    @Test(
        arguments: [
            ("GET / HTTP/1.1\r\n\r\n", "no-host"),
            ("GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n", "two-hosts"),
            ("GET / HTTP/1.0\r\nHost: a\r\nhost: b\r\n\r\n", "two-hosts"),
            ("GET / HTTP/1.1\r\n Host: a\r\n\r\n", "folded-field"),
        ]
    )
    func `for too few or too many hosts`(text: String, word: String) {
        expect(text, 400, word)
    }

    @Test(arguments: [
        "", "a b", "a/b", "a,b", "u@a", "a?", "a:", "a:b", "a:99999", "a:123456", "a:80:80", "[::1", "::1", "[]", "[g]",
        "[::1]a", "ä", "a\\b", "%61",
    ])
    func `for a host that is none`(host: String) {
        expect("GET / HTTP/1.1\r\nHost: \(host)\r\n\r\n", 400, "host")
    }

    @Test(
        arguments: [
            ("Content-Length: 3\r\nTransfer-Encoding: chunked", 400, "length-and-coding"),
            ("Transfer-Encoding: xchunked\r\nContent-Length: 3", 400, "length-and-coding"),
            ("Content-Length: 3\r\nContent-Length: 4", 400, "two-lengths"),
            ("Content-Length: 3\r\ncontent-length: 3", 400, "two-lengths"),
            ("Content-Length: 5, 5", 400, "content-length"),
            ("Content-Length: +5", 400, "content-length"),
            ("Content-Length: -5", 400, "content-length"),
            ("Content-Length: 5 5", 400, "content-length"),
            ("Content-Length:", 400, "content-length"),
            ("Content-Length: 0x5", 400, "content-length"),
            ("Content-Length: 5.0", 400, "content-length"),
            ("Content-Length: ５", 400, "content-length"),
            ("Content-Length: 9223372036854775808", 400, "content-length"),
            ("Content-Length: 18446744073709551621", 400, "content-length"),
            ("Content-Length: 9223372036854775807", 413, "body-too-large"),
            ("Transfer-Encoding: xchunked", 501, "unknown-coding"),
            ("Transfer-Encoding: gzip, chunked", 501, "unknown-coding"),
            ("Transfer-Encoding: identity", 501, "unknown-coding"),
            ("Transfer-Encoding: gzip", 501, "unknown-coding"),
            ("Transfer-Encoding: chunked, gzip", 400, "chunked-not-last"),
            ("Transfer-Encoding: chunked, chunked", 400, "chunked-not-last"),
            ("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked", 400, "chunked-not-last"),
            ("Transfer-Encoding: chunked\r\nTransfer-Encoding: identity", 400, "chunked-not-last"),
            ("Transfer-Encoding:", 400, "transfer-encoding"),
            ("Transfer-Encoding: ,chunked", 400, "transfer-encoding"),
            ("Transfer-Encoding: chunked,", 400, "transfer-encoding"),
            ("Transfer-Encoding: chunked;a=b", 400, "transfer-encoding"),
            ("Transfer-Encoding: \"chunked\"", 400, "transfer-encoding"),
        ]
    )
    func `for where its body ends`(fields: String, status: Int, word: String) {
        expect(request("POST / HTTP/1.1", fields, body: "abc"), status, word)
    }

    @Test func `for a transfer coding in HTTP/1.0`() {
        expect(request("POST / HTTP/1.0", "Transfer-Encoding: chunked"), 400, "coding-in-http-1.0")
    }

    @Test func `and nothing is read behind a fault`() throws {
        var parser = RequestParser()
        let wrong = Array("G@T / HTTP/1.1\r\n".utf8)
        let right = Array(request().utf8)
        let fault = try #require(throws: RequestFault.self) { try parser.parse(wrong.span) }
        #expect(throws: fault) { try parser.parse(right.span) }
        let isBetweenRequests = parser.isBetweenRequests
        #expect(!isBetweenRequests)
    }

    /// The text's only outcome is that fault; a status of 0 stands for none.
    private func expect(_ text: String, _ status: Int, _ word: String) {
        let exchange = Exchange(text)
        #expect(exchange.requests.isEmpty)
        #expect(exchange.fault?.status ?? 0 == status)
        #expect(exchange.fault?.word ?? "" == word)
    }
}
