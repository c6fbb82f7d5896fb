import HTTPWire
import Testing

@Suite("A chunked body")
struct ChunkedBodyTests {
    @Test(
        arguments: [
            ("0\r\n\r\n", "", []),
            ("3\r\nabc\r\n0\r\n\r\n", "abc", []),
            ("0003\r\nabc\r\nA\r\n0123456789\r\na\r\n0123456789\r\n000\r\n\r\n", "abc01234567890123456789", []),
            ("2\r\n\r\n\r\n0\r\n\r\n", "\r\n", []),
            ("1;a\r\nx\r\n1;a=b;c=\"d \\\" ;\"\r\ny\r\n0;e\r\n\r\n", "xy", []),
            ("0\r\nX-Sum: 1\r\nx-b:  2 \r\n\r\n", "", ["x-sum: 1", "x-b: 2"]),
        ] as [(String, String, [String])]
    )
    func `is read`(body: String, text: String, trailers: [String]) throws {
        let exchange = chunked(body)
        let request = try #require(exchange.requests.first)
        #expect(exchange.fault == nil && exchange.isBetweenRequests)
        #expect(request.text == text)
        #expect(request.trailers == trailers)
    }

    @Test(
        arguments: [
            ("\r\n", 400, "chunk-size"), ("g\r\n", 400, "chunk-size"), ("+1\r\nx\r\n", 400, "chunk-size"),
            ("-1\r\n", 400, "chunk-size"), ("0x1\r\nx\r\n", 400, "chunk-size"), (" 1\r\nx\r\n", 400, "chunk-size"),
            ("1 \r\nx\r\n", 400, "chunk-size"), ("1 ;a\r\nx\r\n", 400, "chunk-size"), (";a\r\n", 400, "chunk-size"),
            ("00000000000000001\r\nx\r\n", 400, "chunk-size"), ("1\nx\r\n", 400, "bare-line-feed"),
            ("1\rx\r\n", 400, "bare-carriage-return"), ("1;a\n\r\nx\r\n", 400, "bare-line-feed"),
            ("1;a\0\r\nx\r\n", 400, "control-character"), ("1;\r\nx\r\n", 400, "chunk-extension"),
            ("1;a=\r\nx\r\n", 400, "chunk-extension"), ("1;a b\r\nx\r\n", 400, "chunk-extension"),
            ("1;a=\"b\r\nx\r\n", 400, "chunk-extension"), ("1;a=\"b\\\"\r\nx\r\n", 400, "chunk-extension"),
            ("1\r\nxy\r\n", 400, "chunk-end"), ("1\r\nx\n0\r\n", 400, "chunk-end"), ("1\r\nx\rz", 400, "chunk-end"),
            ("7fffffffffffffff\r\n", 413, "body-too-large"), ("ffffffffffffffff\r\n", 413, "body-too-large"),
        ]
    )
    func `is refused for its chunks`(body: String, status: Int, word: String) {
        expect(body, status, word)
    }

    @Test(arguments: [
        "Content-Length: 1", "Transfer-Encoding: chunked", "HOST: b", "Trailer: a", "Content-Type: a/b", "Cookie: a",
        "Authorization: a", "Expect: 100-continue", "Connection: close", "TE: a", "Content-Encoding: gzip",
    ])
    func `is refused for a trailer that would change how it was read`(trailer: String) {
        expect("0\r\n\(trailer)\r\n\r\n", 400, "forbidden-trailer")
    }

    @Test(
        arguments: [
            ("X: a\n\r\n", "bare-line-feed"), ("X: a\r\n b\r\n\r\n", "folded-field"),
            ("X : a\r\n\r\n", "space-before-colon"),
            ("X\r\n\r\n", "no-colon"), ("X: \0\r\n\r\n", "control-character"),
            ("X: a\rb\r\n\r\n", "bare-carriage-return"),
        ]
    )
    func `is refused for the form of its trailers`(trailers: String, word: String) {
        expect("0\r\n" + trailers, 400, word)
    }

    private func chunked(_ body: String) -> Exchange {
        Exchange(request("POST / HTTP/1.1", "Transfer-Encoding: Chunked", body: body))
    }

    private func expect(_ body: String, _ status: Int, _ word: String) {
        let exchange = chunked(body)
        #expect(exchange.requests.first?.framing == .chunked)
        #expect(exchange.requests.first?.body == nil)
        #expect(exchange.fault?.status == status)
        #expect(exchange.fault?.word == word)
    }
}
