import JSON
import Quotation
import RelayRoutes

/// What is written down and never used.
enum UsageCheck {
    static func findings(in table: RouteTable) -> [Finding] {
        if table.file.routes.isEmpty, !table.file.hasUnknownKeys {
            let remedy = "Add \"routes\"; leadrelay init writes a start."
            return [Finding(.noRoutes, at: Spot(table.file.root), "nothing is routed", remedy)]
        }
        // Where a route could not be understood, nobody knows what it uses.
        guard !table.routes.contains(where: { $0?.isWhole != true }) else { return [] }
        let file = table.file
        let sends = table.routes.compactMap { $0 }.flatMap(\.sends)
        let lookups = Set(sends.flatMap(\.lookups))
        let destinations = Set(sends.map(\.destination.name) + table.lookups.values.map(\.destination.name))
        // A destination's echoes come from a source whose events nobody else may be interested in.
        let echoed = table.destinations.values.compactMap { $0.entry.echoes?.text }
        let sources = Set(file.routes.flatMap(\.from).map(\.text) + echoed)
        let used = table.usage
        var findings = unused(file.lookups.map(\.member), .unusedLookup, "lookup", lookups)
        findings += unused(file.destinations.map(\.member), .unusedDestination, "destination", destinations)
        if !sources.contains("*") { findings += unused(file.sources.map(\.member), .unusedSource, "source", sources) }
        if !used.usesWholeTables, !file.broken.contains("tables") {
            findings += unused(file.tables, .unusedTable, "table", used.tables)
        }
        return findings
    }

    private static func unused(
        _ members: [JSONMember],
        _ code: FindingCode,
        _ what: String,
        _ used: Set<String>
    ) -> [Finding] {
        members.filter { !used.contains($0.name) }.map { member in
            let fact = "nothing uses the \(what) \(member.name.quoted)"
            return Finding(code, at: Spot(nameOf: member), fact, "Use it, or remove it.")
        }
    }
}
