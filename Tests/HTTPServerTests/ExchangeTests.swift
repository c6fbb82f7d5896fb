import HTTPServer
import HTTPWire
import LinuxIO
import Testing

@Suite("A server", .timeLimit(.minutes(10)))
struct ExchangeTests {
    static let get = "GET /a?b HTTP/1.1\r\nhost: x\r\n\r\n"
    static let post = "POST /p HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\n\r\nhello"

    @Test func `answers a request`() async throws {
        try await RunningServer.with { server in
            let client = try server.client()
            client.send(Self.get)
            let answer = client.answer()
            #expect(answer.hasPrefix("HTTP/1.1 200 OK\r\ndate: "))
            #expect(answer.hasSuffix("\r\ncontent-length: 25\r\n\r\nGET /a?b 127.0.0.1 plain "))
        }
    }

    @Test func `answers one request after the other on a connection`() async throws {
        try await RunningServer.with { server in
            let client = try server.client()
            for number in 0..<20 {
                client.send("PUT /\(number) HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\n\r\n.")
                #expect(client.answer().hasSuffix("PUT /\(number) 127.0.0.1 plain ."))
            }
        }
    }

    @Test func `answers requests that come at once in their order`() async throws {
        try await RunningServer.with { server in
            let client = try server.client()
            client.send((0..<300).map { "POST /\($0) HTTP/1.1\r\nhost: x\r\ncontent-length: 3\r\n\r\nabc" }.joined())
            for number in 0..<300 {
                #expect(client.answer().hasSuffix("POST /\(number) 127.0.0.1 plain abc"))
            }
        }
    }

    @Test func `gives an answer out while the next one is waited for`() async throws {
        try await RunningServer.with { server in
            let client = try server.client()
            client.send(Self.get + "GET /wait HTTP/1.1\r\nhost: x\r\n\r\n")
            #expect(client.answer().hasSuffix("GET /a?b 127.0.0.1 plain "))
            server.handler.release()
            #expect(client.answer().hasSuffix("GET /wait 127.0.0.1 plain "))
        }
    }

    @Test func `takes a request byte by byte`() async throws {
        try await RunningServer.with { server in
            let client = try server.client()
            for byte in Self.post.utf8 { client.send([byte]) }
            #expect(client.answer().hasSuffix("POST /p 127.0.0.1 plain hello"))
        }
    }

    @Test func `takes a body in chunks, and one of the largest size`() async throws {
        try await RunningServer.with { server in
            let client = try server.client()
            client.send("POST /c HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n")
            client.send("5\r\nhello\r\n1\r\n!\r\n0\r\n\r\n")
            #expect(client.answer().hasSuffix("POST /c 127.0.0.1 plain hello!"))
            let body = String(repeating: "y", count: 262_144)
            client.send("POST /l HTTP/1.1\r\nhost: x\r\ncontent-length: 262144\r\n\r\n" + body)
            let isWhole = client.answer().hasSuffix("POST /l 127.0.0.1 plain " + body)
            #expect(isWhole)
        }
    }

    @Test func `asks for a body only once the handler wants it`() async throws {
        try await RunningServer.with { server in
            let client = try server.client()
            let expectation = "host: x\r\nexpect: 100-continue\r\ncontent-length: 5\r\n\r\n"
            client.send("POST /p HTTP/1.1\r\n" + expectation)
            #expect(client.text(until: "\r\n\r\n") == "HTTP/1.1 100 Continue\r\n\r\n")
            client.send("hello")
            #expect(client.answer().hasSuffix("POST /p 127.0.0.1 plain hello"))
            client.send("POST /refused HTTP/1.1\r\n" + expectation)
            let answer = client.answer()
            #expect(answer.hasPrefix("HTTP/1.1 403 Forbidden\r\n"))
            #expect(answer.contains("\r\nconnection: close\r\n"))
            client.finishSending()
            #expect(client.rest() == "")
        }
    }

    @Test func `goes on behind the small body of a refused request, and closes before a large one`() async throws {
        try await RunningServer.with { server in
            let client = try server.client()
            client.send("POST /refused HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\n\r\nhello" + Self.get)
            #expect(client.answer().hasPrefix("HTTP/1.1 403 Forbidden\r\n"))
            #expect(client.answer().hasSuffix("GET /a?b 127.0.0.1 plain "))
            client.send("POST /refused HTTP/1.1\r\nhost: x\r\ncontent-length: 200000\r\n\r\n")
            client.send([UInt8](repeating: 0, count: 200_000))
            #expect(client.answer().hasPrefix("HTTP/1.1 403 Forbidden\r\n"))
            client.finishSending()
            #expect(client.rest() == "")
        }
    }

    @Test func `answers HEAD like GET without the body`() async throws {
        try await RunningServer.with { server in
            let client = try server.client()
            client.send("HEAD /h HTTP/1.1\r\nhost: x\r\n\r\n" + Self.get)
            #expect(client.answer(hasBody: false).contains("\r\ncontent-length: 24\r\n"))
            #expect(client.answer().hasSuffix("GET /a?b 127.0.0.1 plain "))
        }
    }

    @Test(arguments: ["GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n", "GET / HTTP/1.0\r\n\r\n"])
    func `closes the connection of who wants no more`(request: String) async throws {
        try await RunningServer.with { server in
            let client = try server.client()
            client.send(request)
            let text = client.rest()
            #expect(text?.contains("\r\nconnection: close\r\n") == true)
            #expect(text?.hasSuffix("GET / 127.0.0.1 plain ") == true)
        }
    }

    @Test func `answers who has finished sending already`() async throws {
        try await RunningServer.with { server in
            let client = try server.client()
            client.send(Self.post)
            client.finishSending()
            #expect(client.rest()?.hasSuffix("POST /p 127.0.0.1 plain hello") == true)
        }
    }

    @Test func `answers on a local socket, whose file is its owner's alone and goes with it`() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/control.sock"
        try await RunningServer.with(endpoints: [.init(.local(path: path))], loops: 2) { _ in
            #expect(try folder.permissions(of: "control.sock") == 0o600)
            let client = try Client(path: path)
            client.send(Self.get)
            #expect(client.answer().hasSuffix("GET /a?b local plain "))
        }
        #expect(folder.isEmpty)
    }

    @Test func `answers five hundred connections at once, on two loops`() async throws {
        try await RunningServer.with(loops: 2) { server in
            let clients = try (0..<500).map { _ in try server.client() }
            for client in clients { client.send("GET /wait HTTP/1.1\r\nhost: x\r\n\r\n") }
            for _ in clients { await server.handler.waitForRequest() }
            for _ in clients { server.handler.release() }
            for client in clients { #expect(client.answer().hasSuffix("GET /wait 127.0.0.1 plain ")) }
        }
    }

    @Test func `has another handler answer from then on`() async throws {
        try await RunningServer.with { server in
            let client = try server.client()
            client.send(Self.get)
            #expect(client.answer().hasPrefix("HTTP/1.1 200 OK\r\n"))
            await server.server.use(RefusingHandler())
            client.send(Self.get)
            #expect(client.answer().hasPrefix("HTTP/1.1 404 Not Found\r\n"))
        }
    }

    @Test func `refuses an address that somebody listens at`() async throws {
        try await RunningServer.with { server in
            let taken = HTTPServerConfiguration(endpoints: [.init(server.server.addresses[0])])
            let loops = try EventLoop.start(count: 2)
            defer { for loop in loops { loop.stop() } }
            #expect(throws: LinuxIOError.self) { try HTTPServer(taken, on: loops, handler: server.handler) }
        }
    }
}
