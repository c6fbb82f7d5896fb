import Foundation
import JSON
import RelayTesting
import RelayTrials
import Testing

/// A `leadrelay mock` of a test's own, on a port that the system chose.
final class MockProcess: Sendable {
    private let process: ChildProcess
    /// What it said when it listened, a JSON object a line; the last is about all stand-ins.
    let greeting: [JSONValue]
    let port: UInt16

    private init(_ process: ChildProcess, _ greeting: [JSONValue], port: UInt16) {
        (self.process, self.greeting, self.port) = (process, greeting, port)
    }

    /// Starts it and waits until it listens.
    static func start(_ arguments: String..., environment: [String: String] = [:]) async throws -> MockProcess {
        let process = try ChildProcess(
            BuiltProgram.url.path,
            ["mock", "--listen", "127.0.0.1:0", "--json"] + arguments,
            environment: environment.merging(["ASAN_OPTIONS": "detect_leaks=0"]) { first, _ in first }
        )
        let said = try await process.output.wait { $0.lines.last?.contains(#""seed":"#) == true }
        let greeting = try said.lines.map { try JSONDocument($0).root }
        let origin = try #require(greeting.last?["leads"]?.string)
        let port = try #require(UInt16(origin.split(separator: ":").last?.prefix { $0 != "/" } ?? ""))
        return MockProcess(process, greeting, port: port)
    }

    /// The base URL of a stand-in, for `--base`.
    func base(of name: String) throws -> String {
        try #require(greeting.first { $0["api"]?.string == name }?["base"]?.string)
    }

    /// Makes a request; nil where no whole answer came.
    func ask(
        _ method: String,
        _ path: String,
        _ body: String = "",
        key: String = "X-API-Key: any"
    ) async throws -> PlainMessage? {
        let port = port
        return try await elsewhere {
            let wire = try Wire(port: port)
            wire.send(
                "\(method) \(path) HTTP/1.1\r\nHost: mock\r\n\(key)\r\nContent-Type: application/json\r\n"
                    + "Content-Length: \(body.utf8.count)\r\n\r\n\(body)"
            )
            var rest: [UInt8] = []
            return wire.message(&rest)
        }
    }

    /// Waits for a line on standard error.
    func complaint(_ sign: String) async throws -> String {
        let log = try await process.errors.wait { $0.lines.contains { $0.contains(sign) } }
        return try #require(log.lines.first { $0.contains(sign) })
    }

    /// Ends it by a signal: its exit status.
    func stop(by signal: Int32 = SIGTERM) async throws -> Int32 {
        process.signal(signal)
        return try await process.end()
    }
}
