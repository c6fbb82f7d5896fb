import CivilTime
import Foundation
import JSON
import LinuxIO
import RelayCore
import RelayService
import RelayStore
import RelayTesting
import Testing

/// One at a time, since the signals of a process belong to one node.
@Suite("A node", .serialized, .timeLimit(.minutes(10)))
struct NodeTests {
    @Test func `takes events, ends in order, and knows them at its next start`() async throws {
        let relay = try TemporaryRelay()
        try await relay.run { () async throws in
            #expect(try await relay.post(#"{"id":"1"}"#) == 200)
            #expect(try await relay.ask("GET", "/ready").isSuccess)
        }
        #expect(relay.log.contains("stopped"))
        try await relay.run { () async throws in
            #expect(try await relay.post(#"{"id":"1"}"#) == 200)
            #expect(try relay.states() == ["waiting"])
        }
        #expect(!relay.log.contains("did not end in order"))
        await #expect(throws: (any Error).self) { try await relay.ask("GET", "/ready") }
    }

    @Test func `keeps what lies in its folder to itself`() async throws {
        let relay = try TemporaryRelay()
        try await relay.run { () async throws in
            for path in [relay.data.controlSocket, relay.data.database, relay.data.inFlight, relay.data.lock] {
                let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
                #expect(mode == 0o600, "\(path)")
            }
            let folder = try FileManager.default.attributesOfItem(atPath: relay.data.path)[.posixPermissions] as? Int
            #expect(folder == 0o700)
        }
    }

    @Test func `has its folder alone`() async throws {
        let relay = try TemporaryRelay()
        try await relay.run { () async throws in
            #expect(throws: FolderLockError.self) { try relay.node(listen: "unix:\(relay.folder)/other.sock") }
            #expect(try await relay.post(#"{"id":"1"}"#) == 200)
        }
    }

    @Test func `that cannot listen leaves no store behind that seems to have crashed`() async throws {
        let relay = try TemporaryRelay()
        #expect(throws: ServiceFailure.self) { try relay.node(listen: "nonsense") }
        try await relay.run {}
        #expect(!relay.log.contains("did not end in order"))
    }

    @Test func `refuses a file whole that has no send any more for what waits, unless it is forced`() async throws {
        let relay = try TemporaryRelay(TemporaryRelay.routes(sends: ["first", "second"]))
        try await relay.run { () async throws in
            for id in 1...3 { #expect(try await relay.post(#"{"id":"\#(id)"}"#) == 200) }
            let before = try await relay.ask("GET", "/status").body
            try relay.write(TemporaryRelay.routes(sends: ["second", "third"]))
            let refused = try await relay.ask("POST", "/reload")
            #expect(refused.status == 409 && refused.problems.count == 2)
            #expect(
                refused.problems.first == """
                    the file has no send "first" to "crm" in a route "all" any more, and 3 deliveries wait for it
                    """
            )
            #expect(refused.problems.last?.contains("leadrelay reload --force") == true)
            #expect(try await relay.ask("GET", "/status").body == before, "nothing has changed")
            #expect(try await relay.post(#"{"id":"4"}"#) == 200)
            #expect(try relay.states() == Array(repeating: "waiting", count: 8))
            let forced = try await relay.ask("POST", "/reload/forced")
            #expect(forced.isSuccess && forced.ended == 4)
            #expect(
                try relay.states().sorted() == ["send-removed", "waiting"].flatMap { Array(repeating: $0, count: 4) }
            )
            #expect(try await relay.ask("POST", "/reload").ended == 0, "nothing waits any more for what is gone")
        }
        #expect(relay.log.contains("deliveries ended whose send was removed"))
    }

    @Test func `adopts a good file whole, and ends what has no send any more`() async throws {
        let relay = try TemporaryRelay(TemporaryRelay.routes(sends: ["first", "second"]))
        try await relay.run { () async throws in
            #expect(try await relay.post(#"{"id":"1"}"#) == 200)
            try relay.write(TemporaryRelay.routes(sends: ["second"]))
            #expect(try await relay.ask("POST", "/reload/forced").isSuccess)
            #expect(try relay.states().sorted() == ["send-removed", "waiting"])
            try relay.write(TemporaryRelay.routes(source: "other").replacing("\"/in\"", with: "\"/other\""))
            #expect(try await relay.ask("POST", "/reload/forced").isSuccess)
            #expect(try await relay.post(#"{"id":"2"}"#) == 404)
        }
        let lines = try String(contentsOfFile: relay.data.deadLetters, encoding: .utf8).split(separator: "\n")
        #expect(lines.count == 2)
        #expect(lines.allSatisfy { $0.contains("send-removed") })
    }

    @Test func `refuses a bad file whole, and says why`() async throws {
        let relay = try TemporaryRelay()
        try await relay.run { () async throws in
            try relay.write("{ \"version\": 1, \"sauces\": {} }")
            let reply = try await relay.ask("POST", "/reload")
            #expect(reply.status == 409)
            #expect(reply.problems.contains { $0.contains("sauces") })
            #expect(try await relay.post(#"{"id":"1"}"#) == 200)
        }
    }

    @Test func `replays and discards dead letters, running or not`() async throws {
        let relay = try TemporaryRelay()
        let query = DeliveryQuery()
        try await relay.run { () async throws in
            #expect(try await relay.post(#"{"id":"1"}"#) == 200)
            try relay.write(TemporaryRelay.routes(sends: ["other"]))
            #expect(try await relay.ask("POST", "/reload/forced").isSuccess)
            try relay.write(TemporaryRelay.routes())
            #expect(try await relay.ask("POST", "/reload").isSuccess)
            let id = try #require(relay.ledger().deliveries(query).first).stored.id
            #expect(try await relay.ask("POST", "/dead/\(id.text)/replay").isSuccess)
            #expect(try relay.states() == ["waiting"])
            #expect(try await relay.ask("POST", "/dead/\(id.text)/replay").status == 409)
        }
        let id = try #require(relay.ledger().deliveries(query).first).stored.id
        #expect(try relay.control.change(.discard, id, at: SystemClock().timestamp()).isSuccess)
        #expect(try relay.states() != ["waiting"])
    }

    @Test func `clears what has been looked at, running or not`() async throws {
        let relay = try TemporaryRelay()
        try relay.attend(["a b", "c&d", "e"])
        try await relay.run { () async throws in
            let status = String(decoding: try await relay.ask("GET", "/status").body, as: UTF8.self)
            #expect(status.contains(#""attention":3"#))
            #expect(try await relay.attended(Attention.Name(kind: "quota", subject: "c&d")).changed == 1)
            #expect(try await relay.attended(Attention.Name(kind: "quota", subject: "c")).changed == 0)
            #expect(try relay.ledger().attention().map(\.attention.subject) == ["a b", "e"])
        }
        #expect(try await relay.attended(Attention.Name(kind: "quota", subject: "a b")).changed == 1)
        #expect(try await relay.attended(nil).changed == 1)
        #expect(try relay.ledger().attention().isEmpty)
    }

    @Test func `tells its operator of a lane that is held by what is dead from the start`() async throws {
        let text = TemporaryRelay.routes().replacing(
            #""call": "#,
            with: #""when": "event.body.status > 0", "onDead": "hold", "call": "#
        ).replacing(#""id": "body.id""#, with: #""id": "body.id", "lead": "body.id""#)
        let relay = try TemporaryRelay(text)
        try await relay.run { () async throws in
            #expect(try await relay.post(#"{"id":"1","status":"LOST"}"#) == 200)
        }
        let told = try #require(try relay.ledger().attention().first).attention
        let letter = try #require(try relay.ledger().deliveries(DeliveryQuery(limit: 1)).first).stored.id.text
        #expect(told.kind == "lane-held" && told.detail.hasPrefix("held by \(letter): condition"))
        #expect(relay.log.components(separatedBy: "\"lane held\"").count == 2)
    }

    @Test func `tells its operator once of what no table has, and counts it`() async throws {
        let text = TemporaryRelay.routes().replacing(
            #""on": "*""#,
            with: #""on": "*", "when": "event.body.status in tables.label""#
        ).replacing(#""routes":"#, with: #""tables": { "label": { "WON": "won" } }, "routes":"#)
        let relay = try TemporaryRelay(text)
        try await relay.run { () async throws in
            for id in ["1", "2", "2", "3"] {
                #expect(try await relay.post(#"{"id":"\#(id)","status":"\#(id == "3" ? "WON" : "LOST")"}"#) == 200)
            }
        }
        let records = try relay.ledger().attention()
        #expect(records.map(\.attention.subject) == ["in LOST"] && records.map(\.count) == [2])
        #expect(relay.log.components(separatedBy: "\"unmapped\"").count == 2)
    }

    @Test func `keeps refused requests for whoever asks`() async throws {
        let relay = try TemporaryRelay()
        try await relay.run { () async throws in #expect(try await relay.post("{") == 400) }
        #expect(try relay.ledger().rejections(limit: 10).map(\.cause) == ["not-json"])
    }

    @Test func `looks through a store that nobody closed, and goes on`() async throws {
        let relay = try TemporaryRelay()
        try Folder.make(relay.data.path)
        _ = try SQLiteStore(StoreFile(relay.data.database))
        try await relay.run { () async throws in #expect(try await relay.post(#"{"id":"1"}"#) == 200) }
        #expect(relay.log.contains("did not end in order"))
    }

    @Test func `finds a socket that a crash left, and takes its place`() async throws {
        let relay = try TemporaryRelay()
        try Folder.make(relay.data.path)
        let leave = "import socket,sys; socket.socket(socket.AF_UNIX).bind(sys.argv[1])"
        try await ChildProcess.succeed("python3", ["-c", leave, relay.data.controlSocket])
        #expect(FileManager.default.fileExists(atPath: relay.data.controlSocket))
        try await relay.run { () async throws in #expect(try await relay.ask("GET", "/ready").isSuccess) }
    }

    @Test(arguments: [("env", "LEADRELAY_TEST_ABSENT"), ("file", "/nonexistent/leadrelay-test-absent")])
    func `does not start without its secrets, and names them`(kind: String, name: String) throws {
        let relay = try TemporaryRelay(
            TemporaryRelay.routes().replacing(
                #""preset": "none""#,
                with: #""preset": "github", "secrets": [{ "\#(kind)": "\#(name)" }]"#
            )
        )
        let failure = #expect(throws: ServiceFailure.self) { try relay.node() }
        #expect(failure?.description.contains(name) == true)
    }

    @Test func `does not start in plain text where TLS is asked for`() throws {
        let tls = #", "tls": { "certificate": "a.pem", "key": "a.key" }"#
        let relay = try TemporaryRelay(TemporaryRelay.routes(more: tls))
        let failure = #expect(throws: ServiceFailure.self) { try relay.node() }
        #expect(failure?.description.contains("tls") == true)
    }

    @Test func `takes bases for destinations that are there, and says what is wrong with others`() throws {
        let relay = try TemporaryRelay()
        #expect(throws: ServiceFailure.self) { try relay.node(bases: ["nobody": "http://127.0.0.1:1"]) }
        let failure = #expect(throws: ServiceFailure.self) { try relay.node(bases: ["crm": "no url"]) }
        #expect(failure?.lines.isEmpty == false)
    }
}
