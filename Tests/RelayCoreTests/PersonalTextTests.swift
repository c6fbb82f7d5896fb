import RelayCore
import Testing

@Suite("Texts about people")
struct PersonalTextTests {
    @Test(arguments: [
        ("ann@example.com", "a…@…"), ("+31 6 12345678", "+31…"), ("lead_abc123", "lead_abc123"),
        ("1234567890", "1234567890"),
    ])
    func `what tells who somebody is, is abbreviated, and an id is not`(text: String, short: String) {
        #expect(PersonalText.abbreviated(text) == short)
        #expect(!PersonalText.isLikely("6 deliveries for \(short) went to crm"), "or the sentence is hidden whole")
    }

    @Test func `what parks a lane names its lead by no more than that`() {
        let reason = PingPong.reason(at: "crm", lead: "ann@example.com", values: 6)
        #expect(reason.detail.hasPrefix("6 deliveries for a…@… went to crm within minutes"))
    }
}
