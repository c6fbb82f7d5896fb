import JSON
import RelayCore
import RelayRoutes
import Testing

/// Each embedded contract as if a user had written it himself, so that all is told that is wrong with it.
@Suite("The embedded rules")
struct EmbeddedRulesTests {
    @Test(arguments: EmbeddedFiles.apis)
    func `are right in all that can be checked`(api: String) throws {
        let common = try embedded("answers")
        let contract = String(decoding: try embedded(api).source, as: UTF8.self)
        let strange = Catalogue(contracts: [:], presets: [:], answers: common)
        let text = #"{"apis": {"\#(api)": \#(contract)}, "destinations": {"\#(api)": {"api": "\#(api)"}}}"#
        #expect(try RuleTable(text, catalogue: strange).findings == [])
    }

    @Test func `have common lists that are right too`() throws {
        let common = String(decoding: try embedded("answers").source, as: UTF8.self)
        let text = """
            {"apis": {"own": {"answers": \(common), "calls": {"put": {"method": "PUT", "path": "/a",
              "answers": [{"include": "first"}, {"include": "last"}]}}}}}
            """
        #expect(try RuleTable(text, catalogue: Catalogue(contracts: [:], presets: [:], answers: nil)).findings == [])
    }

    @Test(arguments: DocumentedAnswers.calls)
    func `of every call are as many as they are written`(name: String) throws {
        let row = AnswerRow(name, .plain(200), .delivered)
        let contract = try embedded(row.api)
        let call = try #require(contract["calls"]?[row.callName])
        let rules = try RuleTable.embedded.get().rules(row.api, row.callName).rules
        #expect(rules.map(\.verdict.cause) == (try ExpandedRules(of: call, in: contract)).causes)
    }
}
