import Foundation
import RelayTesting
import RelayTrials
import Testing

@Suite("What is kept of an answer", .timeLimit(.minutes(10)))
struct KeptAnswerTests {
    private static let key = "verysecretapikey-42"
    private static let routes = """
        { "version": 1,
          "sources": { "shop": { "signature": { "scheme": "none" }, "id": "body.id", "type": "'order'" } },
          "destinations": { "sink": { "api": "http", "base": "http://127.0.0.1:1", "mode": "live",
            "headers": { "x-api-key": { "env": "SINK_KEY" } } } },
          "routes": [ { "name": "all", "from": "shop", "on": "*", "send": [
            { "to": "sink", "call": "request", "with": { "body": { "id": "{{ event.id }}" } } } ] } ] }
        """

    @Test func `does not hold the key that an API repeats when it refuses it`() async throws {
        let sink = try FaultyDestination { _ in .answer(422, body: #"{"error":"no such key: \#(Self.key)"}"#) }
        let folder = try TrialFolder(routes: Self.routes)
        let environment = ["SINK_KEY": Self.key]
        let relay = try await RelayProcess.start(in: folder, bases: ["sink": sink.base], environment: environment)
        #expect(try await RunningTests.post("1", to: relay)?.status == 200)
        try await ProgramRun.on(folder, "status") { $0.contains(#""waiting":0,"deadLetters":1"#) }
        for words in [["dead", "list", "--json"], ["dead", "export", "--reveal"]] {
            let outcome = try await ProgramRun.run(words + ["--data", folder.data.path], in: folder)
            #expect(outcome.status == 0 && !outcome.output.contains(Self.key), "\(outcome)")
        }
        let export = try await ProgramRun.run(["dead", "export", "--reveal", "--data", folder.data.path], in: folder)
        #expect(export.output.contains("no such key: $SINK_KEY"), "\(export)")
        #expect(try await relay.stop() == 0)
    }
}
