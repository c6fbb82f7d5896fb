import CivilTime
import Testing

@Suite("Zones from TZif")
struct ZoneRulesTZifTests {
    private static let stepping = TZifFile(
        transitions: [(seconds: -1000, type: 1), (0, 2), (1000, 1)],
        offsets: [-93_599, 3600, 93_599]
    )

    @Test(arguments: [0, UInt8(ascii: "2"), UInt8(ascii: "3"), UInt8(ascii: "4")])
    func `an offset holds from its transition on`(version: UInt8) throws {
        var file = Self.stepping
        file.version = version
        let rules = try ZoneRules(tzif: file.bytes)
        let moments: [Int64] = [.min, -1001, -1000, -1, 0, 999, 1000, .max]
        #expect(
            moments.map(rules.offset) == [-93_599, -93_599, 3600, 3600, 93_599, 93_599, 3600, 3600]
        )
    }

    @Test func `the later years' rule follows the last transition`() throws {
        var file = Self.stepping
        file.footer = "\n<-03>3\n"
        let rules = try ZoneRules(tzif: file.bytes)
        #expect(rules.offset(at: 999) == 93_599)
        #expect(rules.offset(at: 1000) == -10_800)
        file.transitions = []
        #expect(try ZoneRules(tzif: file.bytes).offset(at: -5000) == -10_800)
    }

    @Test(arguments: [
        (TZifFile(version: UInt8(ascii: "5")), ZoneRulesError.unknownVersion(UInt8(ascii: "5"))),
        (TZifFile(version: 1), .unknownVersion(1)),
        (TZifFile(offsets: []), .wrongCounts),
        (TZifFile(offsets: [Int32](repeating: 0, count: 257)), .wrongCounts),
        (TZifFile(leapSeconds: 1), .leapSeconds),
        (TZifFile(transitions: [(seconds: 1, type: 0), (seconds: 1, type: 0)]), .unorderedTransitions),
        (TZifFile(transitions: [(seconds: 2, type: 0), (seconds: 1, type: 0)]), .unorderedTransitions),
        (TZifFile(transitions: [(seconds: 0, type: 1)]), .unknownType),
        (TZifFile(offsets: [93_600]), .wildOffset),
        (TZifFile(offsets: [-93_600]), .wildOffset),
        (TZifFile(offsets: [.min]), .wildOffset),
        (TZifFile(footer: ""), .wrongFooter),
        (TZifFile(footer: "\nUTC0"), .wrongFooter),
        (TZifFile(footer: "UTC0\n"), .wrongFooter),
        (TZifFile(footer: "\nUTC\n"), .wrongFooter),
    ])
    func `what is wrong with a file is named`(file: TZifFile, error: ZoneRulesError) {
        #expect(throws: error) { try ZoneRules(tzif: file.bytes) }
        #expect(error.description.contains("time zone file"))
    }

    @Test func `no bytes and other bytes are not TZif`() {
        #expect(throws: ZoneRulesError.notTZif) { try ZoneRules(tzif: []) }
        #expect(throws: ZoneRulesError.notTZif) { try ZoneRules(tzif: Array("TZi".utf8)) }
        #expect(throws: ZoneRulesError.notTZif) { try ZoneRules(tzif: Array("#!/bin/sh and more".utf8)) }
    }

    @Test func `every beginning of a file is refused`() {
        var file = Self.stepping
        file.footer = "\nEST5EDT,M3.2.0,M11.1.0\n"
        let bytes = file.bytes
        for count in bytes.indices {
            #expect(throws: ZoneRulesError.self) { try ZoneRules(tzif: Array(bytes[..<count])) }
        }
    }

    @Test func `counts far beyond the file are refused without taking memory for them`() {
        for field in stride(from: 20, to: 44, by: 4) {
            var bytes = TZifFile(version: 0).bytes
            bytes.replaceSubrange(field..<field + 4, with: [255, 255, 255, 255])
            #expect(throws: ZoneRulesError.self) { try ZoneRules(tzif: bytes) }
        }
    }
}
