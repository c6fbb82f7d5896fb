import Foundation
import HTTPClient
import RelayTesting
import Testing

@Suite("A server that sends without end holds up nobody", .timeLimit(.minutes(5)))
struct FloodTests {
    @Test func `what has come is read in several turns`() async throws {
        let (held, written) = (Gate(), Gate())
        let server = ScriptedServer { peer, _ in
            peer.readRequest()
            held.wait()
            peer.answer(body: String(repeating: "x", count: 32 << 10))
            written.open()
            peer.waitForEnd()
        }
        let turns = try await withClient(HTTPClient.Reading(atOnce: 1 << 10, inTurn: 4 << 10)) { caller in
            async let outcome = Outcome(await caller.send(Sent(server)))
            try await server.waitForRequests(1)
            // This thread has the client's turns, so that nothing is read until all has come.
            held.open()
            written.wait()
            #expect(await outcome == Outcome(200, String(repeating: "x", count: 32 << 10)))
            return caller.loop.pressedTurns
        }
        #expect(turns >= 7)
    }

    @Test func `answers before the answer have an end, and their connection with them`() async throws {
        let server = ScriptedServer { peer, _ in
            peer.readRequest()
            peer.write(String(repeating: "HTTP/1.1 103 Early\r\n\r\n", count: 10_000))
            peer.waitForEnd()
        }
        #expect(try await result(of: Sent(server)) == Outcome(.malformed))
        try await server.waitForClosed(1)
    }

    @Test(arguments: [Padding(10, isReused: true), Padding(1 << 20, isReused: false)])
    func `padding behind what was packed is taken up to a limit`(padding: Padding) async throws {
        let server = ScriptedServer { peer, number in
            while peer.readRequest() != nil {
                peer.answer(
                    "20\(number) OK",
                    headers: ["Content-Encoding: gzip"],
                    bytes: Packed.gzip.bytes + [UInt8](repeating: 0, count: padding.count)
                )
            }
        }
        let text = String(repeating: "hello ", count: 20)
        let outcomes = try await withClient { caller in
            [Outcome(await caller.send(Sent(server))), Outcome(await caller.send(Sent(server)))]
        }
        #expect(outcomes == [Outcome(200, text), Outcome(padding.isReused ? 200 : 201, text)])
    }

    @Test func `what is packed and unpacks to nothing is cut`() async throws {
        let server = ScriptedServer { peer, _ in
            peer.readRequest()
            peer.write("HTTP/1.1 200 OK\r\nContent-Encoding: deflate\r\n\r\n")
            let emptyBlock: [UInt8] = [0, 0, 0, 255, 255]
            peer.write(Array(repeatElement(emptyBlock, count: 100_000).joined()))
            peer.waitForEnd()
        }
        var sent = Sent(server)
        sent.answerLimit = 1_000
        #expect(try await result(of: sent) == Outcome(200, isCut: true))
        try await server.waitForClosed(1)
    }
}

/// How many bytes stand behind what was packed, and whether the connection carries another request then.
struct Padding: Sendable {
    let count: Int
    let isReused: Bool

    init(_ count: Int, isReused: Bool) {
        self.count = count
        self.isReused = isReused
    }
}

/// What a thread waits at until another opens it.
final class Gate: Sendable {
    private let semaphore = DispatchSemaphore(value: 0)

    func open() { semaphore.signal() }

    func wait() { semaphore.wait() }
}
