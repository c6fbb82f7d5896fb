import Foundation
import JSON
import RelayTesting
import RelayTrials
import Testing

@Suite("Destinations, end to end", .timeLimit(.minutes(10)))
struct DestinationCommandTests {
    /// The one destination as `leadrelay destinations` tells of it.
    private static func sink(of folder: TrialFolder) async throws -> JSONValue {
        let run = try await ProgramRun.on(folder, "destinations", "--json")
        #expect(run.status == 0, "\(run)")
        return try #require(try JSONDocument(run.output).root["destinations"]?.elements.first { _ in true })
    }

    @Test(arguments: [true, false])
    func `one is paused and resumed, whether the relay runs or not`(whileItRuns: Bool) async throws {
        let sink = try FaultyDestination { _ in .answer(200) }
        let folder = try TrialFolder(
            routes: RunningTests.routes("a").replacing(#""api": "http""#, with: #""api": "http", "rate": "9/s""#)
        )
        var relay = try await RelayProcess.start(in: folder, bases: ["sink": sink.base])
        if !whileItRuns { #expect(try await relay.stop() == 0) }
        let paused = try await ProgramRun.on(folder, "pause", "sink", "--reason", "moving house")
        #expect(
            paused.status == 0 && paused.output.contains("sink         0")
                && paused.output.contains("leadrelay resume sink"),
            "\(paused)"
        )
        let twice = try await ProgramRun.on(folder, "pause", "sink", "--reason", "moving house")
        #expect(twice.status == 0 && twice.output.contains("it was paused already"), "\(twice)")
        if !whileItRuns { relay = try await RelayProcess.start(in: folder, bases: ["sink": sink.base]) }
        for number in 1...3 { #expect(try await RunningTests.post("\(number)", to: relay)?.status == 200) }

        let told = try await ProgramRun.on(folder, "pause", "sink", "--dry-run", "--json")
        #expect(
            told.output.contains(#""paused":true,"wasPaused":true,"waiting":3,"oldest":"2"#)
                && told.output.contains(#""supersedable":0"#),
            "\(told)"
        )
        let state = try await Self.sink(of: folder)
        #expect(
            state["state"]?.string == "paused" && state["by"]?.string == "operator" && state["mode"]?.string == "live"
        )
        #expect(
            state["remedy"]?.string == "moving house" && state["quota"]?.string == "9/s" && state["waiting"]?.int == 3
        )
        let table = try await ProgramRun.on(folder, "destinations").output
        #expect(table.contains("STATE") && table.contains("→ moving house"), "\(table)")
        if whileItRuns {
            let status = try await ProgramRun.on(folder, "status").output
            #expect(status.contains(#""heldBy":[{"cause":"pause","since":"#), "\(status)")
        } else {
            #expect(try await relay.stop() == 0)
            #expect(try await Self.sink(of: folder)["state"]?.string == "paused")
        }

        let resumed = try await ProgramRun.on(folder, "resume", "sink", "--ramp", "1m")
        #expect(resumed.status == 0 && resumed.output == "resumed: sink\n", "\(resumed)")
        #expect(try await Self.sink(of: folder)["state"]?.string == "ramp")
        if !whileItRuns { relay = try await RelayProcess.start(in: folder, bases: ["sink": sink.base]) }
        try await sink.traffic.wait { $0.done >= 1 }
        #expect(try await ProgramRun.on(folder, "resume", "sink").status == 0)
        try await sink.traffic.wait { $0.done >= 3 }
        let again = try await ProgramRun.on(folder, "resume", "sink")
        #expect(again.status == 0 && again.output == "sink was not paused\n", "\(again)")
        let json = try await ProgramRun.on(folder, "resume", "sink", "--json")
        #expect(
            json.output.hasPrefix(#"{"destination":"sink","paused":false,"wasPaused":false,"waiting":0"#),
            "\(json)"
        )
        #expect(try await Self.sink(of: folder)["state"]?.string == "open")
        #expect(try await relay.stop() == 0)
    }

    @Test(arguments: [true, false])
    func `one that is not there is named beside those that are`(whileItRuns: Bool) async throws {
        let folder = try TrialFolder(routes: RunningTests.routes("a"))
        let relay = try await RelayProcess.start(in: folder)
        if !whileItRuns { #expect(try await relay.stop() == 0) }
        for command in ["pause", "resume"] {
            let run = try await ProgramRun.on(folder, command, "snik")
            #expect(run.status == 1 && run.errors.contains(#"no destination "snik". There are: sink"#), "\(run)")
        }
        let run = try await ProgramRun.on(folder, "resume", "sink", "--ramp", "soon")
        #expect(run.status == 2 && run.errors.contains("as in 30s, 5m or 2h"), "\(run)")
        if whileItRuns { #expect(try await relay.stop() == 0) }
    }

    @Test func `one whose API wants nothing for an hour says so, over a kill too, until it is resumed`() async throws {
        let sink = try FaultyDestination { received in
            let isRefused = received.message.body.contains("first") && received.earlier == 0
            return isRefused ? .answer(429, headers: ["Retry-After: 3600"]) : .answer(200)
        }
        let folder = try TrialFolder(routes: RunningTests.routes("a"))
        var relay = try await RelayProcess.start(in: folder, bases: ["sink": sink.base])
        #expect(try await RunningTests.post("first", to: relay)?.status == 200)
        try await ProgramRun.on(folder, "attention", "list") { $0.contains("destination-quota") }
        try await relay.killAtOnce()
        relay = try await RelayProcess.start(in: folder, bases: ["sink": sink.base])
        #expect(try await RunningTests.post("second", to: relay)?.status == 200)
        let told = try await Self.sink(of: folder)
        #expect(told["state"]?.string == "quota" && told["cause"]?.string == "retry-after", "\(told)")
        #expect(told["until"] != nil && told["waiting"]?.int == 2, "\(told)")
        let rows = try await ProgramRun.on(folder, "deliveries", "list", "--state", "waiting").output
        #expect(rows.contains("quota closed, opens in"), "\(rows)")
        #expect(try await ProgramRun.on(folder, "attention", "list").output.contains("destination-quota"))
        #expect(sink.traffic.state.all.count == 1)
        let resumed = try await ProgramRun.on(folder, "resume", "sink")
        #expect(resumed.status == 0 && resumed.output.contains("is forgotten"), "\(resumed)")
        try await sink.traffic.wait { $0.done >= 2 }
        #expect(try await relay.stop() == 0)
    }

    @Test func `one that has refused a single lead is not said to be paused`() async throws {
        let sink = try FaultyDestination { _ in .answer(401) }
        let folder = try TrialFolder(routes: RunningTests.routes("a"))
        let relay = try await RelayProcess.start(in: folder, bases: ["sink": sink.base])
        #expect(try await RunningTests.post("1", to: relay)?.status == 200)
        try await ProgramRun.on(folder, "deliveries", "list") { $0.contains("bad-key") }
        let list = try JSONDocument(try await ProgramRun.on(folder, "deliveries", "list", "--json").output).root
        let id = try #require(list["deliveries"]?.elements.first { _ in true }?["id"]?.string)
        let page = try await ProgramRun.on(folder, "deliveries", "show", id).output
            .split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(page.contains("the destination pauses once that is sure"), "\(page)")
        #expect(page.contains("when three leads in a row get this"), "\(page)")
        #expect(try await Self.sink(of: folder)["state"]?.string == "open")
        #expect(try await relay.stop() == 0)
    }

    @Test(arguments: [
        ("pause", FaultyDestination.Reply.answer(302)), ("quota", .answer(429)), ("breaker", .answer(503)),
    ])
    func `what holds one back stands in the status`(cause: String, reply: FaultyDestination.Reply) async throws {
        let sink = try FaultyDestination { _ in reply }
        let folder = try TrialFolder(routes: RunningTests.routes("a"))
        let relay = try await RelayProcess.start(in: folder, bases: ["sink": sink.base])
        for number in 0..<20 { #expect(try await RunningTests.post("\(number)", to: relay)?.status == 200) }
        try await ProgramRun.on(folder, "status") {
            $0.contains(#""heldBy":[{"cause":"\#(cause)","since":"2"#) && $0.contains(#"","until":"2"#)
        }
        if cause == "breaker" {
            let told = try await Self.sink(of: folder)
            #expect(told["cause"]?.string == "http-503" && told["since"] != nil && told["remedy"] != nil, "\(told)")
            let rows = try await ProgramRun.on(folder, "deliveries", "list", "--state", "waiting").output
            #expect(rows.contains("down, next probe"), "\(rows)")
        }
        if cause == "pause" {
            let rows = try await ProgramRun.on(folder, "deliveries", "list", "--state", "waiting").output
            #expect(rows.contains("paused: moved"), "\(rows)")
            let warning = try await relay.line("destination paused")
            #expect(warning.contains(#""cause":"moved""#) && warning.contains(#""delivery":"dl_"#), "\(warning)")
            let list = try await ProgramRun.on(folder, "attention", "list").output
            #expect(list.contains("destination-paused"), "\(list)")
        }
        #expect(try await relay.stop() == 0)
        if cause == "breaker" { #expect(try await Self.sink(of: folder)["state"]?.string == "breaker") }
        #expect(try await ProgramRun.on(folder, "resume", "sink").status == 0)
        #expect(try await !ProgramRun.on(folder, "attention", "list").output.contains("destination-"))
        #expect(try await Self.sink(of: folder)["heldBy"].map { Array($0.elements).isEmpty } == true)
    }
}
