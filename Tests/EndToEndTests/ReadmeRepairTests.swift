import Foundation
import JSON
import RelayTesting
import RelayTrials
import Testing

@Suite("The README on what cannot be delivered, end to end", .timeLimit(.minutes(10)))
struct ReadmeRepairTests {
    private let readme: ReadmeText

    init() throws { readme = try ReadmeText() }

    /// The names that the README's commands speak of, and a destination that refuses all that it is sent.
    private static let routes = """
        { "version": 1,
          "apis": { "leads": { "base": "http://127.0.0.1:1", "auth": { "none": true }, "calls": { "put": {
            "method": "POST", "path": "/put", "fields": {
              "id": { "in": "body", "required": true },
              "email": { "in": "body", "schema": { "type": "string" } } } } } } },
          "sources": { "sendpilot": { "signature": { "scheme": "none" }, "path": "/hooks/shop", "id": "body.id",
            "type": "'order'", "lead": "'lead_abc123'" } },
          "destinations": { "octanist": { "api": "leads" } },
          "routes": [ { "name": "all", "from": "sendpilot", "on": "*", "send": [
            { "to": "octanist", "call": "put", "with": { "id": "{{ event.id }}", "email": "x" } } ] } ] }
        """
    private static let letters = 20

    @Test(arguments: ["dead", "repair", "again", "destinations"])
    func `its commands over what waits or is dead do what they say`(mark: String) async throws {
        let sink = try FaultyDestination { _ in .answer(422, body: #"{"message": "no"}"#) }
        let folder = try TrialFolder(routes: Self.routes)
        let relay = try await RelayProcess.start(in: folder, bases: ["octanist": sink.base])
        var events: [String] = []
        for number in 0..<Self.letters {
            let answer = try #require(try await RunningTests.post("\(number)", to: relay))
            events.append(try #require(try JSONDocument(answer.body).root["id"]?.string))
        }
        try await ProgramRun.on(folder, "status") { $0.contains(#""waiting":0,"deadLetters":\#(Self.letters)"#) }
        let groups = try await ProgramRun.on(folder, "dead", "groups", "--json").output
        let group = try #require(try JSONDocument(groups).root["groups"]?.elements.first { _ in true })
        let names = [
            "dl_06f3k8m2q7a4d_0": "dl_\(events[0].dropFirst(3))_0", "ev_06f3k8m2q7a4d": events[1],
            "g_3f9a1c04": try #require(group["group"]?.string),
        ]
        let exports = "export LEADRELAY_DATA=\(folder.data.path) LEADRELAY_CONFIG=\(folder.routes.path)"
        for line in try readme.block(mark).split(separator: "\n") {
            // What was sent again has to be refused again, before it can be spoken of as dead.
            try await ProgramRun.on(folder, "status") { $0.contains(#""waiting":0,"#) || mark != "dead" }
            var command = String(line)
            for (example, name) in names { command = command.replacing(example, with: name) }
            let outcome = try await ReadmeText.run(command, before: exports)
            #expect(outcome.status == 0, "\(command): \(outcome)")
        }
        #expect(try await relay.stop() == 0)
    }
}
