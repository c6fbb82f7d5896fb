import Foundation
import RelayCore
import Testing

@Suite("A send that fails says why and whether it left", .timeLimit(.minutes(10)))
struct FailureTests {
    @Test func `a name without an address`() async throws {
        let label = String(repeating: "a", count: 64)  // One character too long, so that nobody need be asked.
        let answer = try await answer(to: post("http://\(label).test"))
        #expect(Outcome(answer) == Outcome(.dns, wasSent: false))
    }

    @Test func `a port where nobody listens`() async throws {
        let answer = try await answer(to: post("http://127.0.0.1:\(closedPort())"))
        #expect(Outcome(answer) == Outcome(.connectRefused, wasSent: false))
    }

    @Test func `a host that does not take the connection`() async throws {
        let server = ScriptedServer(backlog: 0)
        let fillers = try (0..<4).map { _ in try Filler(port: server.port) }
        let answer = try await answer(to: post(server.url, policy { $0.connectTimeout = .milliseconds(200) }))
        #expect(Outcome(answer) == Outcome(.connectTimeout, wasSent: false))
        withExtendedLifetime((server, fillers)) {}
    }

    @Test func `an answer that does not come in time`() async throws {
        let server = ScriptedServer { peer, _ in
            peer.readRequest()
            peer.waitForEnd()
        }
        let answer = try await answer(to: post(server.url, policy { $0.timeout = .milliseconds(200) }))
        #expect(Outcome(answer) == Outcome(.timeout, wasSent: true))
        #expect(server.requests.count == 1)
    }

    @Test func `an answer that stops half way`() async throws {
        let server = ScriptedServer { peer, _ in
            peer.readRequest()
            peer.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf")
            peer.waitForEnd()
        }
        let answer = try await answer(to: post(server.url, policy { $0.timeout = .milliseconds(200) }))
        #expect(Outcome(answer) == Outcome(.timeout, wasSent: true))
    }

    @Test(arguments: [
        "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n",
        "HTTP/1.1 200 OK\r\nContent-Le",
    ])
    func `an answer that is cut off`(part: String) async throws {
        let server = ScriptedServer { peer, _ in
            peer.readRequest()
            peer.write(part)
        }
        let answer = try await answer(to: post(server.url))
        #expect(Outcome(answer) == Outcome(.cut, wasSent: true))
    }

    @Test func `a reset in the middle of the answer`() async throws {
        let server = ScriptedServer { peer, _ in
            peer.readRequest()
            peer.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf")
            peer.reset()
        }
        #expect(Outcome(try await answer(to: post(server.url))) == Outcome(.cut, wasSent: true))
    }

    @Test(arguments: [true, false])
    func `a connection that ends before the answer`(byReset: Bool) async throws {
        let server = ScriptedServer { peer, _ in
            peer.readRequest()
            if byReset { peer.reset() }
        }
        #expect(Outcome(try await answer(to: post(server.url))) == Outcome(.reset, wasSent: true))
        #expect(server.requests.count == 1)
    }

    @Test(arguments: ["SSH-2.0-OpenSSH_9.2\r\n", "\u{0}\u{1}\u{2}\u{3}\r\n\r\n", "HTTP/0.9 200\r\n\r\n"])
    func `an answer that is none`(text: String) async throws {
        let server = ScriptedServer { peer, _ in
            peer.readRequest()
            peer.write(text)
        }
        #expect(Outcome(try await answer(to: post(server.url))) == Outcome(.answerMalformed, wasSent: true))
    }

    @Test func `headers without an end`() async throws {
        let server = ScriptedServer { peer, _ in
            peer.readRequest()
            peer.write("HTTP/1.1 200 OK\r\n")
            for number in 0..<200 { peer.write("X-\(number): \(String(repeating: "x", count: 1_000))\r\n") }
            peer.waitForEnd()
        }
        #expect(Outcome(try await answer(to: post(server.url))) == Outcome(.answerTooLong, wasSent: true))
    }

    @Test(arguments: ["ftp://127.0.0.1", "file:///etc/passwd", "http://", "http://user:word@127.0.0.1", "http://a b"])
    func `a base that is no place to send to`(base: String) async throws {
        #expect(Outcome(try await answer(to: post(base))) == Outcome(.requestInvalid, wasSent: false))
    }

    @Test func `every failure has a word of its own in lower case`() {
        for failure in SendFailure.allCases { #expect(failure.rawValue.wholeMatch(of: /[a-z]+(-[a-z]+)*/) != nil) }
    }
}

/// A port that was free a moment ago.
func closedPort() -> UInt16 { ScriptedServer().port }

/// A connection that takes a place in a server's queue.
final class Filler {
    private let socket: Int32

    init(port: UInt16) throws {
        socket = Foundation.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        _ = fcntl(socket, F_SETFL, O_NONBLOCK)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                _ = unsafe connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
    }

    deinit { close(socket) }
}
