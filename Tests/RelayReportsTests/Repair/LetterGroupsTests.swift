import CivilTime
import JSON
import RelayCore
import RelayReports
import Testing

@Suite("Dead letters in groups")
struct LetterGroupsTests {
    private static func letter(
        _ number: Int64,
        to destination: String = "leadtrackr",
        _ cause: String = "rejected",
        at second: Int64,
        status: Int? = 404,
        _ answer: String = #"{"message": "Lead 17 of ann@example.com not found"}"#
    ) -> DeadLetter {
        let reason = Reason(cause, remedy: "correct \(number), then replay")
        let summary = Samples.delivery(
            number,
            to: destination,
            lead: "l\(number)",
            .finished(.dead, reason),
            ended: second,
            status: status
        )
        return DeadLetter(number: number, summary, answer: Array(answer.utf8))
    }

    private static func ledger() -> FakeLedger {
        let ledger = FakeLedger()
        ledger.letters = [
            letter(1, at: -90), letter(2, at: -80, #"{"message": "Lead 18 of bob@example.com not found"}"#),
            letter(3, to: "octanist", at: -70), letter(4, at: -60, status: 400),
            letter(5, at: -50, #"{"message": "Lead 9 of c@example.com not found"}"#),
        ]
        return ledger
    }

    private static func reader(_ ledger: FakeLedger, isRevealing: Bool = false) -> ReportReader {
        ReportReader(ledger, now: Samples.now, Mask(isRevealing: isRevealing))
    }

    @Test func `are counted with the first, the last, a sample and its remedy`() throws {
        let groups = try Self.reader(Self.ledger()).groups(LetterFilter())
        let root = try JSONDocument(String.report { groups.write(to: &$0) { _ in Mask() } }).root
        let rows = root["groups"].map { Array($0.elements) } ?? []
        #expect(rows.compactMap { $0["count"]?.int } == [3, 1, 1])
        #expect(rows[0]["destination"]?.string == "leadtrackr")
        #expect(rows[0]["answer"]?.string == "404 Lead <number> of <e-mail> not found")
        #expect(rows[0]["first"]?.string == Samples.moment(-90).rfc3339)
        #expect(rows[0]["last"]?.string == Samples.moment(-50).rfc3339)
        #expect(rows[0]["sample"]?.string == Self.ledger().letters[4].id.text)
        #expect(rows[0]["remedy"]?.string == "correct 5, then replay")
        #expect(rows[0]["group"]?.string == Self.ledger().letters[0].group.name)
    }

    @Test func `fit a terminal, with the remedy below each`() throws {
        let groups = try Self.reader(Self.ledger()).groups(LetterFilter())
        let lines = groups.lines(now: Samples.now) { _ in Mask() }
        #expect(lines[0].hasPrefix("GROUP"))
        #expect(lines[1].contains("leadtrackr") && lines[2] == "  → correct 5, then replay")
        #expect(lines.allSatisfy { $0.count <= 100 }, "\(lines)")
    }

    @Test func `hide names that an answer repeats or brings along, unless they are to be shown`() throws {
        let ledger = FakeLedger()
        ledger.stored = [try Samples.event(1, #"{"name": "miller"}"#), try Samples.event(2, "{}")]
        ledger.letters = [
            Self.letter(1, at: -90, #"{"message": "miller is blocked"}"#),
            Self.letter(2, at: -80, #"{"message": "Lead Ann Miller of Berlin is blocked. Ask SALES"}"#),
        ]
        for (isRevealing, words) in [
            (false, ["404 Lead <name> <name> of <name> is blocked. Ask SALES", Self.hidden]),
            (true, ["404 Lead Ann Miller of Berlin is blocked. Ask SALES", "404 miller is blocked"]),
        ] {
            let reader = Self.reader(ledger, isRevealing: isRevealing)
            let groups = try reader.groups(LetterFilter())
            let root = try JSONDocument(String.report { groups.write(to: &$0, reader.mask) }).root
            let answers = root["groups"].map { $0.elements.compactMap { $0["answer"]?.string } } ?? []
            #expect(Set(answers) == Set(words), "\(answers)")
        }
    }

    private static let hidden = "<masked, since it repeats personal data; --reveal shows it>"

    @Test func `are those that the filter takes`() throws {
        var filter = LetterFilter()
        filter.destination = "octanist"
        let groups = try Self.reader(Self.ledger()).groups(filter)
        #expect(groups.lines(now: Samples.now) { _ in Mask() }.count == 3)
        filter.destination = "nobody"
        #expect(try Self.reader(Self.ledger()).groups(filter).isEmpty)
    }

    @Test func `are gathered page by page, and no more of them than there is room for`() throws {
        let ledger = FakeLedger()
        ledger.letters = (1...2_600).map { Self.letter(Int64($0), "cause-\($0 % 2_300)", at: 0) }
        let groups = try Self.reader(ledger).groups(LetterFilter())
        let root = try JSONDocument(String.report { groups.write(to: &$0) { _ in Mask() } }).root
        #expect(root["groups"]?.count == LetterGroups.most)
        let counted = root["groups"].map { $0.elements.compactMap { $0["count"]?.int }.reduce(0, +) } ?? 0
        #expect(counted + (root["others"]?.int ?? 0) == 2_600)
    }

    @Test func `a walk goes no further than it is asked to`() throws {
        let ledger = Self.ledger()
        for most in [1, 3, 5, 9] {
            var seen = 0
            try Self.reader(ledger).forEach(LetterFilter(), atMost: most) { _ in seen += 1 }
            #expect(seen == min(most, 5))
        }
    }
}
