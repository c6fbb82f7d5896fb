import Foundation
import RelayTesting
import RelayTrials
import Testing

@Suite("leadrelay run, end to end", .timeLimit(.minutes(10)))
struct RunningTests {
    /// Routes with one destination, whose orders have a mark in their bodies.
    static func routes(_ mark: String, key: String = "", service: String = "") -> String {
        """
        { "version": 1, "service": { \(service) },
          "sources": { "shop": { "signature": { "scheme": "none" }, "id": "body.id", "type": "'order'" } },
          "destinations": { "sink": { "api": "http", "base": "http://127.0.0.1:1"\(key) } },
          "routes": [ { "name": "all", "from": "shop", "on": "*", "send": [
            { "to": "sink", "call": "request", "with": { "body": { "mark": "\(mark)", "id": "{{ event.id }}" } } } ] } ] }
        """
    }

    static func post(_ id: String, to relay: RelayProcess) async throws -> PlainMessage? {
        let port = try await relay.port()
        return try await elsewhere { try Wire(port: port).post("/hooks/shop", #"{"id":"\#(id)"}"#) }
    }

    // MARK: Reload

    @Test(arguments: [true, false])
    func `takes another routes file whole, or refuses it whole`(bySignal: Bool) async throws {
        let sink = try FaultyDestination { _ in .answer(200) }
        let folder = try TrialFolder(routes: Self.routes("old"))
        let relay = try await RelayProcess.start(in: folder, bases: ["sink": sink.base])
        #expect(try await Self.post("1", to: relay)?.status == 200)
        try await sink.traffic.wait { $0.done >= 1 }

        try folder.write(routes: Self.routes("bad").replacing("event.id", with: "event.idd"))
        if bySignal {
            relay.signal(SIGHUP)
            #expect(try await relay.line("reload refused").contains("idd"))
        } else {
            let refused = try await ProgramRun.on(folder, "reload")
            #expect(refused.status == 1 && refused.errors.contains("routes.json:5:"), "\(refused)")
        }
        #expect(try await Self.post("2", to: relay)?.status == 200)
        try await sink.traffic.wait { $0.done >= 2 }

        try folder.write(routes: Self.routes("new"))
        if bySignal { relay.signal(SIGHUP) } else { #expect(try await ProgramRun.on(folder, "reload").status == 0) }
        try await relay.line("reloaded")
        #expect(try await Self.post("3", to: relay)?.status == 200)
        let traffic = try await sink.traffic.wait { $0.done >= 3 }
        #expect(try await relay.stop() == 0)
        #expect(traffic.bodies == ["old", "old", "new"].enumerated().map { #"{"mark":"\#($1)","id":"\#($0 + 1)"}"# })
    }

    @Test func `refuses a file without a send that something waits for, until it is forced`() async throws {
        let sink = try FaultyDestination { _ in .answer(503) }
        let folder = try TrialFolder(routes: Self.routes("old"))
        let relay = try await RelayProcess.start(in: folder, bases: ["sink": sink.base])
        #expect(try await Self.post("1", to: relay)?.status == 200)

        try folder.write(routes: Self.routes("new").replacing("\"all\"", with: "\"every\""))
        relay.signal(SIGHUP)
        let finding = try await relay.line("reload refused")
        #expect(finding.contains("1 delivery waits"), "\(finding)")
        let refused = try await ProgramRun.on(folder, "reload")
        #expect(refused.status == 1 && refused.output.isEmpty, "\(refused)")
        #expect(refused.errors.contains("in a route \"all\" any more, and 1 delivery waits for it\n"), "\(refused)")
        #expect(refused.errors.contains("leadrelay reload --force"))
        #expect(try await ProgramRun.on(folder, "status").output.contains("\"waiting\":1,\"deadLetters\":0"))

        let forced = try await ProgramRun.on(folder, "reload", "--force")
        #expect(forced.status == 0)
        #expect(
            forced.output == """
                reloaded, and 1 delivery became a dead letter: leadrelay dead list --cause send-removed

                """
        )
        #expect(try await ProgramRun.on(folder, "dead", "list", "--cause", "send-removed").output.contains("dl_"))
        #expect(try await ProgramRun.on(folder, "reload").output == "reloaded\n")
        #expect(try await relay.stop() == 0)
    }

    @Test func `does not disturb with a reload what is in flight`() async throws {
        let gate = Happenings(false)
        let sink = try FaultyDestination { _ in .answerWhen(gate) }
        let folder = try TrialFolder(routes: Self.routes("old"))
        let relay = try await RelayProcess.start(in: folder, bases: ["sink": sink.base])
        let port = try await relay.port()
        // One is on its way to the destination, and one on its way in.
        #expect(try await Self.post("1", to: relay)?.status == 200)
        try await sink.traffic.wait { $0.all.count == 1 }
        let slow = try await elsewhere { try Wire(port: port) }
        slow.send("POST /hooks/shop HTTP/1.1\r\nHost: relay\r\nContent-Length: 11\r\n\r\n{\"id\"")
        try folder.write(routes: Self.routes("new"))
        relay.signal(SIGHUP)
        try await relay.line("reloaded")
        slow.send(": \"2\"")
        gate.note { $0 = true }
        let answer = try await elsewhere {
            slow.send("}")
            var rest: [UInt8] = []
            return slow.message(&rest)
        }
        #expect(answer?.status == 200)
        let traffic = try await sink.traffic.wait { $0.done >= 2 }
        #expect(try await relay.stop() == 0)
        #expect(traffic.bodies[0] == #"{"mark":"old","id":"1"}"# && traffic.bodies.count == 2)
    }

    // MARK: The end

    @Test func `finishes at SIGTERM what is in flight, and keeps the rest`() async throws {
        let gate = Happenings(false)
        let sink = try FaultyDestination { _ in .answerWhen(gate) }
        let folder = try TrialFolder(routes: Self.routes("old", key: #", "concurrency": 1"#))
        let relay = try await RelayProcess.start(in: folder, bases: ["sink": sink.base])
        #expect(try await Self.post("1", to: relay)?.status == 200)
        #expect(try await Self.post("2", to: relay)?.status == 200)
        try await sink.traffic.wait { $0.all.count == 1 }
        relay.signal(SIGTERM)
        try await relay.line("stopping")
        gate.note { $0 = true }
        #expect(try await relay.end() == 0)
        #expect(sink.traffic.state.all.count == 1)
        let next = try await RelayProcess.start(in: folder, bases: ["sink": sink.base])
        try await ProgramRun.on(folder, "status") { $0.contains("\"waiting\":0,") }
        #expect(try await next.stop() == 0)
        #expect(sink.traffic.state.bodies == ["1", "2"].map { #"{"mark":"old","id":"\#($0)"}"# })
    }

    /// Without the cut it would wait for the answer for ten minutes.
    @Test(.timeLimit(.minutes(2)))
    func `cuts off what is in flight when the grace time is over, and sends it again`() async throws {
        let sink = try FaultyDestination { $0.earlier == 0 ? .hang : .answer(200) }
        let keys = #", "timeout": "600s", "retry": { "first": "1s", "longest": "1s" }"#
        let service = #""limits": { "grace": "1s" }"#
        let folder = try TrialFolder(routes: Self.routes("old", key: keys, service: service))
        let relay = try await RelayProcess.start(in: folder, bases: ["sink": sink.base])
        #expect(try await Self.post("1", to: relay)?.status == 200)
        try await sink.traffic.wait { $0.all.count == 1 }
        #expect(try await relay.stop() == 0)
        let next = try await RelayProcess.start(in: folder, bases: ["sink": sink.base])
        let traffic = try await sink.traffic.wait { $0.done >= 1 }
        #expect(try await next.stop() == 0)
        #expect(Set(traffic.all.map(\.key)).count == 1)
    }

    @Test func `ends at once at a second SIGTERM, and sends again what was in flight`() async throws {
        let sink = try FaultyDestination { $0.earlier == 0 ? .hang : .answer(200) }
        let folder = try TrialFolder(routes: Self.routes("old", key: #", "retry": { "first": "1s", "longest": "1s" }"#))
        let relay = try await RelayProcess.start(in: folder, bases: ["sink": sink.base])
        #expect(try await Self.post("1", to: relay)?.status == 200)
        try await sink.traffic.wait { $0.all.count == 1 }
        relay.signal(SIGTERM)
        try await relay.line("stopping")
        relay.signal(SIGTERM)
        #expect(try await relay.end() == 1)
        try await relay.line("stopped at once")
        let next = try await RelayProcess.start(in: folder, bases: ["sink": sink.base])
        let traffic = try await sink.traffic.wait { $0.done >= 1 }
        #expect(try await next.stop() == 0)
        #expect(Set(traffic.all.map(\.key)).count == 1)
    }
}

extension FaultyDestination.Traffic {
    var bodies: [String] { all.map(\.message.body) }
}
