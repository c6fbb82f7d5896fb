import JSON
import RelayAuthoring
import RelayRoutes
import RelayService
import Testing

@Suite("A start of a routes file")
struct StarterRoutesTests {
    static let presets = Catalogue.embedded.presets.keys.sorted()

    private func check(_ start: StarterRoutes) throws -> CheckReport {
        try Configuration(path: "routes.json", bytes: start.text).report
    }

    @Test(arguments: presets, EmbeddedFiles.apis)
    func `has no error and passes its own test, from every sender to every API`(preset: String, api: String) throws {
        let start = try StarterRoutes.make(from: [preset], to: [api])
        let report = try check(start)
        #expect(report.findings.filter { $0.severity == .error }.map(\.description) == [])
        let warnings = Set(report.findings.filter { $0.severity == .warning }.map(\.code))
        #expect(warnings.subtracting([.missingVariable, .documentationValue]) == [])
        #expect(report.tests?.reports.count == 1)
        #expect(RoutesLayout(try JSONDocument(start.text)).text == start.text)
    }

    @Test func `is whole for all senders and all APIs together`() throws {
        let report = try check(try StarterRoutes.make(from: Self.presets, to: EmbeddedFiles.apis))
        #expect(!report.hasErrors)
        #expect(report.table?.routes.count == Self.presets.count)
    }

    @Test(arguments: ["leadtrackr", "octanist", "leadping", "sendpilot"])
    func `sends its own event to the API, and points at what is to be replaced`(api: String) throws {
        let start = try StarterRoutes.make(from: ["stripe"], to: [api])
        let report = try check(start)
        let test = try #require(report.file?.tests.first)
        #expect(test.expected.map { $0.to?.text } == [api])
        #expect(test.expected.allSatisfy { $0.error == nil && $0.path != nil })
        #expect(report.findings.contains { $0.code == .documentationValue && $0.pointer.tokens.first == "tables" })
    }

    @Test func `only observes, and needs nothing but keys for a live run`() throws {
        let start = try StarterRoutes.make(from: ["sendpilot"], to: ["leadtrackr", "octanist"])
        let file = try #require(check(start).file)
        #expect(file.destinations.map { $0.json["mode"]?.string } == ["observe", "observe"])
        #expect(start.variables == ["SENDPILOT_WEBHOOK_SECRET", "LEADTRACKR_API_KEY", "OCTANIST_API_KEY"])
        let warnings = try check(start).findings.filter { $0.severity == .warning }.map(\.code)
        #expect(Set(warnings).subtracting([.missingVariable, .documentationValue]) == [])
    }

    @Test func `names the source whose events echo our own writes`() throws {
        let report = try check(try StarterRoutes.make(from: ["sendpilot"], to: ["sendpilot"]))
        #expect(report.file?.destinations.first?.echoes?.text == "sendpilot")
        #expect(!report.findings.contains { $0.code == .ownSource })
    }

    @Test func `is made only of what is known`() {
        #expect(throws: StarterRoutes.Unknown.preset("salesforce")) {
            try StarterRoutes.make(from: ["sendpilot", "salesforce"], to: ["octanist"])
        }
        #expect(throws: StarterRoutes.Unknown.api("")) { try StarterRoutes.make(from: ["sendpilot"], to: [""]) }
    }
}
