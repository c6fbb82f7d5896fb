import RelayRoutes
import RelayTesting
import Testing

@Suite("A destination that wants leads read before they are written")
struct PriorReadCheckTests {
    private func findings(_ to: String, _ call: String, _ with: String, more: String = "") throws -> [String] {
        let text = """
            { "version": 1, "sources": { "crm": { "preset": "none", "path": "/crm", "lead": "body.lead" } },
              "destinations": { "\(to)": { "api": "\(to)", "key": { "env": "K" }, "readBeforeWrite": true\(more) } },
              "routes": [{ "name": "all", "from": "crm", "on": "*", "send": [
                { "to": "\(to)", "call": "\(call)", "with": \(with) }] }] }
            """
        let codes: [FindingCode] = [.neverReadFirst, .readHalvesRate]
        return try ExampleRoutes.findings(in: text).filter { codes.contains($0.code) }.map(\.description)
    }

    @Test(arguments: [
        ("octanist", "updateLead", #"{ "id": "1", "status": "won" }"#, "no read of Octanist shows what \"updateLead\""),
        (
            "leadtrackr", "updateLeadStatus", #"{ "email": "a@b.nl", "conversionId": "lost" }"#,
            "names the lead otherwise"
        ),
        ("sendpilot", "updateStatus", #"{ "id": "1", "status": "DONE", "note": "n" }"#, "gives what no read shows"),
    ])
    func `is told where none of its sends can be read for`(to: String, call: String, with: String, fact: String) throws
    {
        let findings = try findings(to, call, with)
        #expect(findings.count == 1 && findings.first?.contains(fact) == true, "\(findings)")
    }

    @Test(arguments: [
        ("sendpilot", "updateStatus", #"{ "id": "1", "status": "DONE" }"#),
        ("leadtrackr", "updateLeadStatus", #"{ "uniqueIdentifier": "1", "conversionId": "lost" }"#),
        ("leadping", "setStatus", #"{ "leadId": "1", "type": "t", "outcome": "o", "changeSource": "API" }"#),
    ])
    func `is told that half of its rate goes into reads, if it has one`(to: String, call: String, with: String) throws {
        #expect(try findings(to, call, with) == [])
        let findings = try findings(to, call, with, more: #", "rate": "2/s""#)
        #expect(findings.count == 1 && findings.first?.contains("half of \"2/s\"") == true, "\(findings)")
    }
}
