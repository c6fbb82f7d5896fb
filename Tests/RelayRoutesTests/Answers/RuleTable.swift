import CEL
import Foundation
import JSON
import RelayCore
import RelayRoutes
import Testing

/// A routes file of APIs and destinations, built as far as rules need it.
struct RuleTable: Sendable {
    let table: RouteTable
    /// What was found in the file, the use of its parts left aside.
    let findings: [Finding]

    init(_ text: String, catalogue: Catalogue = .embedded) throws {
        let read = RoutesFile.read(Array(text.utf8))
        let file = try #require(read.file, "\(read.findings)")
        let built = RouteTableBuilder.build(file, catalogue: catalogue, base: Environment())
        table = built.table
        findings = (read.findings + built.findings).sortedByPlace()
    }

    /// A destination for each API, under its name.
    static let embedded: Result<RuleTable, any Error> = Result {
        try RuleTable(
            #"{"destinations": {\#(EmbeddedFiles.apis.map { #""\#($0)": {"api": "\#($0)"}"# }.joined(separator: ","))}}"#
        )
    }

    func rules(_ api: String, _ call: String) throws -> AnswerRules {
        let destination = try #require(table.destinations[api])
        return destination.rules(for: try #require(destination.contract.calls[call], "\(api).\(call)"))
    }

    /// What a row's answer means here.
    func verdict(on row: AnswerRow) throws -> Verdict {
        try rules(row.api, row.callName).judge(row.answer, row.context)
    }
}
