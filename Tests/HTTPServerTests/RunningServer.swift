import HTTPServer
import HTTPWire
import LinuxIO

/// A server of a test's own, on a port that the system chooses.
struct RunningServer {
    let server: HTTPServer
    let port: UInt16
    let handler: EchoHandler
    private let loops: [EventLoop]
    private let run: Task<Void, Never>

    /// Runs the body beside a server and has that end in order.
    ///
    /// Limits of time are looked at every 10 ms, so that tests may have short ones.
    static func with(
        _ limits: ServerLimits = ServerLimits(),
        endpoints: [HTTPServerConfiguration.Endpoint] = [.init(.internet(IPAddress(v4: 0x7F00_0001), port: 0))],
        trustedProxies: [AddressNetwork] = [],
        loops count: Int = 1,
        handler: EchoHandler = EchoHandler(),
        _ body: (RunningServer) async throws -> Void
    ) async throws {
        let loops = try EventLoop.start(count: count, sweep: .milliseconds(10))
        defer { for loop in loops { loop.stop() } }
        var configuration = HTTPServerConfiguration(endpoints: endpoints)
        configuration.limits = limits
        configuration.trustedProxies = trustedProxies
        let server = try HTTPServer(configuration, on: loops, handler: handler)
        // Clients wait for the server on the threads that tasks share, so it must not need one of those to begin.
        let run = Task(executorPreference: loops[0]) { await server.run() }
        let running = RunningServer(
            server: server,
            port: server.addresses[0].port ?? 0,
            handler: handler,
            loops: loops,
            run: run
        )
        let result: Result<Void, any Error>
        do { result = .success(try await body(running)) } catch { result = .failure(error) }
        await running.end()
        try result.get()
    }

    /// Asks the server to end.
    func cancel() { run.cancel() }

    /// Asks the server to end, and waits until it has.
    func end() async {
        run.cancel()
        await run.value
    }

    func client(from source: String = "127.0.0.1") throws -> Client { try Client(port: port, from: source) }
}
