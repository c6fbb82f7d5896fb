import Foundation
import JSON
import RelayTesting
import RelayTrials
import Testing

@Suite("Operating a relay, end to end", .timeLimit(.minutes(10)))
struct OperatingTests {
    /// Refuses each order once and for all, until it is sent again.
    private static func withDeadLetters(
        _ count: Int,
        _ body: (TrialFolder, RelayProcess, FaultyDestination) async throws -> Void
    ) async throws {
        let sink = try FaultyDestination { $0.earlier == 0 ? .answer(422) : .answer(200) }
        let folder = try TrialFolder(routes: RunningTests.routes("a"))
        let relay = try await RelayProcess.start(in: folder, bases: ["sink": sink.base])
        for number in 0..<count { #expect(try await RunningTests.post("\(number)", to: relay)?.status == 200) }
        try await lines(of: folder, atLeast: count)
        try await body(folder, relay, sink)
    }

    /// The lines of the file of dead letters, once there are so many.
    @discardableResult
    private static func lines(of folder: TrialFolder, atLeast count: Int) async throws -> [String] {
        while true {
            let text = (try? String(contentsOf: folder.deadLetters, encoding: .utf8)) ?? ""
            let lines = text.split(separator: "\n").map { String($0) }
            if lines.count >= count { return lines }
            try Task.checkCancellation()
            await Task.yield()
        }
    }

    private static func deliveries(_ lines: [String]) throws -> [String] {
        try lines.map { try JSONDocument($0).root["delivery"]?.string ?? "" }
    }

    @Test(arguments: [true, false])
    func `a dead letter is sent again or given up, whether the relay runs or not`(whileItRuns: Bool) async throws {
        try await Self.withDeadLetters(2) { folder, relay, sink in
            // They may have died in another order than their events came.
            let letters = try Self.deliveries(try await Self.lines(of: folder, atLeast: 2)).sorted()
            if !whileItRuns { #expect(try await relay.stop() == 0) }
            let list = try await ProgramRun.on(folder, "dead", "list", "--json").output
            #expect(letters.allSatisfy { list.contains($0) }, "\(list)")
            let replayed = try await ProgramRun.on(folder, "dead", "replay", letters[0])
            #expect(replayed.status == 0 && replayed.output == "\(letters[0]): replayed\n", "\(replayed)")
            let discarded = try await ProgramRun.on(folder, "dead", "discard", letters[1])
            #expect(discarded.status == 0 && discarded.output == "\(letters[1]): discarded\n", "\(discarded)")
            let twice = try await ProgramRun.on(folder, "dead", "discard", letters[1])
            #expect(twice.status == 1 && twice.errors.hasPrefix("leadrelay: \(letters[1]): "), "\(twice)")
            if !whileItRuns {
                let next = try await RelayProcess.start(in: folder, bases: ["sink": sink.base])
                try await sink.traffic.wait { $0.done >= 1 }
                #expect(try await next.stop() == 0)
            } else {
                try await sink.traffic.wait { $0.done >= 1 }
                #expect(try await relay.stop() == 0)
            }
            #expect(sink.traffic.state.all.map(\.isDone) == [false, false, true])
            #expect(sink.traffic.state.all.filter { $0.earlier > 0 }.map(\.message.body) == [#"{"mark":"a","id":"0"}"#])
            let rest = try await ProgramRun.on(folder, "dead", "list", "--json").output
            #expect(!letters.contains { rest.contains($0) }, "\(rest)")
        }
    }

    @Test func `what runs says how it is, and what does not run cannot be reached`() async throws {
        try await Self.withDeadLetters(1) { folder, relay, _ in
            let health = try await ProgramRun.on(folder, "health")
            #expect(health.status == 0 && health.output == "ready\n", "\(health)")
            for (words, told) in [
                (["health"], #"{"ready":true}"#), (["attention", "clear", "--all"], #"{"changed":0}"#),
                (["reload"], #"{"configuration":""#), (["status"], #"{"version":""#),
            ] {
                let run = try await ProgramRun.run(words + ["--json", "--data", folder.data.path], in: folder)
                #expect(run.status == 0 && run.output.hasPrefix(told), "\(run)")
            }
            let status = try await ProgramRun.on(folder, "status")
            let root = try JSONDocument(status.output).root
            #expect(root["ready"]?.bool == true && root["deadLetters"]?.int == 1 && root["waiting"]?.int == 0)
            #expect(try await relay.stop() == 0)
            for command in ["health", "status", "reload"] {
                let run = try await ProgramRun.on(folder, command)
                #expect(run.status == 3 && run.output.isEmpty, "\(run)")
                #expect(run.errors.contains("Start it with: leadrelay run"), "\(run)")
            }
        }
    }

    @Test func `the file of dead letters is completed after a crash, and nobody else's to read`() async throws {
        try await Self.withDeadLetters(3) { folder, relay, sink in
            let whole = try await Self.lines(of: folder, atLeast: 3)
            let attributes = try FileManager.default.attributesOfItem(atPath: folder.deadLetters.path)
            #expect(attributes[.posixPermissions] as? Int == 0o600)
            #expect(try JSONDocument(whole[0]).root["cause"]?.string == "invalid-request")
            try await relay.killAtOnce()
            // As a crash leaves it: the second line cut, and the third not there.
            try Data((whole[0] + "\n" + whole[1].prefix(40)).utf8).write(to: folder.deadLetters)
            let next = try await RelayProcess.start(in: folder, bases: ["sink": sink.base])
            #expect(try await Self.lines(of: folder, atLeast: 3) == whole)
            #expect(try await next.stop() == 0)
        }
    }
}

extension TrialFolder {
    fileprivate var deadLetters: URL { data.appending(path: "dead-letters.jsonl") }
}
