import Foundation
import JSON
import RelayTesting
import RelayTrials
import Testing

@Suite("Mending dead letters, end to end", .timeLimit(.minutes(10)))
struct RepairTests {
    /// Routes to one destination, whose API is described in the file.
    private static func routes(_ value: String) -> String {
        """
        { "version": 1,
          "apis": { "shop": { "base": "http://127.0.0.1:1", "auth": { "none": true }, "calls": { "put": {
            "method": "POST", "path": "/put", "fields": {
              "id": { "in": "body", "required": true }, "value": { "in": "body", "schema": { "type": "string" } },
              "count": { "in": "body", "schema": { "type": "integer" } } } } } } },
          "sources": { "shop": { "signature": { "scheme": "none" }, "id": "body.id", "type": "'order'" } },
          "destinations": { "sink": { "api": "shop" } },
          "routes": [ { "name": "all", "from": "shop", "on": "*", "send": [
            { "to": "sink", "call": "put", "with": { "id": "{{ event.id }}", "value": "\(value)" } } ] } ] }
        """
    }

    /// The same for one lead, of which the send takes every status or only the latest.
    private static func ofLead(_ value: String, _ order: String) -> String {
        routes(value).replacing(#""id": "body.id","#, with: #""id": "body.id", "lead": "'ann'","#)
            .replacing(#""call": "put","#, with: #""call": "put", "order": "\#(order)","#)
    }

    private static let refusal = #"{"message": "Value 'x17' of lead 4711 is unknown"}"#

    /// A relay with so many dead letters, whose destination takes everything from then on that has another body.
    private static func withDeadLetters(
        _ count: Int,
        _ routes: String = routes("old"),
        _ body: (TrialFolder, RelayProcess, FaultyDestination) async throws -> Void
    ) async throws {
        let sink = try FaultyDestination { received in
            received.message.body.contains(#""value":"old""#) && received.earlier == 0
                ? .answer(422, body: refusal) : .answer(200)
        }
        let folder = try TrialFolder(routes: routes)
        let relay = try await RelayProcess.start(in: folder, bases: ["sink": sink.base])
        for number in 0..<count { #expect(try await RunningTests.post("\(number)", to: relay)?.status == 200) }
        try await ProgramRun.on(folder, "status") { $0.contains(#""waiting":0,"deadLetters":\#(count)"#) }
        try await body(folder, relay, sink)
    }

    private static func run(_ folder: TrialFolder, _ words: String...) async throws -> String {
        let outcome = try await ProgramRun.run(
            words + ["--data", folder.data.path, "--config", folder.routes.path],
            in: folder
        )
        #expect(outcome.status == 0, "\(words): \(outcome)")
        return outcome.output
    }

    private static func group(_ folder: TrialFolder) async throws -> JSONValue {
        let root = try JSONDocument(try await run(folder, "dead", "groups", "--json")).root
        let groups = root["groups"].map { Array($0.elements) } ?? []
        #expect(groups.count == 1)
        return try #require(groups.first)
    }

    @Test func `letters of one kind are a group, shown as they would be sent, and sent again`() async throws {
        try await Self.withDeadLetters(3) { folder, relay, sink in
            let group = try await Self.group(folder)
            #expect(group["count"]?.int == 3 && group["destination"]?.string == "sink")
            #expect(group["answer"]?.string == "422 Value '…' of lead <number> is unknown")
            let name = try #require(group["group"]?.string)
            #expect(try await Self.run(folder, "dead", "groups").contains(name))

            try folder.write(routes: Self.routes("new"))
            _ = try await Self.run(folder, "reload")
            let forecast = try await Self.run(folder, "dead", "replay", "--group", name, "--dry-run")
            #expect(forecast.components(separatedBy: #"  value: "old" -> "new""#).count == 4, "\(forecast)")
            #expect(forecast.contains("3 dead letters: 3 changed\n"))
            #expect(sink.traffic.state.all.count == 3)

            let followed = try await Self.run(folder, "dead", "replay", "--group", name, "--follow")
            #expect(followed.hasSuffix("rj_1: done, 3 of 3 replayed\n"), "\(followed)")
            let traffic = try await sink.traffic.wait { $0.done >= 3 }
            #expect(
                traffic.all.dropFirst(3).allSatisfy {
                    $0.message.body.contains("new") && $0.key?.hasSuffix(".2") == true
                }
            )
            let unknown = try await ProgramRun.on(folder, "dead", "replay", "--group", "g_00000000")
            #expect(unknown.status == 2 && unknown.errors.contains("leadrelay dead groups"), "\(unknown)")
            #expect(try await relay.stop() == 0)
        }
    }

    @Test func `a job that is killed in the middle goes on, and sends nothing twice`() async throws {
        try await Self.withDeadLetters(20) { folder, relay, sink in
            try folder.write(routes: Self.routes("new"))
            _ = try await Self.run(folder, "reload")
            let begun = try await Self.run(folder, "dead", "replay", "--all", "--pace", "2/s", "--json")
            #expect(try JSONDocument(begun).root["job"]?.string == "rj_1")
            try await sink.traffic.wait { $0.all.count >= 22 }
            try await relay.killAtOnce()
            let before = sink.traffic.state.all.count
            #expect(before < 40)
            let jobs = try JSONDocument(try await Self.run(folder, "replays", "--json")).root["jobs"]
            #expect(jobs?.elements.first { _ in true }?["state"]?.string == "running")

            let next = try await RelayProcess.start(in: folder, bases: ["sink": sink.base])
            try await sink.traffic.wait { $0.done >= 20 }
            try await ProgramRun.on(folder, "replays", "--json") { $0.contains(#""state":"done""#) }
            try await ProgramRun.on(folder, "status") { $0.contains(#""waiting":0,"deadLetters":0"#) }
            #expect(try await Self.run(folder, "replays").contains("rj_1  done"))
            let doubled = sink.traffic.state.all.count - 40
            // What was on its way when the process ended may be sent again, and nothing else.
            #expect(doubled <= before - 20, "\(doubled)")
            #expect(try await next.stop() == 0)
            let list = try await Self.run(folder, "deliveries", "list", "--json", "--state", "delivered")
            let delivered = try JSONDocument(list).root["deliveries"].map { Array($0.elements) } ?? []
            #expect(delivered.count == 20)
        }
    }

    @Test func `a job is stopped and resumed, also where no relay runs`() async throws {
        try await Self.withDeadLetters(5) { folder, relay, sink in
            _ = try await Self.run(folder, "dead", "replay", "--all", "--pace", "1/10m")
            #expect(try await Self.run(folder, "replays", "stop", "rj_1") == "rj_1: stopped\n")
            #expect(try await relay.stop() == 0)
            #expect(try await Self.run(folder, "replays", "resume", "rj_1") == "rj_1: resumed\n")
            #expect(try await Self.run(folder, "replays", "stop", "rj_1") == "rj_1: stopped\n")
            let alone = try await Self.run(folder, "dead", "replay", "--all", "--limit", "2")
            #expect(
                alone.hasPrefix("rj_2: 2 dead letters; no relay runs, so it begins with the next start"),
                "\(alone)"
            )
            let count = sink.traffic.state.all.count
            let next = try await RelayProcess.start(in: folder, bases: ["sink": sink.base])
            try await ProgramRun.on(folder, "replays", "--json") { $0.contains(#""state":"done""#) }
            try await ProgramRun.on(folder, "status") { $0.contains(#""waiting":0,"#) }
            #expect(sink.traffic.state.all.count == count + 2)
            #expect(try await Self.run(folder, "replays").contains("rj_1  stopped"))
            let unknown = try await ProgramRun.on(folder, "replays", "stop", "rj_9")
            #expect(unknown.status == 1 && unknown.errors.contains("leadrelay replays"), "\(unknown)")
            #expect(try await next.stop() == 0)
        }
    }

    @Test(arguments: [true, false])
    func `a letter is edited, checked, sent again and shows who did it`(whileItRuns: Bool) async throws {
        try await Self.withDeadLetters(1) { folder, relay, sink in
            if !whileItRuns { #expect(try await relay.stop() == 0) }
            let id = try #require(try await Self.group(folder)["sample"]?.string)
            for (change, sign) in [
                ("valeu=x", "Did you mean"), ("count=many", "count: its value is a string"),
                ("value.x=1", "--set value="), ("id=null", "--unset id"),
            ] {
                let words = ["dead", "edit", id, "--set", change, "--data", folder.data.path]
                let wrong = try await ProgramRun.run(words, in: folder)
                #expect(wrong.status == 1 && wrong.errors.contains(sign), "\(wrong)")
            }
            let dry = try await Self.run(folder, "dead", "edit", id, "--set", "count=5", "--dry-run")
            #expect(dry.contains("  count: (not there) -> 5\n"), "\(dry)")
            let left = try await Self.run(folder, "dead", "edit", id, "--unset", "value", "--dry-run")
            #expect(left.hasPrefix("\(id) would be edited:\n  value: (left out)\n"), "\(left)")
            _ = try await Self.run(folder, "dead", "edit", id, "--set", "count=9", "--no-replay")
            let undone = try await Self.run(folder, "dead", "edit", id, "--reset", "--dry-run")
            #expect(undone.contains("taken back") && undone.contains("1 the same as before\n"), "\(undone)")
            _ = try await Self.run(folder, "dead", "edit", id, "--reset", "--no-replay")
            #expect(sink.traffic.state.all.count == 1)
            let words = ["dead", "edit", id, "--set", "value=fixed", "--set", "count=5", "--note", "by hand"]
            let edited = try await ProgramRun.run(words + ["--data", folder.data.path], in: folder)
            #expect(edited.output == "\(id): edited and replayed\n", "\(edited)")
            let page = try await Self.run(folder, "dead", "show", id)
            #expect(
                page.contains("edited by uid \(getuid())") && page.contains("  note  by hand\n  value: \"fixed\"\n"),
                "\(page)"
            )
            let late = try await ProgramRun.run(words + ["--data", folder.data.path], in: folder)
            #expect(late.status == 1 && late.errors.contains("\(id): it "), "\(late)")
            if whileItRuns {
                try await sink.traffic.wait { $0.done >= 1 }
                #expect(try await relay.stop() == 0)
            } else {
                let next = try await RelayProcess.start(in: folder, bases: ["sink": sink.base])
                try await sink.traffic.wait { $0.done >= 1 }
                #expect(try await next.stop() == 0)
            }
            #expect(sink.traffic.state.all.last?.message.body == #"{"id":"0","value":"fixed","count":5}"#)
        }
    }

    @Test(arguments: [
        (["dead", "edit", "dl_1", "--set", "a=1", "--unset", "a"], "--set gives a value"),
        (["dead", "edit", "dl_1", "--set", "a=1", "--set", "a=2"], "named twice"),
        (["dead", "list", "--destination", "nosuch"], "There are: sink."),
        (["dead", "groups", "--route", "nosuch"], "There are: all."),
        (["dead", "replay", "--all", "--destination", "nosuch"], "There are: sink."),
        (["dead", "replay", "--group", "g_00000000"], "leadrelay dead groups"),
        (["replay", "--since", "1h", "--source", "nosuch"], "There are: shop."),
        (["replay", "--since", "1h", "--route", "nosuch", "--dry-run"], "There are: all."),
    ])
    func `what is mistyped is told with what there is`(words: [String], sign: String) async throws {
        let folder = try TrialFolder(routes: Self.routes("old"))
        let relay = try await RelayProcess.start(in: folder, bases: [:])
        #expect(try await relay.stop() == 0)
        let folders = ["--data", folder.data.path, "--config", folder.routes.path]
        let wrong = try await ProgramRun.run(words + folders, in: folder)
        #expect(wrong.status == 2 && wrong.errors.contains(sign), "\(wrong)")
        let right = try await ProgramRun.run(["dead", "list", "--destination", "sink"] + folders, in: folder)
        #expect(right.status == 0 && right.output == "no dead letters\n", "\(right)")
    }

    @Test(arguments: ["every", "latest"])
    func `a dry run of a letter that a newer one has overtaken says what the real one does`(order: String) async throws
    {
        try await Self.withDeadLetters(1, Self.ofLead("old", order)) { folder, relay, sink in
            let id = try #require(try await Self.group(folder)["sample"]?.string)
            try folder.write(routes: Self.ofLead("new", order))
            _ = try await Self.run(folder, "reload")
            #expect(try await RunningTests.post("1", to: relay)?.status == 200)
            try await sink.traffic.wait { $0.done >= 1 }
            try await ProgramRun.on(folder, "status") { $0.contains(#""waiting":0,"#) }
            let dry = try await Self.run(folder, "dead", "replay", id, "--dry-run")
            guard order == "latest" else {
                #expect(
                    dry.contains(", which is newer: its send has order every, so it is sent all the same"),
                    "\(dry)"
                )
                #expect(try await relay.stop() == 0)
                return
            }
            let sign = "is newer, and was delivered before it. to send it all the same, replay it with --even-if-stale"
            #expect(dry.contains("would not be sent again: dl_") && dry.contains(sign), "\(dry)")
            let real = try await ProgramRun.on(folder, "dead", "replay", id)
            #expect(real.status == 1 && real.errors.contains(sign), "\(real)")
            let all = try await Self.run(folder, "dead", "replay", "--all", "--dry-run")
            #expect(all.contains("1 dead letter: 1 would not be sent again\n"), "\(all)")
            let job = try await Self.run(folder, "dead", "replay", "--all", "--follow")
            #expect(job.hasSuffix("done, 0 of 1 replayed, 1 skipped (1 stale: see --even-if-stale)\n"), "\(job)")
            #expect(try await Self.run(folder, "replays").contains("rj_1: 1 skipped: stale; "))
            #expect(try await Self.run(folder, "dead", "show", id).contains("dead replay \(id) --even-if-stale"))
            for more in [[], ["--dry-run"]] {
                let edit = try await ProgramRun.run(
                    ["dead", "edit", id, "--set", "count=5", "--data", folder.data.path] + more,
                    in: folder
                )
                #expect(edit.status == 1 && edit.errors.contains("Keep the edit with --no-replay"), "\(edit)")
            }
            let wanted = try await Self.run(folder, "dead", "replay", id, "--dry-run", "--even-if-stale")
            #expect(wanted.contains(": changed; after dl_"), "\(wanted)")
            #expect(try await relay.stop() == 0)
        }
    }

    @Test func `a dry run asks the routes that the relay runs, and says so of a file that is another`() async throws {
        try await Self.withDeadLetters(1) { folder, relay, sink in
            let id = try #require(try await Self.group(folder)["sample"]?.string)
            try folder.write(routes: Self.routes("new").replacing(#""count": {"#, with: #""number": {"#))
            let named = try await Self.run(folder, "dead", "replay", id, "--dry-run")
            #expect(named.contains(#"value: "old" -> "new""#), "\(named)")
            #expect(named.contains("the relay runs another configuration"), "\(named)")
            let dry = try await ProgramRun.on(folder, "dead", "replay", id, "--dry-run")
            #expect(dry.output.contains("1 dead letter: 1 the same as before\n"), "\(dry)")
            let edited = try await ProgramRun.on(folder, "dead", "edit", id, "--set", "count=5", "--dry-run")
            #expect(edited.output.contains("  count: (not there) -> 5\n"), "\(edited)")
            // Only the file knows this one, and it is not what the relay would send with.
            let words = ["dead", "edit", id, "--set", "number=5", "--data", folder.data.path]
            let other = try await ProgramRun.run(words + ["--config", folder.routes.path], in: folder)
            #expect(other.status == 1 && other.errors.contains("number"), "\(other)")
            let real = try await Self.run(folder, "dead", "edit", id, "--set", "value=fixed")
            #expect(real == "\(id): edited and replayed\n")
            let traffic = try await sink.traffic.wait { $0.done >= 1 }
            #expect(traffic.all.last?.message.body == #"{"id":"0","value":"fixed"}"#)
            #expect(try await relay.stop() == 0)
        }
    }

    @Test func `names that are gone from the routes go on meaning what is in the store`() async throws {
        try await Self.withDeadLetters(1) { folder, relay, sink in
            #expect(try await relay.stop() == 0)
            try folder.write(routes: Self.routes("old").replacing("sink", with: "shop"))
            #expect(try await Self.run(folder, "dead", "groups", "--destination", "sink").contains("sink"))
            let none = try await Self.run(folder, "dead", "list", "--destination", "sink", "--until", "1d")
            #expect(none == "no dead letters\n")
        }
    }

    @Test func `a letter is sent as it was, whatever the routes say by now`() async throws {
        try await Self.withDeadLetters(1) { folder, relay, sink in
            let id = try #require(try await Self.group(folder)["sample"]?.string)
            try folder.write(routes: Self.routes("new"))
            _ = try await Self.run(folder, "reload")
            _ = try await Self.run(folder, "dead", "replay", id, "--as-sent")
            let traffic = try await sink.traffic.wait { $0.done >= 1 }
            #expect(Set(traffic.all.map(\.message.body)) == [#"{"id":"0","value":"old"}"#])
            #expect(Set(traffic.all.map(\.key)).count == 1)
            #expect(try await relay.stop() == 0)
        }
    }

    @Test(arguments: [
        [], ["--group", "g_1", "--all"], ["dl_06f3k8m2q7a4d_0", "--all"], ["dl_06f3k8m2q7a4d_0", "--pace", "5/s"],
        ["--all", "--pace", "fast"], ["--all", "--limit", "0"],
    ])
    func `one letter, a group or all are meant, and never two of them`(words: [String]) async throws {
        try await Self.withDeadLetters(1) { folder, relay, _ in
            let run = try await ProgramRun.run(["dead", "replay"] + words + ["--data", folder.data.path], in: folder)
            #expect(run.status == 2, "\(words): \(run)")
            #expect(try await relay.stop() == 0)
        }
    }
}
