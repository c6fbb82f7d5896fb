import CommandLineFrame
import Testing
import leadrelay

@Suite("leadrelay why")
struct WhyCommandTests {
    @Test func `explains a code, as text and as JSON`() async {
        let text = await LeadRelay.tree.outcome(of: "why", "table-miss")
        #expect(text.code == .success)
        #expect(text.output.hasPrefix("table-miss (warning): a table may have no entry for what comes\n\n"))
        #expect(text.output.contains("\nWrong:\n") && text.output.contains("\nRight:\n"))
        let json = await LeadRelay.tree.outcome(of: "why", "--json", "table-miss")
        #expect(json.output.hasPrefix(#"{"code":"table-miss","severity":"warning","summary":"#))
    }

    @Test func `lists all codes without one`() async {
        let outcome = await LeadRelay.tree.outcome(of: "why")
        #expect(outcome.code == .success)
        #expect(outcome.output.contains("\n  won-without-value "))
        #expect(await LeadRelay.tree.outcome(of: "why", "--json").output.hasPrefix(#"[{"code":"not-json","#))
    }

    @Test func `asks whether another code was meant`() async {
        let outcome = await LeadRelay.tree.outcome(of: "why", "table-mis")
        #expect(outcome.code == .usage)
        #expect(outcome.complaints == "leadrelay: there is no code \"table-mis\". Did you mean \"table-miss\"?\n")
        let far = await LeadRelay.tree.outcome(of: "why", "qqqqqqqq")
        #expect(far.code == .usage)
        #expect(far.complaints == "leadrelay: there is no code \"qqqqqqqq\". See all of them: leadrelay why\n")
    }
}
