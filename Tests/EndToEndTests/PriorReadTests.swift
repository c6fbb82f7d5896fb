import Foundation
import RelayTesting
import RelayTrials
import Testing

@Suite("A lead that is read before it is written, end to end", .timeLimit(.minutes(10)))
struct PriorReadTests {
    private static func reading(_ routes: String) -> String {
        routes.replacing(#""api": "leadping","#, with: #""api": "leadping", "readBeforeWrite": true,"#)
    }

    @Test func `is written once, and found to be so after that`() async throws {
        try await ExampleRelay.with(changed: Self.reading) { example in
            for id in ["evt_1", "evt_2"] {
                #expect(try await example.post(ExampleRelay.change(id, to: "OPPORTUNITY")).status == 200)
                try await example.settle()
            }
            let asked = try example.standIns.received.filter { $0.api == "leadping" }.map { "\($0.method) \($0.path)" }
            #expect(asked == ["GET /leads/5f0c2a", "PUT /leads/5f0c2a/status", "GET /leads/5f0c2a"])
            let list = try await ProgramRun.on(example.folder, "deliveries", "list", "--state", "already-so")
            #expect(list.output.contains("leadping") && !list.output.contains("octanist"), "\(list)")
            let lead = try await ProgramRun.on(example.folder, "lead", "lead_abc123")
            #expect(lead.output.contains("the API had it already") || lead.output.contains("already-so"), "\(lead)")
        }
    }

    @Test func `is shown by a trial before anything runs`() async throws {
        let folder = try TrialFolder(routes: Self.reading(try ExampleRelay.routes()))
        let event = folder.url.appending(path: "event.json")
        try Data(ExampleRelay.change("evt_1", to: "OPPORTUNITY").utf8).write(to: event)
        let run = try await ProgramRun.run(["try", event.path, "--from", "sendpilot"], in: folder)
        #expect(run.output.contains("first the lead is read, and nothing is sent if it has this already:"), "\(run)")
    }
}
