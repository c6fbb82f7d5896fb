import HTTPClient
import RelayTesting
import Testing

@Suite("Whatever a server sends, the client knows what to make of it", .timeLimit(.minutes(5)))
struct AnswerTests {
    @Test(arguments: [
        ("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", Outcome(200, "ok")),
        ("HTTP/1.0 200\r\n\r\nuntil the end", Outcome(200, "until the end")),
        ("HTTP/1.1 204 No Content\r\n\r\n", Outcome(204)),
        ("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n", Outcome(201)),
        ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\nX: y\r\n\r\n", Outcome(200, "ok")),
        ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\nHost: y\r\n\r\n", Outcome(200, "ok")),
        ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\nno colon\r\n\r\n", Outcome(200, "ok")),
        (early(8) + "HTTP/1.1 204 No Content\r\n\r\n", Outcome(204)),
        // Cut.
        ("", Outcome(.reset)), ("HTT", Outcome(.reset)), ("HTTP/1.1 100 Continue\r\n\r\n", Outcome(.cut)),
        ("HTTP/1.1 200 OK\r\nContent-Le", Outcome(.cut)),
        ("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nok", Outcome(.cut)),
        ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n", Outcome(.cut)),
        ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nok", Outcome(.cut)),
        // Malformed.
        ("220 mail.test ESMTP\r\n", Outcome(.malformed)), ("HTTP/2 200 OK\r\n\r\n", Outcome(.malformed)),
        ("HTTP/1.1 101 Switching Protocols\r\n\r\n", Outcome(.malformed)),
        (early(9) + "HTTP/1.1 204 No Content\r\n\r\n", Outcome(.malformed)),
        (early(1) + "220 mail.test\r\n", Outcome(.malformed)), ("HTTP/1.1 103 Early\n\n", Outcome(.malformed)),
        ("HTTP/1.1 200 O\u{0}K\r\n\r\n", Outcome(.malformed)), ("HTTP/1.1 20\n", Outcome(.malformed)),
        // Malformed behind a status that is known.
        ("HTTP/1.1 200 OK\nContent-Length: 2\n\nok", unreadable),
        ("HTTP/1.1 200 OK\r\nContent-Length: 2\n\nok", unreadable),
        ("HTTP/1.1 200 OK\r\nno colon\r\n\r\n", unreadable), (early(8) + "HTTP/1.1 200 OK\r\nX : y\r\n", unreadable),
        ("HTTP/1.1 200 OK\r\nContent-Encoding: utf-8\r\nContent-Length: 2\r\n\r\nok", unreadable),
        ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n", unreadable),
        ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nokay", unreadable),
        ("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n", unreadable),
        ("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nok", unreadable),
        ("HTTP/1.1 200 OK\r\nContent-Encoding: br\r\nContent-Length: 2\r\n\r\nok", unreadable),
        ("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n\r\nok", unreadable),
    ])
    func `an answer, its beginning, or none at all`(text: String, outcome: Outcome) async throws {
        let server = ScriptedServer { peer, _ in
            peer.readRequest()
            peer.write(text)
        }
        #expect(try await result(of: Sent(server)) == outcome)
        #expect(server.requests.count == 1)
    }

    @Test func `a reset in the middle of an answer cuts it`() async throws {
        let server = ScriptedServer { peer, _ in
            peer.readRequest()
            peer.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf")
            peer.reset()
        }
        #expect(try await result(of: Sent(server)) == Outcome(.cut))
    }

    @Test func `a reset cuts an answer that would end with its connection`() async throws {
        let server = ScriptedServer { peer, _ in
            peer.readRequest()
            peer.write("HTTP/1.1 200 OK\r\n\r\nhalf")
            peer.reset()
        }
        #expect(try await result(of: Sent(server)) == Outcome(.cut))
    }

    @Test func `an answer that comes byte by byte is read like any other`() async throws {
        let server = ScriptedServer { peer, _ in
            peer.readRequest()
            for byte in "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n".utf8 {
                peer.write([byte])
            }
        }
        #expect(try await result(of: Sent(server)) == Outcome(200, "ok"))
    }

    @Test func `an answer before the request has left whole is taken, and the connection is not`() async throws {
        let server = ScriptedServer { peer, _ in
            _ = peer.read()
            peer.answer("413 Too Large")
            peer.waitForEnd()
        }
        var sent = Sent(server)
        sent.body = String(repeating: "x", count: 16 << 20)
        #expect(try await result(of: sent) == Outcome(413))
        try await server.waitForClosed(1)
    }

    @Test(arguments: [(4, Outcome(200, "0123", isCut: true)), (10, Outcome(200, "0123456789"))])
    func `a body beyond the limit is cut, and its connection closed`(limit: Int, outcome: Outcome) async throws {
        let server = ScriptedServer { peer, number in peer.answerAll("200 OK", body: "0123456789") }
        var sent = Sent(server)
        sent.answerLimit = limit
        let wanted = sent
        #expect(try await withClient { Outcome(await $0.send(wanted)) } == outcome)
    }

    @Test func `headers without an end are too long`() async throws {
        let server = ScriptedServer { peer, _ in
            peer.readRequest()
            peer.write("HTTP/1.1 200 OK\r\n")
            for number in 0..<200 { peer.write("X-\(number): \(String(repeating: "x", count: 1_000))\r\n") }
            peer.waitForEnd()
        }
        #expect(try await result(of: Sent(server)) == Outcome(.tooLong))
    }

    @Test(arguments: [Packed.gzip, Packed.deflate, Packed.rawDeflate], [1, 7, 1_000])
    func `what is packed is unpacked, in whatever pieces it comes`(packed: Packed, piece: Int) async throws {
        let server = ScriptedServer { peer, _ in
            peer.readRequest()
            peer.write(
                "HTTP/1.1 200 OK\r\nContent-Encoding: \(packed.coding)\r\nContent-Length: \(packed.bytes.count)\r\n\r\n"
            )
            for start in stride(from: 0, to: packed.bytes.count, by: piece) {
                peer.write(Array(packed.bytes[start..<min(start + piece, packed.bytes.count)]))
            }
        }
        #expect(try await result(of: Sent(server)) == Outcome(200, String(repeating: "hello ", count: 20)))
    }

    @Test(arguments: [("POST", unreadable), ("GET", Outcome(.malformed))])
    func `what is packed and stops half way cannot be read`(method: String, outcome: Outcome) async throws {
        let server = ScriptedServer { peer, _ in
            peer.readRequest()
            peer.answer(headers: ["Content-Encoding: gzip"], bytes: Array(Packed.gzip.bytes.dropLast(9)))
        }
        #expect(try await result(of: Sent(server, method)) == outcome)
    }

    @Test func `what is packed and ends with its connection half way cannot be read`() async throws {
        let server = ScriptedServer { peer, _ in
            peer.readRequest()
            peer.write(Array("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n".utf8) + Packed.gzip.bytes.dropLast(9))
        }
        #expect(try await result(of: Sent(server)) == unreadable)
    }
}

/// One whose status alone is known.
private let unreadable = Outcome(200, isCut: true)

private func early(_ count: Int) -> String {
    String(repeating: "HTTP/1.1 103 Early\r\nLink: </a>\r\n\r\n", count: count)
}

/// Twenty times "hello ", packed.
struct Packed: Sendable, CustomStringConvertible {
    let coding: String
    let bytes: [UInt8]

    var description: String { "\(coding), \(bytes.count) bytes" }

    static let gzip = Packed(
        coding: "gzip",
        bytes: [31, 139, 8, 0, 0, 0, 0, 0, 2, 3] + flat + [47, 250, 248, 72, 120, 0, 0, 0]
    )
    static let deflate = Packed(coding: "deflate", bytes: [120, 156] + flat + [119, 186, 44, 17])
    static let rawDeflate = Packed(coding: "deflate", bytes: flat)

    private static let flat: [UInt8] = [203, 72, 205, 201, 201, 87, 200, 160, 59, 9, 0]
}
