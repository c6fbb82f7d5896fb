import CivilTime
import Testing

@Suite("Zones with a fixed offset")
struct ZoneRulesFixedTests {
    @Test(arguments: [
        ("UTC", 0), ("+11:00", 39_600), ("-02:30", -9000), ("02:00", 7200), ("-00:00", 0), ("+00:00", 0),
        ("00:00", 0), ("+23:59", 86_340), ("-23:59", -86_340), ("-00:30", -1800),
    ])
    func `an offset holds for ever`(text: String, offset: Int) throws {
        let rules = try #require(ZoneRules(fixed: text))
        for seconds in [Int64.min, -1, 0, 1_234_567_890, Int64.max] {
            #expect(rules.offset(at: seconds) == offset)
        }
    }

    @Test(arguments: [
        "", "+", "-", "Z", "utc", "GMT", "Europe/Berlin", "+24:00", "+11:60", "+1:00", "1:00", "+11:0", "+1100", "+11",
        "++11:00", "11:00 ", " 11:00", "+11:00:00", "+11:-1", "−02:30",
    ])
    func `what is none is refused`(text: String) {
        #expect(ZoneRules(fixed: text) == nil)
    }

    @Test func `a zone shows a moment on its clocks`() throws {
        let moment = try #require(Timestamp(rfc3339: "2009-02-13T23:31:30Z"))
        let rules = try #require(ZoneRules(fixed: "+11:00"))
        #expect(rules.civil(moment) == CivilDateTime(moment, offset: 39_600))
        #expect(rules.civil(moment).date.day == 14)
        #expect(ZoneRules.utc.civil(moment).hour == 23)
    }
}
