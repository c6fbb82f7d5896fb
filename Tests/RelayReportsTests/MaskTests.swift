import JSON
import RelayCore
import RelayReports
import Testing

@Suite("Personal data")
struct MaskTests {
    private func shown(_ body: String, isRevealing: Bool = false) throws -> JSONValue {
        let ledger = FakeLedger()
        ledger.stored = [try Samples.event(1, body)]
        let reader = ReportReader(ledger, now: Samples.now, Mask(isRevealing: isRevealing))
        return try #require(try JSONDocument(String.report(try reader.event("evt_1").write)).root["body"])
    }

    @Test(arguments: [
        "name", "firstName", "last_name", "Full-Name", "email", "E-Mail", "workEmail", "phone", "phoneNumber", "mobile",
        "customer", "contact", "metadata", "address", "postalCode", "dateOfBirth", "linkedinUrl", "whatsapp", "message",
        "note", "income", "healthStatus", "creditScore", "ip", "contact.email",
        "straat", "woonplaats", "geboortedatum", "achternaam", "notitie", "e-mailadres", "telefoonnummer", "Straße",
        "PLZ",
        "Geburtsdatum", "prénom", "code_postal",
    ])
    func `is told by its name, however that is spelled`(name: String) throws {
        #expect(try shown(#"{"\#(name)": "x"}"#)[name]?.string == "<text of 1 character>")
        #expect(try shown(#"{"\#(name)": [{"deep": 12.50}]}"#)[name]?[0]?["deep"]?.string == "<number of 5 characters>")
        #expect(try shown(#"{"\#(name)": "x"}"#, isRevealing: true)[name]?.string == "x")
    }

    @Test(arguments: [
        "leadId", "eventType", "status", "previousStatus", "newStatus", "campaignId", "timestamp", "value",
    ])
    func `is not suspected in what routes are made of`(name: String) throws {
        #expect(try shown(#"{"\#(name)": "2026-02-20T18:39:49.123Z"}"#)[name]?.string == "2026-02-20T18:39:49.123Z")
    }

    @Test(arguments: [
        "ann@example.com", "write to ann@example.com", "+31 6 1234 5678", "06-12345678", "(020) 123 45 67",
    ])
    func `is told by its look under any name`(text: String) throws {
        #expect(try shown(#"{"x": ["\#(text)"]}"#)["x"]?[0]?.string == "<text of \(text.count) characters>")
    }

    @Test(arguments: ["password", "apiKey", "access_token", "client-secret"])
    func `is shown when asked for, and secrets are not`(name: String) throws {
        for isRevealing in [false, true] {
            let value = try shown(#"{"\#(name)": "hunter2"}"#, isRevealing: isRevealing)[name]
            #expect(value?.string == "<text of 7 characters>")
        }
    }

    @Test func `is hidden where reasons and answers repeat it`() throws {
        let ledger = FakeLedger()
        ledger.stored = [try Samples.event(1, #"{"data": {"lastName": "Example", "phone": 612345678}}"#)]
        let reason = Reason("render", detail: "lastName: \"Example\" is no number", remedy: "see 612345678")
        let delivery = Samples.delivery(1, .finished(.dead, reason), ended: -5)
        ledger.sent = [delivery]
        ledger.tried[delivery.stored.id] = [
            Samples.attempt(.dead, reason, answer: #"{"error": "who is Example?", "hint": [612345678], "code": 7}"#)
        ]
        let masked = try ReportReader(ledger, now: Samples.now, Mask()).delivery(delivery.stored.id.text)
        let text = masked.lines.joined(separator: "\n") + String.report(masked.write)
        #expect(!text.contains("Example") && !text.contains("612345678"))
        #expect(text.contains("<masked, since it repeats personal data; --reveal shows it>"))
        #expect(text.contains(#""code":7"#))
        let mask = Mask(isRevealing: true)
        let revealed = try ReportReader(ledger, now: Samples.now, mask).delivery(delivery.stored.id.text)
        #expect(revealed.lines.contains("  detail  lastName: \"Example\" is no number"))
    }

    @Test(arguments: [
        ("jose\u{301} nu\u{301}n\u{303}ez", "jos\u{E9} n\u{FA}\u{F1}ez"), ("jos\u{E9}", "jose\u{301}"),
        ("\u{AC00}\u{B098}", "\u{1100}\u{1161}\u{1102}\u{1161}"), ("aab", "aaab"),
    ])
    func `is found however its letters are written where it is repeated`(name: String, repeated: String) throws {
        let body = try JSONDocument(#"{"name": "\#(name)"}"#).root
        let mask = Mask().learning(from: body)
        #expect(mask.sentence("no record of \(repeated) here").hasPrefix("<masked"))
        #expect(mask.sentence("no record of \(repeated.dropLast()) here") == "no record of \(repeated.dropLast()) here")
    }

    @Test func `in an answer that was cut or is no JSON is hidden as a whole`() throws {
        let ledger = try SampleLedger.make()
        let id = ledger.sent[0].stored.id
        ledger.tried[id] = [Samples.attempt(answer: #"{"street": "Long Lane", "n"#)]
        #expect(
            try ReportReader(ledger, now: Samples.now, Mask()).delivery(id.text).lines.contains(
                "    <text of 26 characters>"
            )
        )
        let mask = Mask(isRevealing: true)
        let lines = try ReportReader(ledger, now: Samples.now, mask).delivery(id.text).lines
        #expect(lines.contains(#"    "{\"street\": \"Long Lane\", \"n""#))
    }
}
