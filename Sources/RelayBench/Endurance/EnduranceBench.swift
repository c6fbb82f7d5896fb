import CivilTime
import Crypto
import Foundation
import LinuxIO
import RelayCore
import RelayMocks
import RelayTesting
import RelayTrials

/// The built program between a sender of signed events and four faulty stand-ins: whether anything is lost, doubled
/// without a reason or out of order, and how long it takes to get there.
///
/// `RelayBench endurance 600 500 50` runs for 600 seconds at 500 events a second, 50 of a thousand requests meeting a
/// fault; a stand-in that is named behind that is dead for the whole run.
struct EnduranceBench {
    let seconds: Int
    let rate: Int
    let faultsPerMille: Int
    let dead: String?

    static let apis = ["leadtrackr", "octanist", "leadping", "sendpilot"]
    static let leads = 400

    init(_ words: [String]) throws {
        guard words.count >= 3, let seconds = Int(words[0]), let rate = Int(words[1]), let faults = Int(words[2]) else {
            throw Misuse(words: words)
        }
        (self.seconds, self.rate, faultsPerMille) = (seconds, rate, faults)
        dead = words.count > 3 ? words[3] : nil
    }

    private struct Misuse: Error { let words: [String] }

    func run() async throws {
        let ledger = EnduranceLedger()
        let folder = try TrialFolder(routes: EnduranceRoutes.text)
        let loops = try EventLoop.start(count: 1)
        defer { for loop in loops { loop.stop() } }
        try await withStandIns(ledger, on: loops) { base in
            var bases = Dictionary(uniqueKeysWithValues: Self.apis.map { ($0, "\(base)/\($0)") })
            // Nobody listens on a port of the system's own.
            if let dead { bases[dead] = "http://127.0.0.1:1" }
            let relay = try await RelayProcess.start(in: folder, bases: bases, environment: EnduranceRoutes.secrets)
            let senders = try EnduranceSenders(port: try await relay.port(), rate: rate, seconds: seconds)
            let accepted = try await senders.accepted()
            try await settle(folder, loops[0])
            guard try await relay.stop() == 0 else { throw EndedBadly() }
            let letters = EnduranceAudit.deadLetters(in: folder.data)
            let audit = EnduranceAudit(accepted, ledger.state, letters, apis: Self.apis.filter { $0 != dead })
            print(audit.json(rate: rate, seconds: seconds, faultsPerMille: faultsPerMille, dead: dead))
        }
    }

    private struct EndedBadly: Error {}

    /// Waits until nothing waits any more but for who is dead.
    private func settle(_ folder: TrialFolder, _ loop: EventLoop) async throws {
        for _ in 0..<(dead == nil ? 900 : 30) {
            let run = try await ProgramRun.on(folder, "status")
            if run.output.contains("\"waiting\":0,") { return }
            try await loop.pause(for: .seconds(1))
        }
    }

    // MARK: The stand-ins

    private func withStandIns(
        _ ledger: EnduranceLedger,
        on loops: [EventLoop],
        _ body: (String) async throws -> Void
    ) async throws {
        let clock = SystemClock()
        let server = MockServer(
            StandIns(try EnduranceLeads.standIns(Self.leads), watch: { ledger.note($0) }),
            now: { clock.timestamp() },
            faults: .ofAllKinds(perMille: faultsPerMille),
            pause: { [loop = loops[0]] in try? await loop.pause(for: $0) }
        )
        try await server.whileListening(on: loops) { port in try await body("http://127.0.0.1:\(port)") }
    }
}
