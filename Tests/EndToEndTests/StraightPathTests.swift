import RelayMocks
import RelayTesting
import RelayTrials
import Testing

@Suite("A signed event of Sendpilot's, through the routes that the repository shows,", .timeLimit(.minutes(10)))
struct StraightPathTests {
    private typealias Seen = StandInServer.Seen

    @Test(arguments: [1, 2])
    func `reaches all that they name, once`(way: Int) async throws {
        try await ExampleRelay.with { example in
            let event = ExampleRelay.change("evt_1", to: "OPPORTUNITY")
            let answer = try await example.post(event, signedIn: way)
            #expect(answer.status == 200 && answer.body.hasSuffix(#""deliveries":3}"#))
            try await example.settle()
            let again = try await example.post(event, signedIn: 3 - way)
            #expect(again.status == 200 && again.body == answer.body)
            try await example.settle()
            let received = try example.standIns.received.sorted { $0.api < $1.api }
            #expect(
                received == [
                    Seen(
                        api: "leadping",
                        method: "PUT",
                        path: "/leads/5f0c2a/status",
                        body: #"{"type":"Status","outcome":"Interested","category":"Qualified","changeSource":"API"}"#,
                        status: 200
                    ),
                    Seen(
                        api: "leadtrackr",
                        method: "POST",
                        path: "/api/leads/updateLeadStatus",
                        body:
                            #"{"uniqueIdentifier":"lead_abc123","conversionId":"6c1f4e0a-93d7-4f5e-8b21-5d0a7c9e3f14"}"#,
                        status: 201
                    ),
                    Seen(
                        api: "octanist",
                        method: "PATCH",
                        path: "/api/leads",
                        body: #"{"email":"john@example.com","status":"qualified"}"#,
                        status: 200
                    ),
                    Seen(api: "sendpilot", method: "GET", path: "/v1/leads/lead_abc123", body: "", status: 200),
                ]
            )
        }
    }

    @Test func `goes nowhere with a status that nobody mapped, and can be seen`() async throws {
        try await ExampleRelay.with { example in
            let answer = try await example.post(ExampleRelay.change("evt_4", to: "ICP_MATCH"))
            #expect(answer.status == 200 && answer.body.hasSuffix(#""deliveries":0}"#))
            let list = try await ProgramRun.on(example.folder, "events", "list", "--json")
            #expect(list.output.contains("evt_4") && list.output.contains("unmatched"), "\(list)")
            #expect(try example.standIns.received == [])
        }
    }

    @Test func `fails one send alone where its lookup finds nothing`() async throws {
        try await ExampleRelay.with { example in
            _ = try await example.post(ExampleRelay.change("evt_5", of: "lead_nobody", to: "NOT_INTERESTED"))
            try await example.settle()
            let dead = try await ProgramRun.on(example.folder, "dead", "list", "--json")
            #expect(dead.output.contains(#""cause":"lookup-no-such-lead""#), "\(dead)")
            #expect(dead.output.contains(#""cause":"no-such-lead""#), "\(dead)")
            #expect(try example.standIns.received.map(\.status) == [404, 404])
        }
    }

    @Test(arguments: ["Webhook-Signature: v1,t=1,s=00", "X-Other: 1"])
    func `is refused with another signature, and nobody hears of it`(header: String) async throws {
        try await ExampleRelay.with { example in
            let port = try await example.relay.port()
            let event = ExampleRelay.change("evt_6", to: "OPPORTUNITY")
            let answer = try await elsewhere { try Wire(port: port).post("/hooks/sendpilot", event, headers: [header]) }
            #expect(answer?.status == 401 && answer?.body == #"{"error":"not authorized"}"#)
            try await example.settle()
            #expect(try example.standIns.received == [])
        }
    }
}
