import JSON
import RelayCore
import Testing

@Suite("Ids that nobody but the sender can choose")
struct IdentityTests {
    private static let sendpilot = """
        "in": { "preset": "sendpilot", "secrets": [{ "env": "SECRET" }, { "env": "WHSEC" }] }
        """

    private func sendpilotBody(_ id: String) -> String {
        #"{"eventId":"\#(id)","eventType":"lead.updated","timestamp":"2026-02-20T18:39:49Z","data":{"leadId":"l"}}"#
    }

    @Test func `a header that was added to a right request claims no id`() async throws {
        try await Door.with(sources: Self.sendpilot) { door in
            let (replayed, hidden) = (sendpilotBody("evt_1"), sendpilotBody("evt_2"))
            for forged in ["evt_2", "msg_2"] {
                _ = try await door.post(replayed, door.signed(replayed) + [("svix-id", forged)])
            }
            let victim = try door.signed(hidden, scheme: 1, secret: "WHSEC", id: "msg_2")
            #expect(try await door.post(hidden, victim).status == 200)
            #expect(door.committer.events.map(\.id) == ["evt_1", "evt_2"])
            #expect(door.committer.events.map(\.aliases) == [[], ["msg_2"]])
        }
    }

    @Test func `an id counts if the scheme that matched signs it, and not if another would`() async throws {
        try await Door.with(sources: #""in": { "preset": "svix", "secrets": [{ "env": "WHSEC" }] }"#) { door in
            let replayed = try door.signed("1", scheme: 1, secret: "WHSEC", id: "msg_1") + [("svix-id", "msg_2")]
            #expect(try await door.post("1", replayed).status == 200)
            #expect(try await door.post("2", door.signed("2", secret: "WHSEC", id: "msg_2")).status == 200)
            #expect(door.committer.events.count == 2)
            #expect(door.committer.events.last?.id == "msg_2")
            #expect(door.committer.events.first?.id.hasPrefix("msg_2.") == true)
        }
    }

    @Test func `an unsigned id is joined with the body, so that it hides no other`() async throws {
        let github = #""in": { "preset": "github", "secrets": [{ "env": "SECRET" }] }"#
        try await Door.with(sources: github) { door async throws in
            for body in ["1", "2", "1"] {
                #expect(try await door.post(body, door.signed(body) + [("X-GitHub-Delivery", "d")]).status == 200)
            }
            #expect(door.committer.events.count == 2)
            #expect(door.committer.events.allSatisfy { $0.id.hasPrefix("d.") })
        }
    }

    @Test func `one id for a whole request does not make one event of many`() async throws {
        let sources = """
            "in": { "preset": "standard-webhooks", "secrets": [{ "env": "WHSEC" }], "batch": true,
                    "aliases": ["headers['webhook-id']"] }
            """
        try await Door.with(sources: sources) { door in
            let body = #"[{"n":1},{"n":2}]"#
            let signed = try door.signed(body, secret: "WHSEC")
            let first = try await door.post(body, signed)
            #expect(first.json?["events"]?.count == 2)
            #expect(door.committer.events.count == 2)
            #expect(try await door.post(body, signed).text == first.text)
        }
    }

    @Test func `sources have ids of their own`() async throws {
        let sources = #""in": { "preset": "none", "id": "body.id" }, "other": { "preset": "none", "id": "body.id" }"#
        try await Door.with(sources: sources) { door async throws in
            #expect(try await door.post(#"{"id":"1"}"#).status == 200)
            #expect(try await door.post(#"{"id":"1"}"#, to: "/hooks/other").status == 200)
            #expect(door.committer.events.map(\.source) == ["in", "other"])
        }
    }
}
