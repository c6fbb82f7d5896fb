import CivilTime
import Foundation
import RelayMocks
import RelayTesting
import RelayTrials
import Testing

/// A relay with the routes file that the repository shows, before the four stand-ins.
struct ExampleRelay {
    let folder: TrialFolder
    let relay: RelayProcess
    let standIns: StandInServer

    static let secrets = [
        "SENDPILOT_WEBHOOK_SECRET": "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=",
        "CRM_WEBHOOK_SECRET": "whsec_ZmVkY2JhOTg3NjU0MzIxMGZlZGNiYTk4NzY1NDMyMTA=",
        "LEADTRACKR_API_KEY": "tracker", "OCTANIST_API_KEY": "octanist", "LEADPING_API_KEY": "leadping",
        "SENDPILOT_API_KEY": "sendpilot",
    ]

    /// The file as it is, but sending rather than showing.
    static func routes() throws -> String {
        try String(contentsOf: BuiltProgram.repository.appending(path: "routes.json"), encoding: .utf8)
            .replacing(#""mode": "observe""#, with: #""mode": "live""#)
    }

    /// Runs the body beside a relay that is ready, and ends that in order.
    static func with(
        changed change: (String) -> String = { $0 },
        _ body: (ExampleRelay) async throws -> Void
    ) async throws {
        let folder = try TrialFolder(routes: change(try routes()))
        try await StandInServer.with(try apis()) { standIns in
            let names = ["leadtrackr", "octanist", "leadping", "sendpilot"]
            let bases = Dictionary(uniqueKeysWithValues: names.map { ($0, standIns.base(of: $0)) })
            let sendpilot = ["sendpilot": "\(standIns.base(of: "sendpilot"))"]
            let relay = try await RelayProcess.start(
                in: folder,
                bases: bases.merging(sendpilot) { $1 },
                environment: secrets
            )
            try await body(ExampleRelay(folder: folder, relay: relay, standIns: standIns))
            #expect(try await relay.stop() == 0)
        }
    }

    /// One lead, known to all four.
    private static func apis() throws -> [any MockAPI] {
        let email = "john@example.com"
        let tracked = LeadTrackrLead(id: 1, uniqueIdentifier: "lead_abc123", createdAt: .earliest)
        let pinged = try #require(LeadpingLead(id: "5f0c2a", profile: #"{"contact":{}}"#, createdAt: .earliest))
        let piloted = SendpilotLead(
            id: "lead_abc123",
            linkedinUrl: "https://www.linkedin.com/in/john",
            campaignId: "camp_1",
            email: email,
            createdAt: .earliest
        )
        var settings = (
            LeadTrackrMock.Settings(), OctanistMock.Settings(), LeadpingMock.Settings(), SendpilotMock.Settings()
        )
        (settings.0.key, settings.1.key) = ("tracker", "octanist")
        (settings.2.key, settings.3.key) = ("leadping", "sendpilot")
        return [
            LeadTrackrMock(settings: settings.0, people: 0, leads: [tracked]),
            OctanistMock(
                settings: settings.1,
                people: 0,
                leads: [OctanistLead(id: "o1", email: email, createdAt: .earliest)]
            ),
            LeadpingMock(settings: settings.2, people: 0, leads: [pinged]),
            SendpilotMock(settings: settings.3, people: 0, leads: [piloted]),
        ]
    }

    // MARK: Events

    /// A change of status as Sendpilot posts it.
    static func change(_ id: String, of lead: String = "lead_abc123", to status: String) -> String {
        """
        {"eventId":"\(id)","eventType":"lead.status.changed","timestamp":"2026-02-20T18:39:49.123Z",\
        "data":{"leadId":"\(lead)","previousStatus":"REPLY_RECEIVED","newStatus":"\(status)","changedBy":"user"}}
        """
    }

    /// Posts an event, signed in one of Sendpilot's two ways.
    func post(_ body: String, signedIn way: Int = 1) async throws -> PlainMessage {
        let file = folder.url.appending(path: "event.json")
        try Data(body.utf8).write(to: file)
        let words = ["sign", file.path, "--preset", "sendpilot", "--scheme", "\(way)", "--secret-env"]
        let variable = "SENDPILOT_WEBHOOK_SECRET"
        let signing = try await ProgramRun.run(words + [variable], in: folder, environment: Self.secrets)
        let headers = signing.output.split(separator: "\n").map { String($0) }
        let port = try await relay.port()
        return try #require(
            try await elsewhere { try Wire(port: port).post("/hooks/sendpilot", body, headers: headers) }
        )
    }

    /// Waits until nothing waits any more.
    func settle() async throws {
        try await ProgramRun.on(folder, "status") { $0.contains("\"waiting\":0,") }
    }
}
