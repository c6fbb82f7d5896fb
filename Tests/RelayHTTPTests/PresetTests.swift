import JSON
import RelayCore
import RelayRoutes
import Testing

@Suite("Every known sender at the door")
struct PresetTests {
    /// RSA and keys that the sender publishes cannot be signed with here; tests of signatures hold recorded vectors.
    static let signing = Catalogue.embedded.presets.keys.filter { !["none", "gohighlevel"].contains($0) }.sorted()

    private func sources(_ preset: String) -> String {
        #""in": { "preset": "\#(preset)", "secrets": [{ "env": "\#(Self.secret(preset))" }] }"#
    }

    private static func secret(_ preset: String) -> String {
        let scheme = Catalogue.embedded.schemes(ofPreset: preset)?.first
        if scheme?.method == .basic { return "BASIC" }
        switch scheme?.key {
        case .whsec: return "WHSEC"
        case .hex: return "HEX"
        default: return "SECRET"
        }
    }

    private func sample(_ preset: String) -> (body: String, headers: [(String, String)]) {
        if preset == "twilio" {
            return ("MessageSid=SM1&Body=hello", [("Content-Type", "application/x-www-form-urlencoded")])
        }
        // The time that its signature is held to stands in the body.
        if preset == "linear" { return (#"{ "webhookTimestamp": 1771612789000 }"#, []) }
        let json = Catalogue.embedded.presets[preset]?["sample"]
        let body = json.map { String(decoding: $0.source, as: UTF8.self) } ?? #"{ "id": "1", "name": "Zoë" }"#
        return (body, [("Content-Type", "application/json")])
    }

    @Test(arguments: signing)
    func `is believed with its signature, and refused with another body`(preset: String) async throws {
        try await Door.with(sources: sources(preset)) { door in
            let (body, headers) = sample(preset)
            let secret = Self.secret(preset)
            let signed = try door.signed(body, secret: secret, headers: headers)
            let answer = try await door.post(body, signed)
            let expected = Catalogue.embedded.presets[preset]?["answer"]?.int ?? 200
            #expect(answer.status == Int(expected), "\(answer.text)")
            #expect(door.committer.events.count == 1)
            let again = try await door.post(body, signed)
            #expect(again.text == answer.text, "a duplicate gets the same answer")
            #expect(door.committer.events.count == 1)
            guard preset != "pipedrive" else { return }
            let changed = try await door.post(body + " ", signed)
            #expect(changed.status == 401)
            #expect(changed.body == #"{"error":"not authorized"}"#)
            #expect(door.committer.events.count == 1)
        }
    }

    @Test(arguments: Catalogue.embedded.presets.keys.filter { $0 != "none" }.sorted())
    func `is refused without a signature, in the same words as all others`(preset: String) async throws {
        try await Door.with(sources: sources(preset)) { door async throws in
            let (body, headers) = sample(preset)
            #expect(try await door.post(body, headers).text == Refusals.unauthorized)
        }
    }

    @Test func `Sendpilot may sign in either of its forms, and is known by its event's id in both`() async throws {
        let both = #""in": { "preset": "sendpilot", "secrets": [{ "env": "SECRET" }, { "env": "WHSEC" }] }"#
        try await Door.with(sources: both) { door in
            let body = sample("sendpilot").body
            let first = try await door.post(body, door.signed(body))
            let second = try await door.post(body, door.signed(body, scheme: 1, secret: "WHSEC"))
            #expect(first.status == 200)
            #expect(second.text == first.text)
            #expect(door.committer.events.map(\.id) == ["evt_1708456789123_abc123def"])
        }
    }
}
