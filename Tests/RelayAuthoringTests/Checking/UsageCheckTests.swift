import RelayRoutes
import RelayTesting
import Testing

@Suite("What a routes file has and never uses")
struct UsageCheckTests {
    private func findings(_ settings: String) throws -> [String] {
        let text = """
            { "version": 1,
              "sources": { "crm": { "preset": "none", "path": "/crm", "lead": "body.lead" },
                           "sendpilot": { "preset": "none", "path": "/sendpilot", "lead": "body.data.leadId" } },
              "destinations": { "sendpilot": { "api": "sendpilot", "key": { "env": "KEY" } \(settings) } },
              "routes": [{ "name": "all", "from": "crm", "on": "*", "send": [
                { "to": "sendpilot", "call": "updateStatus", "with": { "id": "{{ event.lead }}", "status": "DONE" } }] }] }
            """
        return try ExampleRoutes.findings(in: text).filter { $0.code == .unusedSource }.map(\.description)
    }

    @Test func `is a source that nothing speaks of`() throws {
        let findings = try findings("")
        #expect(findings.count == 1 && findings.first?.contains("\"sendpilot\"") == true, "\(findings)")
    }

    @Test func `is not a source that only reports our own writes back`() throws {
        #expect(try findings(#", "echoes": "sendpilot""#) == [])
    }
}
