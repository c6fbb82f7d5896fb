import HTTPWire
import Testing

@Suite("A request is read")
struct RequestReadingTests {
    @Test func `with its texts as they stood on the wire`() throws {
        let exchange = Exchange(
            "POST /in/a%20b?x=1&y?z HTTP/1.1\r\nHost: Example.com:8080\r\nX-A:  b\tc \t\r\nx-a:d\r\nX-Empty:\r\n"
                + "Content-Length: 2\r\n\r\nhi"
        )
        let request = try #require(exchange.requests.first)
        #expect(request.method == "POST")
        #expect(request.target == "/in/a%20b?x=1&y?z")
        #expect(request.path == "/in/a%20b")
        #expect(request.query == "x=1&y?z")
        #expect(request.framing == .length(2))
        #expect(
            request.fields == ["host: Example.com:8080", "x-a: b\tc", "x-a: d", "x-empty: ", "content-length: 2"]
        )
        #expect(request.text == "hi")
        #expect(exchange.isBetweenRequests && exchange.fault == nil)
    }

    @Test func `and its fields are found by name without case`() throws {
        var parser = RequestParser()
        let bytes = Array(request("GET / HTTP/1.1", "X-One: 1", "x-one: 2", "X-Latin: \u{E4}").utf8)
        guard case .head(let head) = try parser.parse(bytes.span).step else {
            Issue.record("there is no head")
            return
        }
        #expect(head.fields["X-ONE"] == "1")
        #expect(head.fields.values(of: "x-One") == ["1", "2"])
        #expect(head.fields["x-latin"] == "ä")
        #expect(head.fields["x-on"] == nil)
        #expect(head.fields.values(of: "x-two").isEmpty)
        #expect(head.fields.count == 4)
    }

    @Test func `and of each name the first is lent`() throws {
        var parser = RequestParser()
        let bytes = Array(request("GET / HTTP/1.1", "X-One: 1", "x-one: 2", "Cookie: 3", "X-Two:").utf8)
        guard case .head(let head) = try parser.parse(bytes.span).step else {
            Issue.record("there is no head")
            return
        }
        var lent: [String] = []
        head.fields.forEachFirst { name, value in lent.append("\(name.count) \(value.count)") }
        #expect(lent == ["4 1", "5 1", "6 1", "5 0"])
    }

    @Test func `with bytes that are not UTF-8 replaced in its values`() throws {
        let bytes = Array("GET / HTTP/1.1\r\nHost: a\r\nX: ".utf8) + [0xE4, 0x0D, 0x0A, 0x0D, 0x0A]
        #expect(Exchange(bytes).requests.first?.fields.last == "x: \u{FFFD}")
    }

    @Test(
        arguments: [
            ("GET /", "/", nil), ("GET /?", "/", ""), ("GET //b", "//b", nil), ("GET http://a", "/", nil),
            ("GET http://A/b?c", "/b", "c"), ("GET HTTPS://a?c", "/", "c"), ("OPTIONS *", "*", nil),
            ("get /", "/", nil), ("M-SEARCH /a|b", "/a|b", nil),
        ] as [(String, String, String?)]
    )
    func `for each form of target`(line: String, path: String, query: String?) throws {
        let request = try #require(Exchange(request(line + " HTTP/1.1")).requests.first)
        #expect(request.path == path)
        #expect(request.query == query)
    }

    @Test(arguments: ["a", "a-b_c.d~e", "A.example:1", "a:65535", "127.0.0.1:80", "[::1]", "[2001:db8::1]:443"])
    func `for each form of host`(host: String) {
        #expect(Exchange("GET / HTTP/1.1\r\nHost: \(host)\r\n\r\n").requests.count == 1)
    }

    @Test(
        arguments: [
            ("HTTP/1.1", nil, true), ("HTTP/1.1", "close", false), ("HTTP/1.1", "a, CLOSE", false),
            ("HTTP/1.1", "keep-alive", true), ("HTTP/1.1", "keep-alive\r\nConnection: close", false),
            ("HTTP/1.1", "closed", true), ("HTTP/1.0", nil, false), ("HTTP/1.0", "Keep-Alive", true),
            ("HTTP/1.0", "keep-alive, close", false),
        ] as [(String, String?, Bool)]
    )
    func `and its connection lives on as it asks`(version: String, connection: String?, expected: Bool) {
        let line = "GET / \(version)"
        let text = connection.map { request(line, "Connection: \($0)") } ?? request(line)
        #expect(Exchange(text).requests.first?.keepsAlive == expected)
    }

    @Test func `of HTTP/1.0 without a host`() {
        #expect(Exchange("GET / HTTP/1.0\r\n\r\n").requests.first?.version == .http10)
        #expect(Exchange("GET http://a/b HTTP/1.0\r\n\r\n").requests.first?.path == "/b")
    }

    @Test(
        arguments: [
            ("POST / HTTP/1.1", "Content-Length: 1", true), ("POST / HTTP/1.1", "Transfer-Encoding: chunked", true),
            ("POST / HTTP/1.1", "Content-Length: 0", false), ("POST / HTTP/1.1", "X: a", false),
            ("POST / HTTP/1.0", "Content-Length: 1", false),
        ]
    )
    func `and expects to be told to go on where a body will follow`(line: String, field: String, expected: Bool) {
        let text = request(line, field, "Expect: 100-Continue")
        #expect(Exchange(text).requests.first?.expectsContinue == expected)
    }

    @Test func `behind an empty line, and behind each other`() {
        let exchange = Exchange(
            "\r\n" + request("POST /1 HTTP/1.1", "Content-Length: 1", body: "a") + request("GET /2 HTTP/1.1")
                + "\r\n" + request("POST /3 HTTP/1.1", "Transfer-Encoding: chunked", body: "1\r\nb\r\n0\r\n\r\n")
                + request("POST /4 HTTP/1.1", "Content-Length: 0") + "GET /5"
        )
        #expect(exchange.requests.map(\.path) == ["/1", "/2", "/3", "/4"])
        #expect(exchange.requests.map(\.text) == ["a", "", "b", ""])
        #expect(exchange.fault == nil && !exchange.isBetweenRequests)
    }
}
