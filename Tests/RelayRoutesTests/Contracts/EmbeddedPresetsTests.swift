import JSON
import RelayRoutes
import Testing

@Suite("The embedded presets")
struct EmbeddedPresetsTests {
    static let names = [
        "sendpilot", "leadping", "standard-webhooks", "svix", "github", "bitbucket", "stripe", "shopify", "slack",
        "twilio",
        "hubspot", "pipedrive", "calendly", "typeform", "intercom", "zendesk", "linear", "zoom", "square", "paddle",
        "lemonsqueezy", "close", "gohighlevel", "meta", "twitch", "dropbox", "x", "gitlab", "pagerduty", "none",
    ]

    @Test func `are those of the known senders`() throws {
        #expect(try embedded("presets").members.map(\.name).filter { $0 != "//" } == Self.names)
    }

    @Test(arguments: names)
    func `keep the format, and their CEL compiles`(name: String) throws {
        #expect(try PresetFormat.problems(#require(embedded("presets")[name]), at: name) == [])
    }

    /// The sample's event, where the sender posts several at once the first.
    private func event(_ preset: JSONValue) throws -> JSONValue {
        let sample = try #require(preset["sample"])
        return preset["batch"]?.bool == true ? try #require(sample[0]) : sample
    }

    @Test(arguments: ["sendpilot", "standard-webhooks", "hubspot", "stripe", "slack", "github"])
    func `have a sample that their schema of events allows`(name: String) throws {
        let preset = try #require(try embedded("presets")[name])
        let event = try event(preset)
        let schemas = preset["events"].map { Array($0.members) } ?? []
        for schema in schemas {
            #expect(FieldSchema(json: schema.value).violation(of: event) == nil, "\(name) \(schema.name)")
        }
        #expect(schemas.isEmpty == ["slack", "github"].contains(name))
    }

    @Test(arguments: [
        ("sendpilot", "id", "evt_1708456789123_abc123def"), ("sendpilot", "type", "lead.status.changed"),
        ("sendpilot", "lead", "lead_abc123"), ("sendpilot", "occurredAt", "2024-02-20T18:39:49.123Z"),
        ("standard-webhooks", "type", "deal.won"), ("standard-webhooks", "occurredAt", "2024-02-24T15:30:00Z"),
        ("hubspot", "id", "48807704.3923621.531833541.1752613920733"),
        ("hubspot", "type", "contact.creation"), ("hubspot", "lead", "138017612137"),
        ("hubspot", "occurredAt", "2025-07-15T21:12:00.733Z"),
        ("stripe", "id", "evt_1NG8Du2eZvKYlo2CUI79vXWy"), ("stripe", "type", "customer.updated"),
        ("stripe", "lead", "cus_4QFOF3xrvBT2nU"), ("stripe", "occurredAt", "2023-06-06T22:19:30Z"),
        ("slack", "id", "Ev9UQ52YNA"), ("slack", "type", "message"),
        ("github", "id", "72d3162e"), ("github", "type", "ping"),
    ])
    func `find in their sample what the relay needs`(name: String, part: String, found: String) throws {
        let preset = try #require(try embedded("presets")[name])
        let headers = #"{"x-github-delivery": "72d3162e", "x-github-event": "ping"}"#
        let text = try #require(preset[part]?.string)
        #expect(try CELTexts.found(text, body: event(preset), headers: headers) == found)
    }

    @Test func `know both signatures of Sendpilot and tolerate its late repeats`() throws {
        let schemes = try #require(try embedded("presets")["sendpilot"]?["signature"])
        #expect(schemes.elements.compactMap { $0["header"]?.string } == ["Webhook-Signature", "svix-signature"])
        #expect(schemes.elements.compactMap { $0["key"]?.string } == ["text", "whsec"])
        #expect(schemes.elements.compactMap { $0["tolerance"]?.string } == ["2h", "2h"])
    }

    @Test(arguments: ["lead.status.changed", "lead.updated"])
    func `promise of Sendpilot's status events no more than is documented`(type: String) throws {
        let schema = FieldSchema(json: try #require(try embedded("presets")["sendpilot"]?["events"]?[type]))
        #expect(schema.guarantees(["data", "newStatus"]))
        #expect(schema.guarantees(["data", "leadId"]))
        #expect(!schema.guarantees(["data", "previousStatus"]))
        #expect(!schema.guarantees(["data", "changedBy"]))
        #expect(schema.property("data")?.property("newStatus")?.constants == nil, "35 statuses exist")
    }

    @Test(
        arguments: [
            ("slack", "{}", #"{"type": "url_verification", "challenge": "3eZb"}"#, "true", "3eZb"),
            (
                "zoom", "{}", #"{"event": "endpoint.url_validation", "payload": {"plainToken": "qgg8"}}"#, "true",
                "qgg8"
            ),
            (
                "meta", #"{"hub.mode": "subscribe", "hub.challenge": "1158201444", "hub.verify_token": "m"}"#, "null",
                "true",
                "1158201444"
            ),
            ("dropbox", #"{"challenge": "abc"}"#, "null", "true", "abc"),
            ("x", #"{"crc_token": "abc"}"#, "null", "true", "abc"),
            ("dropbox", "{}", "null", "false", nil),
        ] as [(String, String, String, String, String?)]
    )
    func `recognise a handshake`(
        name: String,
        query: String,
        body: String,
        isOne: String,
        challenge: String?
    ) throws {
        let handshake = try #require(try embedded("presets")[name]?["handshakes"]?[0])
        let (when, what) = try (#require(handshake["when"]?.string), #require(handshake["challenge"]?.string))
        #expect(try CELTexts.found(when, body: value(body), query: query) == isOne)
        if let challenge { #expect(try CELTexts.found(what, body: value(body), query: query) == challenge) }
    }
}
