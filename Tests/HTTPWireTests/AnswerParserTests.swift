import HTTPWire
import Testing

@Suite("An answer is read in one way, or not at all")
struct AnswerParserTests {
    @Test(arguments: [
        Row("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", 200, "ok", keeps: true),
        Row("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 2\r\n\r\nok", 200, "ok", keeps: true),
        Row("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok", 200, "ok"),
        Row("HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok", 200, "ok"),
        Row("HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 2\r\n\r\nok", 200, "ok", keeps: true),
        Row("HTTP/1.1 200\r\nContent-Length: 0\r\n\r\n", 200, "", keeps: true),
        Row("HTTP/1.1 404 \r\nContent-Length: 0\r\n\r\n", 404, "", keeps: true),
        Row("HTTP/1.1 204 No Content\r\n\r\n", 204, "", keeps: true),
        Row("HTTP/1.1 304 Not Modified\r\nContent-Length: 100\r\n\r\n", 304, "", keeps: true),
        Row("HTTP/1.1 200 OK\r\n\r\nuntil the end", 200, "until the end", isEnded: false),
        Row(
            "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early\r\nLink: a\r\n\r\nHTTP/1.1 204 No\r\n\r\n",
            204,
            "",
            keeps: true
        ),
        Row(
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2;a=b\r\nok\r\nA\r\n0123456789\r\n0\r\nX: y\r\n\r\n",
            200,
            "ok0123456789",
            keeps: true
        ),
        Row(
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\nConnection: x\r\n\r\n",
            200,
            "ok",
            keeps: true
        ),
        Row(
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\nno colon\r\n\r\n",
            200,
            "ok",
            keeps: true
        ),
        Row(
            String(repeating: "HTTP/1.1 103 Early\r\n\r\n", count: 8) + "HTTP/1.1 204 No\r\n\r\n",
            204,
            "",
            keeps: true
        ),
    ])
    func `what is well formed, wherever it is cut`(row: Row) throws {
        for cuts in row.cuts {
            var reading = Reading()
            for piece in cuts { try reading.feed(piece) }
            #expect(reading.status == row.status)
            #expect(reading.body == row.body)
            #expect(reading.hasEnded == row.isEnded)
            #expect(reading.keepsAlive == row.keeps)
            #expect(reading.parser.isWholeAtClose)
        }
    }

    @Test(arguments: [
        "HTTP/2 200 OK\r\n\r\n", "HTTP/1.2 200 OK\r\n\r\n", "http/1.1 200 OK\r\n\r\n", "HTTP/1.1 20 OK\r\n\r\n",
        "HTTP/1.1 2000 OK\r\n\r\n", "HTTP/1.1 099 OK\r\n\r\n", "HTTP/1.1  200 OK\r\n\r\n",
        "\r\nHTTP/1.1 200 OK\r\n\r\n",
        "HTTP/1.1 200 OK\n\n", "HTTP/1.1 200 O\u{0}K\r\n\r\n", "HTTP/1.1 200 OK\r\nX : y\r\n\r\n",
        "HTTP/1.1 200 OK\r\nX: y\r\n z\r\n\r\n", "HTTP/1.1 200 OK\r\nno colon\r\n\r\n", "HTTP/1.1 101 Other\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 2, 2\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: +1\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: \r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
        "HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked, gzip\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n11111111111111111\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nokay",
    ])
    func `what is not, or could be read in two ways`(text: String) {
        for piece in [text.utf8.count, 1] {
            #expect { try Reading().fed(Row.pieces(Array(text.utf8), of: piece)) } throws: { error in
                guard case .malformed? = error as? AnswerFault else { return false }
                return true
            }
        }
    }

    @Test(
        arguments: [
            ("HTTP/1.1 200 OK\nX: y\n\n", 200), ("HTTP/1.1 200 OK\r\nX: y\n\n", 200),
            ("HTTP/1.1 503 No\r\nno colon\r\n", 503),
            ("HTTP/1.1 103 Early\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n", 200),
            ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n", 200),
            ("HTTP/1.1 20 OK\n", nil), ("HTTP/1.1 200 O\u{0}K\r\n", nil), ("HTTP/1.1 103 Early\r\nno colon\r\n", nil),
            ("HTTP/1.1 103 Early\r\n\r\nHTTP/2 200 OK\r\n", nil), ("HTTP/1.1 101 Other\r\n\r\n", nil),
            (String(repeating: "HTTP/1.1 103 Early\r\n\r\n", count: 9), nil),
        ] as [(String, Int?)]
    )
    func `the status of what is malformed is known where its line came`(text: String, status: Int?) {
        for piece in [text.utf8.count, 1] {
            var reading = Reading()
            #expect(throws: AnswerFault.self) {
                for bytes in Row.pieces(Array(text.utf8), of: piece) { try reading.feed(bytes) }
            }
            #expect(reading.parser.status == status)
        }
    }

    @Test(arguments: [(1_000, 200), (1_001, 1)])
    func `more than any server sends is too long`(count: Int, width: Int) {
        let lines = (0..<count).map { "X-\($0): \(String(repeating: "x", count: width))\r\n" }.joined()
        #expect(throws: AnswerFault.tooLong) {
            try Reading().fed([Array("HTTP/1.1 200 OK\r\n\(lines)\r\n".utf8)])
        }
    }

    @Test func `an answer to a request for a head has no body, whatever it says`() throws {
        var reading = Reading(isBodiless: true)
        try reading.feed(Array("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n".utf8))
        #expect(reading.hasEnded && reading.keepsAlive)
    }

    @Test(arguments: [
        ("", false), ("HTTP/1.1 200 O", false), ("HTTP/1.1 200 OK\r\n", true), ("HTTP/1.1 100 Go\r\n\r\nHTT", true),
        ("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n", true),
    ])
    func `one that is cut off says whether it had begun`(text: String, hasStatus: Bool) throws {
        var reading = Reading()
        try reading.feed(Array(text.utf8))
        #expect(reading.parser.hasStatus == hasStatus)
        #expect(!reading.parser.isWholeAtClose)
    }

    @Test func `what follows the answer is left where it is`() throws {
        var parser = AnswerParser()
        let bytes = Array("HTTP/1.1 204 No\r\n\r\nrest".utf8)
        var start = 0
        _ = try parser.take(bytes.span, at: &start)
        guard case .end? = try parser.take(bytes.span, at: &start) else { throw AnswerFault.tooLong }
        #expect(bytes[start...].elementsEqual("rest".utf8))
    }
}

/// An answer on the wire, and what it is read as.
struct Row: Sendable, CustomTestStringConvertible {
    let text: String
    let status: Int
    let body: String
    let keeps: Bool
    /// Whether it tells its end itself.
    let isEnded: Bool

    init(_ text: String, _ status: Int, _ body: String, keeps: Bool = false, isEnded: Bool = true) {
        self.text = text
        self.status = status
        self.body = body
        self.keeps = keeps
        self.isEnded = isEnded
    }

    var testDescription: String { text.debugDescription }

    /// The whole, its single bytes, and each pair of two parts.
    var cuts: [[[UInt8]]] {
        let bytes = Array(text.utf8)
        let pairs = bytes.indices.map { [Array(bytes[..<$0]), Array(bytes[$0...])] }
        return [[bytes], Row.pieces(bytes, of: 1)] + pairs
    }

    static func pieces(_ bytes: [UInt8], of size: Int) -> [[UInt8]] {
        stride(from: 0, to: bytes.count, by: size).map { Array(bytes[$0..<min($0 + size, bytes.count)]) }
    }
}

/// What a parser has made of its input.
private struct Reading {
    private(set) var parser: AnswerParser
    private(set) var status = 0
    private(set) var keepsAlive = false
    private(set) var hasEnded = false
    private var bytes: [UInt8] = []

    var body: String { String(decoding: bytes, as: UTF8.self) }

    init(isBodiless: Bool = false) { parser = AnswerParser(isBodiless: isBodiless) }

    func fed(_ pieces: [[UInt8]]) throws {
        var copy = self
        for piece in pieces { try copy.feed(piece) }
    }

    mutating func feed(_ input: [UInt8]) throws {
        var start = 0
        while !hasEnded, let event = try parser.take(input.span, at: &start) {
            switch event {
            case .head(let head):
                status = head.status
                keepsAlive = head.keepsAlive
            case .body(let range): bytes += input[range]
            case .end: hasEnded = true
            }
        }
    }
}
