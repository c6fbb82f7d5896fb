import CivilTime
import Foundation
import RelayCore
import RelayTesting
import Testing

@Suite("An answer is read as it came", .timeLimit(.minutes(10)))
struct AnswerTests {
    @Test(arguments: Carrier.allCases)
    func `status, headers and body`(by carrier: Carrier) async throws {
        let server = ScriptedServer { peer, _ in
            peer.readRequest()
            peer.write("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n")
            peer.answer("201 Created", headers: ["X-Twice: a", "x-TWICE:  b ", "Retry-After: 7"], body: #"{"id":7}"#)
        }
        let answer = try await answer(to: post(server.url), by: carrier)
        #expect(Outcome(answer) == Outcome(status: 201))
        #expect(answer.headers == ["content-length": "8", "x-twice": "a, b", "retry-after": "7"])
        #expect(answer.text == #"{"id":7}"#)
        #expect(!answer.isCut)
    }

    @Test(arguments: [301, 302, 307, 308], Carrier.allCases)
    func `a redirect is an answer and is not followed`(status: Int, by carrier: Carrier) async throws {
        let other = ScriptedServer { peer, _ in peer.answerAll() }
        let server = ScriptedServer { [url = other.url] peer, _ in
            peer.answerAll("\(status) Elsewhere", headers: ["Location: \(url)/stolen"])
        }
        let answer = try await answer(to: post(server.url), by: carrier)
        #expect(answer.status == status)
        #expect(server.requests.count == 1)
        #expect(other.requests.isEmpty)
    }

    @Test(arguments: [(9, true), (10, false), (11, false)], Carrier.allCases)
    func `a body is read up to the limit`(limit: (bytes: Int, isCut: Bool), by carrier: Carrier) async throws {
        let server = ScriptedServer { peer, _ in peer.answerAll(body: "0123456789") }
        let answer = try await answer(to: post(server.url, policy { $0.answerLimit = limit.bytes }), by: carrier)
        #expect(answer.text == "0123456789".prefix(limit.bytes))
        #expect(answer.isCut == limit.isCut)
        #expect(answer.status == 200)
    }

    @Test(arguments: Carrier.allCases)
    func `an endless body is cut`(by carrier: Carrier) async throws {
        let server = ScriptedServer { peer, _ in
            peer.readRequest()
            peer.write("HTTP/1.1 200 OK\r\n\r\n")
            let chunk = [UInt8](repeating: 0x78, count: 65_536)
            for _ in 0..<1_000 { peer.write(chunk) }
        }
        let answer = try await answer(to: get(server.url), by: carrier)
        #expect(answer.isCut)
        #expect(answer.bytes.count == 1 << 20)
    }

    @Test(arguments: ["gzip", "deflate"], Carrier.allCases)
    func `a compressed body is unpacked`(encoding: String, by carrier: Carrier) async throws {
        let packed = try await Compressed.bytes(of: "b'hello ' * 20", encoding)
        let server = ScriptedServer { peer, _ in
            while peer.readRequest() != nil { peer.answer(headers: ["Content-Encoding: \(encoding)"], bytes: packed) }
        }
        let answer = try await answer(to: get(server.url), by: carrier)
        #expect(answer.text == String(repeating: "hello ", count: 20))
        #expect(server.requests.first?.contains("Accept-Encoding: gzip, deflate\r\n") == true)
    }

    @Test(arguments: Carrier.allCases)
    func `a bomb is cut at the limit of what it unpacks to`(by carrier: Carrier) async throws {
        let packed = try await Compressed.bytes(of: "bytes(200_000_000)", "gzip")
        let server = ScriptedServer { peer, _ in
            while peer.readRequest() != nil { peer.answer(headers: ["Content-Encoding: gzip"], bytes: packed) }
        }
        let answer = try await answer(to: get(server.url, policy { $0.answerLimit = 1_000 }), by: carrier)
        #expect(answer.isCut)
        #expect(answer.bytes.count == 1_000)
    }

    @Test(arguments: Carrier.allCases)
    func `a body that is not packed as it says is malformed`(by carrier: Carrier) async throws {
        let server = ScriptedServer { peer, _ in
            while peer.readRequest() != nil { peer.answer(headers: ["Content-Encoding: gzip"], body: "plain text") }
        }
        #expect(Outcome(try await answer(to: get(server.url), by: carrier)) == Outcome(.answerMalformed, wasSent: true))
    }

    @Test(arguments: ["gzip", "utf-8"], Carrier.allCases)
    func `a write whose answer's body cannot be read is answered all the same`(
        encoding: String,
        by carrier: Carrier
    ) async throws {
        let server = ScriptedServer { peer, _ in
            peer.readRequest()
            peer.answer(headers: ["Content-Encoding: \(encoding)", "X-Id: 7"], body: "plain text")
        }
        let answer = try await answer(to: post(server.url), by: carrier)
        #expect(Outcome(answer) == Outcome(status: 200))
        #expect(answer.bytes.isEmpty && answer.isCut)
        #expect(answer.headers["x-id"] == "7")
    }

    @Test(
        arguments: [
            "HTTP/1.1 201 Made\nContent-Length: 2\n\nok", "HTTP/1.1 201 Made\r\nContent-Length: 2\n\nok",
            "HTTP/1.1 201 Made\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\nConnection: x\r\n\r\n",
        ],
        Carrier.allCases
    )
    func `a write that was done is done, however badly that is said`(text: String, by carrier: Carrier) async throws {
        let server = ScriptedServer { peer, _ in
            peer.readRequest()
            peer.write(text)
        }
        #expect(Outcome(try await answer(to: post(server.url), by: carrier)) == Outcome(status: 201))
    }

    @Test(arguments: Carrier.allCases)
    func `a wait that is asked for twice is asked for`(by carrier: Carrier) async throws {
        let server = ScriptedServer { peer, _ in
            peer.readRequest()
            peer.answer("503 Not Now", headers: ["Retry-After: 20", "Retry-After: 30"])
        }
        #expect(try await answer(to: post(server.url), by: carrier).retryAfter(at: .earliest) == .seconds(30))
    }

    @Test(arguments: Carrier.allCases)
    func `trailers are no headers`(by carrier: Carrier) async throws {
        let server = ScriptedServer { peer, _ in
            peer.readRequest()
            peer.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\nRetry-After: 9\r\n\r\n")
            peer.waitForEnd()
        }
        let answer = try await answer(to: get(server.url), by: carrier)
        #expect(answer.text == "ok")
        #expect(answer.headers["retry-after"] == nil)
    }
}

/// Bytes packed by Python's zlib.
enum Compressed {
    static func bytes(of expression: String, _ encoding: String) async throws -> [UInt8] {
        let pack = encoding == "gzip" ? "gzip.compress" : "zlib.compress"
        let program = "import gzip, sys, zlib; sys.stdout.buffer.write(\(pack)(\(expression)))"
        return try await ChildProcess.succeed("python3", ["-c", program]).outputBytes
    }
}
