import Foundation
import RelayTesting
import RelayTrials
import Testing

@Suite("leadrelay run before leadrelay mock", .timeLimit(.minutes(10)))
struct MockLoopTests {
    private static let names = ["leadtrackr", "octanist", "leadping", "sendpilot"]

    /// The routes that the repository shows, sending to where the stand-ins are.
    private static func routes(_ mock: MockProcess) throws -> String {
        try names.reduce(ExampleRelay.routes()) { text, name in
            text.replacing(
                "\"api\": \"\(name)\",",
                with: "\"api\": \"\(name)\", \"base\": \"\(try mock.base(of: name))\","
            )
        }
    }

    /// A deal that was won, as the CRM of those routes tells of it.
    private static let deal = """
        {"type":"deal.won","timestamp":"2026-02-24T15:30:00Z",\
        "data":{"sendpilotLead":"lead_abc123","octanistLead":"lead_abc123","valueCents":5000}}
        """

    @Test(arguments: ["documented", "svix"])
    func `delivers a deal to all four, and knows the event that comes back for its own`(way: String) async throws {
        let folder = try TrialFolder(routes: try ExampleRelay.routes())
        let relay = try await RelayProcess.start(in: folder, environment: ExampleRelay.secrets)
        let door = "http://127.0.0.1:\(try await relay.port())"
        let mock = try await MockProcess.start(
            "--emit-to",
            door,
            "--signature",
            way,
            "--event",
            way == "svix" ? "lead.status.changed" : "lead.updated",
            environment: ExampleRelay.secrets
        )
        try folder.write(routes: try Self.routes(mock))
        #expect(try await ProgramRun.on(folder, "reload", "--config", folder.routes.path).status == 0)

        let file = folder.url.appending(path: "deal.json")
        try Data(Self.deal.utf8).write(to: file)
        let words = ["send", file.path, "--source", "crm", "--config", folder.routes.path, "--to", door]
        let sent = try await ProgramRun.run(words, in: folder, environment: ExampleRelay.secrets)
        #expect(sent.output.contains(#""deliveries":4"#), "\(sent)")
        try await ProgramRun.on(folder, "status") {
            $0.contains("\"waiting\":0,") && $0.contains(#""echoes":{"received":1,"#)
        }

        let received = try await mock.ask("GET", "/_received")?.body ?? ""
        #expect(received.contains(#"\"conversionId\":\"e27b9d58-1c46-4a83-b0f7-94d63a5c8e02\",\"price\":5000"#))
        #expect(received.contains(#"\"status\":\"won\",\"value\":50"#), "\(received)")
        #expect(received.contains(#"/leads/5f0c2a/status"#) && received.contains(#"/v1/leads/lead_abc123/status"#))
        #expect(try await relay.stop() == 0)
        #expect(try await mock.stop() == 0)
    }

    @Test func `tells of an event that nobody takes, and when it is sent again`() async throws {
        let mock = try await MockProcess.start(
            "sendpilot",
            "--emit-to",
            "http://127.0.0.1:1",
            environment: ["SENDPILOT_WEBHOOK_SECRET": "secret"]
        )
        let path = "/sendpilot/v1/leads/lead_abc123/status"
        #expect(try await mock.ask("PATCH", path, #"{"status":"DONE"}"#)?.status == 200)
        let complaint = try await mock.complaint("lead.updated evt_")
        #expect(complaint.hasSuffix("was not answered, and is sent again in 5 s"))
        #expect(try await mock.stop() == 0)
    }
}
