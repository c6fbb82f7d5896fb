import CivilTime
import Foundation
import JSON
import LinuxIO
import RelayMocks
import RelayTesting
import RelayTrials
import Testing

@Suite("A relay that is killed under load", .timeLimit(.minutes(10)))
struct KillTests {
    /// Three in CI; more by hand: `RELAY_KILLS=20`.
    private static let kills = ProcessInfo.processInfo.environment["RELAY_KILLS"].flatMap { Int($0) } ?? 3
    private static let seed = ProcessInfo.processInfo.environment["RELAY_SEED"].flatMap { UInt64($0) } ?? 1
    private static let concurrency = 8

    private static let routes = """
        { "version": 1, "service": { "limits": { "rateBySource": "1000000/s" } },
          "sources": { "shop": { "signature": { "scheme": "none" }, "id": "body.id", "type": "'order'",
            "lead": "body.lead" } },
          "destinations": {
            "sink": { "api": "http", "base": "http://127.0.0.1:1", "concurrency": \(concurrency), "timeout": "30s",
              "retry": { "first": "1s", "longest": "1s" } },
            "leadtrackr": { "api": "leadtrackr", "key": { "env": "KEY" }, "concurrency": \(concurrency) } },
          "routes": [ { "name": "all", "from": "shop", "on": "*", "send": [
            { "to": "sink", "call": "request", "with": { "body": "{{ event.body }}" } },
            { "to": "leadtrackr", "call": "updateLeadStatus", "with": {
              "uniqueIdentifier": "{{ event.lead }}", "conversionId": "{{ event.body.conversion }}" } } ] } ] }
        """

    @Test func `loses nothing that it accepted, and doubles only what was in flight`() async throws {
        let seed = Self.seed
        let leads = (0..<16).flatMap { sender in (0..<4).map { "lead_\(sender)_\($0)" } }
        let tracker = LeadTrackrMock(
            people: 0,
            leads: leads.enumerated().map { LeadTrackrLead(id: $0, uniqueIdentifier: $1, createdAt: .earliest) }
        )
        let sink = try FaultyDestination { _ in .answer(200) }
        let folder = try TrialFolder(routes: Self.routes)
        try await StandInServer.with([tracker]) { standIns in
            let bases = ["sink": sink.base, "leadtrackr": standIns.base(of: "leadtrackr")]
            let load = try LoadGenerator(senders: 16, keysOfSender: 4, path: "/hooks/shop") { event in
                #"{"id":"\#(event.id)","lead":"\#(event.key)","number":\#(event.number),"conversion":"\#(event.conversion)"}"#
            }
            let progress = try await Self.live(load, in: folder, bases, seed: seed)
            let account = try Account(progress, sink.traffic.state, standIns.received, in: folder)
            account.judge(mostInFlight: Self.kills * Self.concurrency, seed: seed)
        }
    }

    /// Starts and kills the relay, and in the end lets it finish all that it has.
    private static func live(
        _ load: LoadGenerator,
        in folder: TrialFolder,
        _ bases: [String: String],
        seed: UInt64
    ) async throws -> LoadGenerator.Progress {
        var random = SeededRandom(seed: seed)
        for _ in 0..<kills {
            let relay = try await RelayProcess.start(in: folder, bases: bases, environment: ["KEY": "k"])
            load.open(port: try await relay.port())
            let goal = load.progress.state.accepted.count + 50 + random.below(700)
            try await load.progress.wait { $0.accepted.count >= goal }
            try await relay.killAtOnce()
        }
        let relay = try await RelayProcess.start(in: folder, bases: bases, environment: ["KEY": "k"])
        load.open(port: try await relay.port())
        let goal = load.progress.state.accepted.count + 200
        try await load.progress.wait { $0.accepted.count >= goal }
        let progress = try await load.stop()
        try await ProgramRun.on(folder, "status") { $0.contains("\"waiting\":0,") }
        #expect(try await relay.stop() == 0)
        return progress
    }
}

extension LoadGenerator.Event {
    /// A conversion of its own, as a label of LeadTrackr's is written.
    var conversion: String {
        let bytes = id.utf8.reduce(UInt64(0xCBF2_9CE4_8422_2325)) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
        let digits = String(bytes, radix: 16)
        let text = String(repeating: "0", count: 16 - digits.count) + digits
        return "00000000-0000-4000-\(text.prefix(4).replacing(/^./, with: "8"))-\(text.suffix(12))"
    }
}

/// What was accepted, held against what arrived.
private struct Account {
    let progress: LoadGenerator.Progress
    let sink: FaultyDestination.Traffic
    /// How often each conversion came.
    let conversions: [String: Int]
    /// The dead letters, by the relay's names of their events.
    let deadLetters: [String: [String]]

    init(
        _ progress: LoadGenerator.Progress,
        _ sink: FaultyDestination.Traffic,
        _ seen: [StandInServer.Seen],
        in folder: TrialFolder
    ) throws {
        self.progress = progress
        self.sink = sink
        conversions = seen.reduce(into: [:]) { counts, one in
            counts[(try? JSONDocument(one.body))?.root["conversionId"]?.string ?? "", default: 0] += 1
        }
        let file = folder.data.appending(path: "dead-letters.jsonl")
        let lines = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
        deadLetters = try lines.split(separator: "\n").reduce(into: [:]) { letters, line in
            let letter = try JSONDocument(String(line)).root
            letters[letter["event"]?.string ?? "", default: []].append(letter["cause"]?.string ?? "")
        }
    }

    func judge(mostInFlight: Int, seed: UInt64) {
        let (taken, doubles) = (sink.firstTaken, sink.timesTaken.values.count { $0 > 1 })
        let lost = progress.accepted.values.filter { taken[$0.key]?.contains($0.number) != true }
        #expect(lost.isEmpty, "seed \(seed)")
        #expect(taken.values.allSatisfy { $0 == $0.sorted() }, "seed \(seed)")
        #expect(sink.keys.values.allSatisfy { $0.count == 1 }, "seed \(seed)")
        #expect(doubles <= mostInFlight, "seed \(seed)")

        #expect(conversions.values.allSatisfy { $0 == 1 }, "seed \(seed)")
        let unsent = progress.accepted.values.filter { conversions[$0.conversion] == nil }
        #expect(unsent.allSatisfy { deadLetters[$0.name] == ["outcome-unknown"] }, "seed \(seed)")
        let letters = deadLetters.values.flatMap { $0 }
        #expect(letters.allSatisfy { $0 == "outcome-unknown" } && letters.count <= mostInFlight, "seed \(seed)")
        print(
            "killed under load, seed \(seed): \(progress.accepted.count) accepted, \(lost.count) lost, \(doubles) doubled,",
            "\(letters.count) conversions in doubt, \(unsent.count) of them never sent; refusals \(progress.refusals)"
        )
    }
}
