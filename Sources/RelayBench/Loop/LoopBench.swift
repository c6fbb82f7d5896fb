import CivilTime
import Foundation
import LinuxIO
import RelayCore
import RelayMocks
import RelayService
import RelayTesting
import RelayTrials

/// The built program in a ring: outsiders change leads at a stand-in for Sendpilot, whose webhooks the relay takes to
/// three others and back to Sendpilot, which tells of that too; whether each change arrives once at each of the four,
/// and nothing that the relay wrote itself goes round.
///
/// `RelayBench loop 600 50 50` runs for 600 seconds at 50 changes a second, 50 of a thousand requests and webhooks
/// meeting a fault. It ends with 1 where the audit finds something.
struct LoopBench {
    private let timetable: LoopTimetable
    private let faultsPerMille: Int

    init(_ words: [String]) throws {
        guard words.count == 3, let seconds = Int(words[0]), let rate = Int(words[1]), let faults = Int(words[2]),
            seconds > 0, rate > 0, (0...1_000).contains(faults)
        else { throw Misuse(words: words) }
        timetable = LoopTimetable(seconds: seconds, rate: rate)
        faultsPerMille = faults
    }

    private struct Misuse: Error { let words: [String] }

    /// How long no event may come before it counts as settled.
    private var quiet: Duration { .seconds(min(30, timetable.seconds)) }

    func run() async throws {
        let (ledger, book) = (EnduranceLedger(), LoopBook())
        let folder = try TrialFolder(routes: LoopRoutes.text)
        let loops = try EventLoop.start(count: 1)
        defer { for loop in loops { loop.stop() } }
        let webhooks = try LoopWebhooks(book, faultsPerMille: faultsPerMille, loops[0])
        let audit = try await withStandIns(ledger, book, webhooks, on: loops) { port in
            let bases = EnduranceBench.apis.map { ($0, "http://127.0.0.1:\(port)/\($0)") }
            let relay = try await RelayProcess.start(
                in: folder,
                bases: Dictionary(uniqueKeysWithValues: bases),
                environment: LoopRoutes.secrets
            )
            webhooks.open(port: try await relay.port())
            let outsiders = try await LoopOutsiders(timetable, port: port).ended()
            let isSettled = try await settle(folder, book, loops[0])
            guard try await relay.stop() == 0 else { throw EndedBadly() }
            return try LoopAudit(book.webhooks, ledger.state, in: folder, outsiders, isSettled: isSettled)
        }
        print(audit.json(timetable, faultsPerMille: faultsPerMille))
        if !audit.isClean { exit(1) }
    }

    private struct EndedBadly: Error {}

    /// Waits until no webhook is left to be sent, no delivery waits, and nothing has come for a while.
    private func settle(_ folder: TrialFolder, _ book: LoopBook, _ loop: EventLoop) async throws -> Bool {
        for _ in 0..<300 {
            if book.open == 0, book.quiet >= quiet {
                let run = try await ProgramRun.on(folder, "status")
                if run.output.contains("\"waiting\":0,"), book.open == 0, book.quiet >= quiet { return true }
            }
            try await loop.pause(for: .seconds(1))
        }
        return false
    }

    private func withStandIns(
        _ ledger: EnduranceLedger,
        _ book: LoopBook,
        _ webhooks: LoopWebhooks,
        on loops: [EventLoop],
        _ body: (UInt16) async throws -> LoopAudit
    ) async throws -> LoopAudit {
        let clock = SystemClock()
        let server = MockServer(
            StandIns(try EnduranceLeads.standIns(timetable.leads, era: .older), watch: { ledger.note($0) }),
            now: { clock.timestamp() },
            emit: { emissions in
                book.note(emissions)
                webhooks.send(emissions)
            },
            faults: .ofAllKinds(perMille: faultsPerMille, cutting: true),
            pause: { [loop = loops[0]] in try? await loop.pause(for: $0) }
        )
        return try await server.whileListening(on: loops) { port in
            async let _: Void = webhooks.run()
            return try await body(port)
        }
    }
}
