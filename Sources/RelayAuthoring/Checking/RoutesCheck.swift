import CEL
import JSON
import Quotation
package import RelayRoutes

/// Everything that can be known of a route table before anything runs.
package struct RoutesCheck {
    private let table: RouteTable
    private let cases: CaseList
    private var findings = FindingSet()

    /// All that is wrong or deserves a look, in the order of the file.
    package static func findings(in table: RouteTable) -> [Finding] {
        var check = RoutesCheck(table)
        check.run()
        return check.findings.all
    }

    private init(_ table: RouteTable) {
        self.table = table
        cases = CaseList(table)
    }

    private mutating func run() {
        for case let route? in table.routes { check(route) }
        for lookup in table.lookups.values { check(lookup) }
        for finding in RouteOrderCheck.findings(in: table) { findings.add(finding) }
        for finding in LaneCheck.findings(in: table) { findings.add(finding) }
        for finding in PriorReadCheck.findings(in: table) { findings.add(finding) }
        for finding in LoopCheck.findings(in: table) { findings.add(finding) }
        for finding in UsageCheck.findings(in: table) { findings.add(finding) }
        for finding in TableCheck.findings(in: table) { findings.add(finding) }
        for finding in DestinationCheck.findings(in: table) { findings.add(finding) }
    }

    // MARK: Routes

    private mutating func check(_ route: Route) {
        let scenes = cases.scenes(of: route.entry)
        check(route.when, route.entry.when, in: scenes)
        let taken = scenes.map { $0.assuming(route.when) }
        for send in route.sends { check(send, of: route, in: taken) }
    }

    private mutating func check(_ send: Send, of route: Route, in scenes: [Scene]) {
        check(send.when, send.entry.when, in: scenes)
        check(send.condition, send.entry.condition, in: scenes.map { $0.assuming(send.when) })
        for finding in WrittenRequestCheck.findings(send.fields, at: send.destination) { findings.add(finding) }
        // What a lookup gives that could not be understood, nobody knows.
        guard send.lookups.allSatisfy({ table.lookups[$0] != nil }), !scenes.isEmpty else { return }
        let found = SendCheck.findings(send.call, send.fields, at: send.entry.json, in: cases.scenes(of: route, send))
        let accepted = Set(send.entry.accepts.map(\.text))
        for finding in found where finding.severity == .error || !accepted.contains(finding.code.rawValue) {
            findings.add(finding)
        }
        let codes = Set(found.filter { $0.severity != .error }.map(\.code.rawValue))
        // That one is given where all routes are looked at together.
        let elsewhere = FindingCode.forgottenDestinations.rawValue
        for word in send.entry.accepts where !codes.contains(word.text) && word.text != elsewhere {
            let fact = "this send gives no warning \(word.text.quoted)"
            let remedy = ShapeCheck.suggest(word.text, codes.sorted(), "It gives")
            findings.add(Finding(.needlessAccept, at: word.spot, fact, codes.isEmpty ? "Leave it out." : remedy))
        }
    }

    /// A condition: what it reads must be there, and it must be able to hold.
    private mutating func check(_ condition: Program?, _ word: Word?, in scenes: [Scene]) {
        guard let condition, let word, !scenes.isEmpty else { return }
        let results = scenes.map { (scene: $0, possible: Prover($0).possible(condition.expression)) }
        for (scene, possible) in results {
            for risk in possible.risks {
                guard let (code, fact, remedy) = RiskWords.describe(risk, scene) else { continue }
                findings.add(Finding(code, at: Spot(word.json, textOffset: risk.offset), fact, remedy))
            }
        }
        guard results.allSatisfy(\.possible.isFalse) else { return }
        findings.add(
            Finding(.neverHolds, at: word.spot, "this condition never holds", "Correct it, or remove what it guards.")
        )
    }

    private mutating func check(_ lookup: Lookup) {
        let users = table.routes.compactMap { $0 }.filter { route in
            route.sends.contains { $0.lookups.contains(lookup.name) }
        }
        let scenes = users.flatMap { route in
            route.sends.filter { $0.lookups.contains(lookup.name) }.flatMap { cases.scenes(of: route, $0) }
        }
        for finding in SendCheck.findings(lookup.call, lookup.fields, at: lookup.entry.member.value, in: scenes) {
            findings.add(finding)
        }
    }
}

extension Scene {
    /// The same scene once the condition has held.
    fileprivate func assuming(_ condition: Program?) -> Scene {
        guard let condition else { return self }
        var scene = self
        scene.facts.assume(condition.expression)
        return scene
    }
}
