import RelayCore
import RelayRoutes
import Testing

@Suite("An answer means")
struct DocumentedAnswerTests {
    @Test(arguments: DocumentedAnswers.all)
    func `what the documents say`(row: AnswerRow) throws {
        let verdict = try RuleTable.embedded.get().verdict(on: row)
        #expect(verdict.kind == row.kind)
        #expect(verdict.cause == row.cause)
    }

    @Test(arguments: DocumentedAnswers.calls)
    func `the same in every call where it says nothing of the lead`(call: String) throws {
        let table = try RuleTable.embedded.get()
        for (answer, kind, cause) in DocumentedAnswers.common {
            let row = AnswerRow(call, answer, kind, cause)
            let verdict = try table.verdict(on: row)
            #expect(verdict.kind == kind && verdict.cause == cause, "\(row.testDescription), not \(verdict)")
        }
    }

    @Test func `something to do wherever a delivery does not end well`() throws {
        let table = try RuleTable.embedded.get()
        for row in DocumentedAnswers.all where row.kind != .delivered {
            #expect(try !table.verdict(on: row).remedy.isEmpty, "\(row.testDescription)")
        }
    }

    @Test func `a time to wait, leads to confirm and a scope where the rule names them`() throws {
        let table = try RuleTable.embedded.get()
        let pending = AnswerRow("leadtrackr.updateLeadStatus", .json(409, "{}"), .wait)
        #expect(try table.verdict(on: pending).after == .seconds(900))
        let unknownKey = AnswerRow("leadping.getLead", .plain(401), .pause)
        #expect(try table.verdict(on: unknownKey).confirm == 3)
        let scope = AnswerRow("sendpilot.getLead", .plain(403), .pause)
        #expect(try table.verdict(on: scope).scope == .call)
        let badKey = try table.verdict(on: AnswerRow("octanist.check", .plain(401), .pause))
        #expect(badKey.confirm == 1 && badKey.scope == .destination && badKey.after == nil)
    }
}
