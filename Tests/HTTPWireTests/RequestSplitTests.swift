import HTTPWire
import RelayTesting
import Testing

@Suite("How a request is cut", .timeLimit(.minutes(10)))
struct RequestSplitTests {
    private static let samples = [
        request(),
        request("POST /a?b HTTP/1.1", "Content-Length: 5", body: "hello") + request() + "\r\n" + request(),
        request("POST / HTTP/1.1", "Transfer-Encoding: chunked", body: "3;a=\"b\"\r\nabc\r\n0\r\nX: y\r\n\r\n")
            + request(),
        request("POST / HTTP/1.0", "Connection: keep-alive", "Content-Length: 1", body: "x") + "\r\nGET /",
        "\r\n\r\nGET / HTTP/1.1\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nX : b\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\nX: b\r\n\r\n",
        "G@T /\u{1} HTTP/1.1\r\n",
        request("POST / HTTP/1.1", "Transfer-Encoding: chunked", body: "3\r\nabcd\r\n"),
        request("POST / HTTP/1.1", "Transfer-Encoding: chunked", body: "0\r\nHost: y\r\n\r\n"),
        request("POST / HTTP/1.1", "Content-Length: 5, 5"),
    ]

    @Test(arguments: samples)
    func `in two changes nothing`(text: String) {
        let bytes = Array(text.utf8)
        let whole = Exchange(bytes)
        for cut in 0...bytes.count { #expect(Exchange(bytes, cuts: [cut]) == whole, "cut at \(cut)") }
        #expect(Exchange(bytes, cuts: Array(1..<bytes.count)) == whole)
    }

    @Test(arguments: 0..<100 as Range<UInt64>)
    func `into many changes nothing, and valid requests are read as they were meant`(seed: UInt64) {
        var generator = RequestGenerator(seed: seed)
        let meant = (0..<4).map { _ in generator.next() }
        let bytes = meant.flatMap(\.bytes)
        let whole = Exchange(bytes)
        #expect(whole.fault == nil && whole.isBetweenRequests, "seed \(seed)")
        #expect(whole.requests.map(\.method) == meant.map(\.method), "seed \(seed)")
        #expect(whole.requests.map(\.target) == meant.map(\.target), "seed \(seed)")
        #expect(whole.requests.map(\.fields) == meant.map(\.fields), "seed \(seed)")
        #expect(whole.requests.map(\.body) == meant.map(\.body), "seed \(seed)")
        #expect(whole.requests.map(\.trailers) == meant.map(\.trailers), "seed \(seed)")
        for _ in 0..<20 {
            #expect(Exchange(bytes, cuts: generator.cuts(of: bytes.count)) == whole, "seed \(seed)")
        }
    }

    @Test(arguments: 0..<200 as Range<UInt64>)
    func `into many changes nothing of damaged requests either`(seed: UInt64) {
        var generator = RequestGenerator(seed: seed)
        var bytes = (0..<3).flatMap { _ in generator.next().bytes }
        generator.damage(&bytes)
        let whole = Exchange(bytes)
        for _ in 0..<20 {
            #expect(Exchange(bytes, cuts: generator.cuts(of: bytes.count)) == whole, "seed \(seed)")
        }
    }
}
