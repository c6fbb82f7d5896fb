import CEL
import Foundation
import JSON
import RelayCore
import RelayRoutes
import Testing

/// The rules that the design gives as an example, where they lie beside the project; a clone alone does not have them.
private enum ExampleRules {
    static let file = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../../../shared/examples/answers.json").standardizedFileURL

    static var isThere: Bool { FileManager.default.fileExists(atPath: file.path) }

    static func load() throws -> JSONValue { try JSONDocument(Array(Data(contentsOf: file))).root }
}

@Suite(
    "The example's rules",
    .enabled(if: ExampleRules.isThere, "they lie beside the project, in shared/examples, and are not part of it")
)
struct ExampleRulesTests {
    @Test func `are accepted as they are`() throws {
        let findings = try table().findings
        #expect(findings == [])
    }

    @Test func `mean the same as the embedded ones`() throws {
        let (example, embedded) = (try table(), try RuleTable.embedded.get())
        let calls = Set(try ExampleRules.load().members.map(\.name))
        let isDifferent = Set(DocumentedAnswers.lostAnswers.map(\.testDescription))
        var compared = 0
        for row in DocumentedAnswers.all + DocumentedAnswers.calls.flatMap(Self.common) where calls.contains(row.call) {
            // The one deliberate difference: a conversion whose answer was lost is not sent again by itself.
            guard !isDifferent.contains(row.testDescription) else { continue }
            let (here, there) = (try example.verdict(on: row), try embedded.verdict(on: row))
            #expect(here.kind == there.kind && here.cause == there.cause, "\(row.testDescription)")
            #expect(here.after == there.after && here.confirm == there.confirm && here.scope == there.scope)
            compared += 1
        }
        #expect(compared > 200, "a file that has fewer is not the one that is meant")
    }

    private static func common(_ call: String) -> [AnswerRow] {
        DocumentedAnswers.common.map { AnswerRow(call, $0.answer, $0.kind, $0.cause) }
    }

    /// The embedded contracts, each with the example's lists under its answers, and its calls with those of their names.
    private func table() throws -> RuleTable {
        let example = try ExampleRules.load()
        var apis: [String: [(call: String, rules: String)]] = [:]
        for member in example.members where member.name.contains(".") {
            let row = AnswerRow(member.name, .plain(200), .delivered)
            apis[row.api, default: []].append((row.callName, String(decoding: member.value.source, as: UTF8.self)))
        }
        let named = example.members.filter { !$0.name.contains(".") }.map {
            #""\#($0.name)": \#(String(decoding: $0.value.source, as: UTF8.self))"#
        }
        let entries = apis.map { api, calls in
            let calls = calls.map { #""\#($0.call)": {"answers": \#($0.rules)}"# }.joined(separator: ",\n")
            return #""\#(api)": {"answers": {\#(named.joined(separator: ",\n"))}, "calls": {\#(calls)}}"#
        }
        let destinations = apis.keys.map { #""\#($0)": {"api": "\#($0)"}"# }
        return try RuleTable(
            #"{"apis": {\#(entries.joined(separator: ",\n"))}, "destinations": {\#(destinations.joined(separator: ","))}}"#
        )
    }
}
