import RelayRoutes
import RelayTesting
import Testing

@Suite("What a send asks of the others of its lead")
struct LaneCheckTests {
    private func findings(
        _ send: String,
        source: String = "",
        route: String = "",
        from: String = #""crm""#
    ) throws -> [String] {
        let text = """
            { "version": 1,
              "apis": { "any": { "base": "https://any.example.com", "auth": { "none": true }, "calls": { "go": {
                "method": "POST", "path": "/go", "fields": { "id": { "in": "body" } } } } } },
              "sources": { "crm": { "preset": "none", "path": "/crm" \(source) },
                           "shop": { "preset": "none", "path": "/shop", "lead": "body.lead" } },
              "destinations": { "any": { "api": "any" } },
              "routes": [{ "name": "all", "from": \(from), "on": "*" \(route), "send": [
                { "to": "any", "call": "go", "with": { "id": "{{ event.id }}" } \(send) }] }] }
            """
        return try ExampleRoutes.findings(in: text).filter { $0.code == .orderWithoutLead }.map(\.description)
    }

    @Test(arguments: [(#""order": "latest""#, "order"), (#""onDead": "hold""#, "onDead")])
    func `is a warning where nothing says which lead an event is about`(setting: String, key: String) throws {
        let findings = try findings(", \(setting)")
        #expect(findings.count == 1 && findings.first?.contains("\"\(key)\" is about") == true, "\(findings)")
    }

    @Test(arguments: ["", #", "order": "every""#, #", "onDead": "release""#])
    func `is right where it asks for nothing`(setting: String) throws {
        #expect(try findings(setting) == [])
    }

    @Test func `is right where the source, the route or another of its sources says it`() throws {
        let setting = #", "order": "latest", "onDead": "hold""#
        #expect(try findings(setting, source: #", "lead": "body.lead""#) == [])
        #expect(try findings(setting, route: #", "lead": "event.body.lead""#) == [])
        #expect(try findings(setting, from: #"["crm", "shop"]"#) == [])
    }
}
