import Foundation
import JSON
import RelayTesting
import RelayTrials
import Testing

@Suite("Events through the routes again, end to end", .timeLimit(.minutes(10)))
struct EventReplayTests {
    /// Routes to one destination; orders are taken by none of the old ones.
    private static func routes(takesOrders: Bool, _ mark: String = "a") -> String {
        """
        { "version": 1,
          "sources": { "shop": { "signature": { "scheme": "none" }, "id": "body.id", "type": "'order'" } },
          "destinations": { "sink": { "api": "http", "base": "http://127.0.0.1:1" } },
          "routes": [ { "name": "all", "from": "shop", "on": "\(takesOrders ? "order" : "offer")", "send": [
            { "to": "sink", "call": "request", "with": { "body": { "mark": "\(mark)", "id": "{{ event.id }}" } } } ] } ] }
        """
    }

    /// A relay with so many events that no route took, and routes in force that take them.
    private static func withUnmatched(
        _ count: Int,
        _ body: (TrialFolder, RelayProcess, FaultyDestination) async throws -> Void
    ) async throws {
        let sink = try FaultyDestination { _ in .answer(200) }
        let folder = try TrialFolder(routes: routes(takesOrders: false))
        let relay = try await RelayProcess.start(in: folder, bases: ["sink": sink.base])
        for number in 0..<count { #expect(try await RunningTests.post("\(number)", to: relay)?.status == 200) }
        try folder.write(routes: routes(takesOrders: true))
        try await body(folder, relay, sink)
    }

    private static func run(_ folder: TrialFolder, _ words: String...) async throws -> String {
        let outcome = try await ProgramRun.run(words + ["--data", folder.data.path], in: folder)
        #expect(outcome.status == 0, "\(words): \(outcome)")
        return outcome.output
    }

    private static func dry(_ folder: TrialFolder, _ words: String...) async throws -> String {
        let all = ["replay", "--since", "1h", "--dry-run", "--config", folder.routes.path, "--data", folder.data.path]
        let outcome = try await ProgramRun.run(all + words, in: folder)
        #expect(outcome.status == 0, "\(words): \(outcome)")
        return outcome.output
    }

    @Test func `what a new route takes is shown, sent once, and told of`() async throws {
        try await Self.withUnmatched(3) { folder, relay, sink in
            let forecast = try await Self.dry(folder)
            #expect(
                forecast.contains(#"  mark: "a""#) && forecast.contains("3 events: 3 to be sent, 3 added"),
                "\(forecast)"
            )
            #expect(forecast.contains("the relay runs another configuration"), "\(forecast)")
            let refused = try await ProgramRun.on(
                folder,
                "replay",
                "--since",
                "1h",
                "--config",
                folder.routes.path
            )
            #expect(refused.status == 1 && refused.errors.contains("leadrelay reload"), "\(refused)")
            _ = try await ProgramRun.run(["reload", "--data", folder.data.path], in: folder)
            #expect(sink.traffic.state.all.isEmpty)

            let sent = try await Self.run(folder, "replay", "--since", "1h", "--follow")
            #expect(
                sent.hasPrefix("rj_1: 3 deliveries\n") && sent.hasSuffix("rj_1: done, 3 of 3 replayed\n"),
                "\(sent)"
            )
            try await sink.traffic.wait { $0.done >= 3 }
            try await ProgramRun.on(folder, "status") { $0.contains(#""waiting":0,"#) }
            let nothing = try await Self.run(folder, "replay", "--since", "1h")
            #expect(nothing.hasPrefix("nothing to send: 3 events looked at; "), "\(nothing)")
            let lines = try await Self.dry(folder, "--json").split(separator: "\n")
            #expect(lines.count == 4 && lines.dropLast().allSatisfy { $0.contains(#""outcome":"same""#) }, "\(lines)")

            let again = try await Self.run(folder, "replay", "--event", "1", "--again", "--follow")
            #expect(again.hasSuffix("rj_2: done, 1 of 1 replayed\n"), "\(again)")
            let traffic = try await sink.traffic.wait { $0.all.count == 4 }
            #expect(traffic.all[3].message.body == #"{"mark":"a","id":"1"}"#)
            #expect(traffic.all.contains { $0.key == traffic.all[3].key && $0.earlier == 0 })
            #expect(try await Self.run(folder, "events", "show", "1").contains("was added by rj_1 "))
            let list = try await Self.run(folder, "replays")
            #expect(list.contains("events: ids ev_"), "\(list)")
            #expect(try await relay.stop() == 0)
        }
    }

    @Test func `what was delivered and would be something else is shown, and sent only if asked for`() async throws {
        try await Self.withUnmatched(1) { folder, relay, sink in
            _ = try await Self.run(folder, "reload")
            _ = try await Self.run(folder, "replay", "--since", "1h")
            try await sink.traffic.wait { $0.done >= 1 }
            try await ProgramRun.on(folder, "status") { $0.contains(#""waiting":0,"#) }
            try folder.write(routes: Self.routes(takesOrders: true, "b"))
            let forecast = try await Self.dry(folder)
            #expect(forecast.contains(": changed\n"), "\(forecast)")
            try folder.write(routes: Self.routes(takesOrders: false))
            #expect(try await Self.dry(folder).contains(": dropped\n"))
            try folder.write(routes: Self.routes(takesOrders: true, "b"))
            _ = try await Self.run(folder, "reload")
            _ = try await Self.run(folder, "replay", "--since", "1h", "--again")
            let traffic = try await sink.traffic.wait { $0.done >= 2 }
            #expect(traffic.all[1].key == traffic.all[0].key.map { $0 + ".2" })
            #expect(try await relay.stop() == 0)
        }
    }

    @Test func `a dry run tells how many the real run sends, also by a new name and up to a limit`() async throws {
        try await Self.withUnmatched(3) { folder, relay, sink in
            _ = try await Self.run(folder, "reload")
            _ = try await Self.run(folder, "replay", "--since", "1h")
            try await sink.traffic.wait { $0.done >= 3 }
            try await ProgramRun.on(folder, "status") { $0.contains(#""waiting":0,"#) }
            #expect(try await Self.dry(folder, "--again").contains("3 events: 3 to be sent, 3 once more\n"))
            try folder.write(
                routes: Self.routes(takesOrders: true).replacing(#""name": "all""#, with: #""name": "each""#)
            )
            _ = try await Self.run(folder, "reload")
            #expect(try await Self.dry(folder).contains("3 events: 0 to be sent\n"))
            let forecast = try await Self.dry(folder, "--again", "--limit", "2")
            #expect(forecast.contains("3 events: 2 to be sent, 2 by a new name\n"), "\(forecast)")
            #expect(forecast.contains("1 more are beyond --limit\n"), "\(forecast)")
            let sent = try await Self.run(folder, "replay", "--since", "1h", "--again", "--limit", "2", "--follow")
            #expect(sent.hasSuffix("done, 2 of 2 replayed\n"), "\(sent)")
            let traffic = try await sink.traffic.wait { $0.all.count == 5 }
            #expect(Set(traffic.all.map(\.key)).count == 5)
            #expect(try await relay.stop() == 0)
        }
    }

    @Test func `a job that is killed in the middle goes on, and sends nothing twice`() async throws {
        try await Self.withUnmatched(20) { folder, relay, sink in
            _ = try await Self.run(folder, "reload")
            _ = try await Self.run(folder, "replay", "--since", "1h", "--pace", "2/s")
            try await sink.traffic.wait { $0.all.count >= 2 }
            try await relay.killAtOnce()
            let before = sink.traffic.state.all.count
            #expect(before < 20)
            let jobs = try await Self.run(folder, "replays", "--json")
            #expect(jobs.contains(#""state":"running""#), "\(jobs)")

            let next = try await RelayProcess.start(in: folder, bases: ["sink": sink.base])
            try await sink.traffic.wait { $0.done >= 20 }
            try await ProgramRun.on(folder, "replays", "--json") { $0.contains(#""state":"done""#) }
            try await ProgramRun.on(folder, "status") { $0.contains(#""waiting":0,"deadLetters":0"#) }
            // What was on its way when the process ended may be sent again, and nothing else.
            let doubled = sink.traffic.state.all.count - 20
            #expect(doubled <= before, "\(doubled)")
            #expect(Set(sink.traffic.state.all.map(\.key)).count == 20)
            #expect(try await next.stop() == 0)
            let alone = try await Self.run(folder, "replay", "--since", "1h", "--json")
            #expect(alone == #"{"expected":0}"# + "\n")
        }
    }

    @Test(arguments: [
        [], ["--event", "1", "--since", "1h"], ["--since", "1h", "--dry-run", "--pace", "5/s"], ["--since", "soon"],
        ["--since", "1h", "--limit", "0"],
    ])
    func `events are named, or chosen by when they came in`(words: [String]) async throws {
        try await Self.withUnmatched(1) { folder, relay, _ in
            let run = try await ProgramRun.run(["replay"] + words + ["--data", folder.data.path], in: folder)
            #expect(run.status == 2, "\(words): \(run)")
            #expect(try await relay.stop() == 0)
        }
    }
}
