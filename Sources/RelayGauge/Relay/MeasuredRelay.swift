import JSON
import LinuxIO
import RelayCore
import RelayStore

/// A relay of this very program, as a process of its own, with a store of its own.
final class MeasuredRelay: Sendable {
    let address: SocketAddress
    /// From before it was started until it said that it listens.
    let startTime: Duration
    /// What it held when it had just started.
    let idleBytes: Int
    private let program: ChildProgram
    private let folder: String

    private init(_ program: ChildProgram, _ address: SocketAddress, folder: String, startTime: Duration) {
        (self.program, self.address, self.folder, self.startTime) = (program, address, folder, startTime)
        idleBytes = program.residentBytes
    }

    /// Starts a relay in a folder of its own below the gauge's, and waits until it listens.
    static func start(named name: String, routes: String, by gauge: Gauge) async throws
        -> MeasuredRelay
    {
        let (seats, folder) = (gauge.seats, "\(gauge.folder)/\(name)")
        return try await OwnThread.run("relay's start", on: seats.relay) { sign in
            try Folder.make(folder)
            try AppendFile(path: "\(folder)/routes.json").append(Array(routes.utf8))
            let clock = SystemClock()
            let start = clock.monotonicTime()
            let program = try ChildProgram(
                "/proc/self/exe",
                called: "leadrelay",
                [
                    "run", "--config", "\(folder)/routes.json", "--data", "\(folder)/data", "--listen", "127.0.0.1:0",
                    "--log", "json",
                ],
                environment: environment,
                output: "\(folder)/log"
            )
            // Looking for the line must not take the processor that the relay starts on.
            seats.load.bind()
            let address = try awaitAddress(program, log: "\(folder)/log", sign)
            return MeasuredRelay(program, address, folder: folder, startTime: clock.monotonicTime() - start)
        }
    }

    var processorTime: Duration { program.processorTime }
    var residentBytes: Int { program.residentBytes }

    /// Ends it in order, or at once where it takes too long.
    func stop() async throws {
        try await OwnThread.run("relay's end", on: .current) { [program] _ in
            program.terminate()
            if program.end(within: .seconds(20)) == nil { program.kill() }
        }
    }

    /// How many deliveries it keeps that have not come to an end; to be asked when it has ended.
    func waitingDeliveries() throws -> Int {
        try StoreReader(StoreFile("\(folder)/data/leadrelay.db")).counts().waiting
    }

    /// Ends it at once.
    func kill() { program.kill() }

    /// What the relay knows of this process's variables: how to find libraries and to report faults, and the secret.
    private static var environment: [String: String] {
        let names = ["PATH", "LD_LIBRARY_PATH", "ASAN_OPTIONS", "TSAN_OPTIONS", "TZDIR"]
        let kept = names.compactMap { name in ProcessEnvironment.value(of: name).map { (name, $0) } }
        return Dictionary(uniqueKeysWithValues: kept + [(GaugeRoutes.secretName, GaugeRoutes.secret)])
    }

    private static func awaitAddress(_ program: ChildProgram, log: String, _ sign: StopSign) throws -> SocketAddress {
        let deadline = SystemClock().monotonicTime() + .seconds(30)
        let pause = try Wake()
        while !sign.isRaised {
            let text = String(decoding: (try? FileBytes.read(path: log, limit: 1 << 20)) ?? [], as: UTF8.self)
            for line in text.split(separator: "\n") where line.holds(#""message":"listening""#) {
                let address = (try? JSONDocument(Array(line.utf8)))?.root["address"]?.string
                if let address = address.flatMap({ SocketAddress($0) }) { return address }
            }
            guard program.end(within: .zero) == nil, SystemClock().monotonicTime() < deadline else {
                throw GaugeFailure("the relay does not start\n\(text)")
            }
            _ = pause.wait(atMost: .milliseconds(1))
        }
        throw CancellationError()
    }
}
