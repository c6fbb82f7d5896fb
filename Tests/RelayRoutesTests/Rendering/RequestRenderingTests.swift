import RelayCore
import RelayRoutes
import Testing

@Suite("The request around the body")
struct RequestRenderingTests {
    private typealias Parameter = Request.Parameter

    private static let json = [Parameter("Content-Type", "application/json"), Parameter("Accept", "application/json")]

    @Test(arguments: [
        ("lead_1", "/v1/leads/lead_1/status"), ("a b", "/v1/leads/a%20b/status"),
        ("a/../b", "/v1/leads/a%2F..%2Fb/status"),
        ("é?x#y", "/v1/leads/%C3%A9%3Fx%23y/status"), ("...", "/v1/leads/.../status"),
        ("100%", "/v1/leads/100%25/status"),
    ])
    func `keeps a value of the path in its segment`(lead: String, path: String) throws {
        let small = try SmallTable(
            to: "sendpilot",
            "updateStatus",
            with: #"{ "id": "{{ event.lead }}", "status": "DONE" }"#
        )
        let request = try small.request(for: SmallTable.event(lead: lead))
        #expect(request.path == path)
        #expect(request.method == "PATCH")
    }

    @Test(arguments: ["", ".", "..", "a\nb", "\u{0}", "a\u{7F}"])
    func `refuses a value that would lead to another path`(lead: String) throws {
        let event = try SmallTable.event(lead: lead)
        for small in [
            try SmallTable(to: "sendpilot", "updateStatus", with: #"{ "id": "{{ event.lead }}", "status": "DONE" }"#),
            try SmallTable(to: "endpoint", "request", with: #"{ "path": "/leads/{{ event.lead }}/status" }"#),
        ] {
            #expect(try small.failure(for: event)?.code == .unsafePath)
        }
    }

    @Test func `is what an endpoint of one's own is told`() throws {
        let small = try SmallTable(
            to: "endpoint",
            "request",
            with: #"""
                { "method": "PUT", "path": "/leads/{{ event.lead }}/notes", "body": ["{{ event.type }}"],
                  "query": { "tag": ["a", "{{ event.type }}"], "none": "{{ event.body.?none }}", "n": 5 },
                  "headers": { "X-Lead": "{{ event.lead }}", "X-None": "{{ event.body.?none }}" } }
                """#
        )
        let request = try small.request(for: SmallTable.event(lead: "l/1"))
        let expected = Request(
            method: "PUT",
            base: .secret(.environment("ENDPOINT")),
            path: "/leads/l%2F1/notes",
            query: [
                Parameter("team", .secret(.environment("TEAM"))), Parameter("tag", "a"), Parameter("tag", "deal.won"),
                Parameter("n", "5"),
            ],
            headers: [
                Parameter("Authorization", .secret(.environment("TOKEN"), prefix: "Bearer ")),
                Parameter("X-Team", "sales"),
                Parameter("X-Lead", "l/1"),
            ] + Self.json + [Parameter("Idempotency-Key", "dl_1")],
            body: Array(#"["deal.won"]"#.utf8)
        )
        #expect(request == expected)
    }

    @Test(arguments: ["a\r\nX-Evil: 1", "a\nb", "a\rb", "\u{0}", "\u{7F}", "a\u{1F}b"])
    func `lets no value add a header`(lead: String) throws {
        let small = try SmallTable(to: "endpoint", "request", with: #"{ "headers": { "X-Lead": "{{ event.lead }}" } }"#)
        let failure = try #require(try small.failure(for: SmallTable.event(lead: lead)))
        #expect(failure.code == .unsafeHeader)
        #expect(failure.field == "headers")
    }

    @Test func `lets a header hold a tab and what is not ASCII`() throws {
        let small = try SmallTable(to: "endpoint", "request", with: #"{ "headers": { "X-Lead": "{{ event.lead }}" } }"#)
        let request = try small.request(for: SmallTable.event(lead: "a\té"))
        #expect(request.headers.contains(Parameter("X-Lead", "a\té")))
    }

    @Test(arguments: [
        ("leadtrackr", "updateLeadStatus", #"{ "uniqueIdentifier": "u", "conversionId": "lost" }"#, true),
        ("leadtrackr", "getLead", #"{ "email": "a@example.com" }"#, false),
        ("sendpilot", "getLead", #"{ "id": "x" }"#, false), ("endpoint", "request", "{}", true),
    ])
    func `carries the idempotency key where it writes`(
        destination: String,
        call: String,
        fields: String,
        isWrite: Bool
    ) throws {
        let request = try SmallTable(to: destination, call, with: fields).request(for: SmallTable.event())
        #expect(request.headers.contains(Parameter("Idempotency-Key", "dl_1")) == isWrite)
        #expect((request.body == nil) == (!isWrite || destination == "endpoint"))
    }

    @Test(arguments: [
        ("leadtrackr", Request.Parameter("X-API-Key", .secret(.environment("LEADTRACKR_KEY")))),
        ("octanist", Request.Parameter("X-API-KEY", .secret(.environment("OCTANIST_KEY")))),
        ("endpoint", Request.Parameter("Authorization", .secret(.environment("TOKEN"), prefix: "Bearer "))),
        ("custom", Request.Parameter("X-Auth", .secret(.environment("TOKEN"), prefix: "Token "))),
    ])
    func `refers to the secret that authorises it`(destination: String, header: Request.Parameter) throws {
        let (call, fields) =
            switch destination {
            case "leadtrackr": ("getLead", #"{ "email": "a@example.com" }"#)
            case "octanist": ("updateLead", #"{ "id": "x", "status": "won" }"#)
            default: ("request", "{}")
            }
        let request = try SmallTable(to: destination, call, with: fields).request(for: SmallTable.event())
        #expect(request.headers.first == header)
    }

    @Test func `leaves basic authorisation to the sender`() throws {
        let request = try SmallTable(to: "user", "request", with: "{}").request(for: SmallTable.event())
        #expect(!request.headers.contains { $0.name == "Authorization" })
        #expect(request.base == .plain("https://crm.example.com"))
    }

    @Test func `puts a read's fields into the query`() throws {
        let small = try SmallTable(
            to: "leadtrackr",
            "getLead",
            with: #"{ "email": "{{ event.body.mail }}", "phone": "{{ event.body.?phone }}" }"#
        )
        let request = try small.request(for: SmallTable.event(#"{"mail":"a+b@example.com"}"#))
        #expect(request.method == "GET")
        #expect(request.path == "/api/leads/getLead")
        #expect(request.query == [Parameter("email", "a+b@example.com")])
    }
}
