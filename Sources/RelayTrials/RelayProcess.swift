package import Foundation
import JSON
import RelayTesting

/// A `leadrelay run` of a test's own: the program that was built beside the tests.
package final class RelayProcess: Sendable {
    private let process: ChildProcess

    /// Where the program is: in the folder of the test bundle, which is this process's executable.
    package static let program = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
        .appending(path: "leadrelay")

    /// Starts the program without waiting for anything; `bases` are URLs that stand in for those of destinations, by
    /// their names.
    package init(
        in folder: TrialFolder,
        bases: [String: String] = [:],
        environment: [String: String] = [:],
        listen: String = "127.0.0.1:0"
    ) throws {
        process = try ChildProcess(
            Self.program.path,
            ["run", "--config", folder.routes.path, "--data", folder.data.path, "--listen", listen, "--log", "json"]
                + bases.sorted { $0.key < $1.key }.flatMap { ["--base", "\($0.key)=\($0.value)"] },
            output: .discarded,
            environment: environment.merging(["ASAN_OPTIONS": "detect_leaks=0"]) { first, _ in first },
            folder: folder.url.path
        )
    }

    /// Starts the program, and waits until it listens.
    package static func start(
        in folder: TrialFolder,
        bases: [String: String] = [:],
        environment: [String: String] = [:],
        listen: String = "127.0.0.1:0"
    ) async throws -> RelayProcess {
        let relay = try RelayProcess(in: folder, bases: bases, environment: environment, listen: listen)
        try await relay.line("listening")
        return relay
    }

    // MARK: What it says

    /// Waits for a line with a message, the so-manieth of its kind.
    @discardableResult
    package func line(_ message: String, count: Int = 1) async throws -> String {
        let sign = "\"message\":\"\(message)\""
        let log = try await process.errors.wait { log in log.lines.count { $0.contains(sign) } >= count }
        return log.lines.filter { $0.contains(sign) }[count - 1]
    }

    /// The port that it listens on; it must have said so.
    package func port() async throws -> UInt16 {
        let address = try JSONDocument(try await line("listening")).root["address"]?.string ?? ""
        return UInt16(address.split(separator: ":").last ?? "") ?? 0
    }

    /// All that it has logged, once it has ended.
    package func wholeLog() async throws -> [String] {
        try await end()
        return await process.errors.atEnd().lines
    }

    // MARK: Its end

    package func signal(_ number: Int32) { process.signal(number) }

    /// Waits for its end: the exit status, or the number of the signal that killed it, negated.
    @discardableResult
    package func end() async throws -> Int32 { try await process.end() }

    /// Ends it in order.
    @discardableResult
    package func stop() async throws -> Int32 {
        signal(SIGTERM)
        return try await end()
    }

    /// Ends it as a loss of power to the process would.
    package func killAtOnce() async throws {
        signal(SIGKILL)
        try await end()
    }
}
