import CivilTime
import HTTPServer
import JSON
package import LinuxIO
package import RelayMocks

/// Stand-ins on a port of this machine, each below its name.
package struct StandInServer: Sendable {
    private let server: MockServer
    private let port: UInt16

    /// Runs the body beside the stand-ins, and ends them.
    package static func with(
        _ apis: [any MockAPI],
        _ body: (StandInServer) async throws -> Void
    ) async throws {
        let clock = SystemClock()
        let server = MockServer(StandIns(apis, keeping: 100_000), now: { clock.timestamp() })
        let loops = try EventLoop.start(count: 1)
        defer { for loop in loops { loop.stop() } }
        try await server.whileListening(on: loops) { port in
            try await body(StandInServer(server: server, port: port))
        }
    }

    /// Where a stand-in is found, for `--base`.
    package func base(of name: String) -> String { "http://127.0.0.1:\(port)/\(name)" }

    /// A request that a stand-in judged.
    package struct Seen: Sendable, Equatable {
        package let api: String
        package let method: String
        package let path: String
        package let body: String
        package let status: Int

        package init(api: String, method: String, path: String, body: String, status: Int) {
            self.api = api
            self.method = method
            self.path = path
            self.body = body
            self.status = status
        }
    }

    /// What came, in order, as it is told to whoever asks the stand-ins for it.
    package var received: [Seen] {
        get throws {
            let moment = SystemClock().timestamp()
            let answer = server.withStandIns { $0.answer(MockRequest("GET", "/_received"), at: moment) }
            // On a busy machine a trial lasts longer, and more comes.
            let limits = JSONLimits(depth: 128, bytes: 1 << 25)
            return try JSONDocument(answer.body, limits: limits).root.elements.map { entry in
                Seen(
                    api: entry["api"]?.string ?? "",
                    method: entry["method"]?.string ?? "",
                    path: entry["path"]?.string ?? "",
                    body: entry["body"]?.string ?? "",
                    status: Int(entry["status"]?.int ?? 0)
                )
            }
        }
    }

    /// Reaches a stand-in, to turn its settings.
    package func with<API: MockAPI, Result>(_ type: API.Type, _ body: (inout API) -> Result) -> Result? {
        server.withStandIns { $0.withMock(type, body) }
    }
}

extension MockServer {
    /// Listens on a port of this machine while the body runs, which is told the port.
    package func whileListening<Result: Sendable>(
        on loops: [EventLoop],
        _ body: (UInt16) async throws -> Result
    ) async throws -> Result {
        let address = SocketAddress.internet(IPAddress(v4: 0x7F00_0001), port: 0)
        let listener = try HTTPServer(
            HTTPServerConfiguration(endpoints: [HTTPServerConfiguration.Endpoint(address)]),
            on: loops,
            handler: self
        )
        return try await withThrowingTaskGroup { group in
            group.addTask { await listener.run() }
            defer { group.cancelAll() }
            return try await body(listener.addresses[0].port ?? 0)
        }
    }
}
