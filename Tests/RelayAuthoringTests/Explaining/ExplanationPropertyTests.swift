import CEL
import JSON
import RelayAuthoring
import RelayCore
import RelayRoutes
import RelayTesting
import Testing

@Suite("An explanation and its plan")
struct ExplanationPropertyTests {
    private static let label = #"{"A": "1", "B": "2"}"#

    @Test(arguments: Seeds.first(60))
    func `agree on every route, send and clause`(seed: UInt64) throws {
        var chance = SeededRandom(seed: seed)
        let (table, _) = try SampleRoutes.built(
            routes: RandomRoutes.file(&chance),
            tables: #"{"label": \#(Self.label)}"#
        )
        for _ in 0..<20 {
            let event = try RandomRoutes.event(&chance)
            let plan = table.plan(event)
            let explanation = table.explain(event, plan)
            for (position, entry) in explanation.entries.enumerated() {
                let outcome = plan.outcomes.first { $0.route == position }
                #expect(verdict(of: outcome?.result) == asked(entry.verdict), "seed \(seed)")
                try agree(entry.verdict, entry.clause, event)
                try agree(entry, plan.sends.filter { $0.route == position }, event)
            }
        }
    }

    private func verdict(of result: Plan.Result?) -> Explanation.Verdict? {
        switch result {
        case .taken: .taken
        case .refused: .refused
        case .failed: .undecidable
        case .stopped: .stopped
        case nil: nil
        }
    }

    private func asked(_ verdict: Explanation.Verdict) -> Explanation.Verdict? {
        switch verdict {
        case .taken, .refused, .undecidable, .stopped: verdict
        case .wrongSource, .wrongType, .switchedOff, .notUnderstood: nil
        }
    }

    private func agree(_ verdict: Explanation.Verdict, _ clause: FailingClause?, _ event: Event) throws {
        switch verdict {
        case .refused: #expect(try holds(#require(clause), event) == false)
        case .undecidable: #expect(try holds(#require(clause), event) == nil)
        default: #expect(clause == nil)
        }
    }

    private func agree(_ entry: Explanation.Entry, _ planned: [Plan.PlannedSend], _ event: Event) throws {
        for (number, send) in entry.sends.enumerated() {
            let plan = planned.first { $0.send == number }
            switch send.verdict {
            case .planned: #expect(plan != nil && plan?.failure == nil && send.clause == nil)
            case .notMatched:
                #expect(plan == nil)
                #expect(try holds(#require(send.clause), event) == false)
            case .deadLetter:
                #expect(plan?.failure != nil)
                if entry.verdict == .taken { #expect(try holds(#require(send.clause), event) == nil) }
            }
        }
        #expect(entry.sends.count { $0.verdict != .notMatched } == planned.count)
    }

    /// What a clause gives by itself, in an environment that knows nothing of route tables.
    private func holds(_ clause: FailingClause, _ event: Event) throws -> Bool? {
        var environment = Environment()
        let body = environment.declare("event.body", .dyn)
        let tables = environment.declare("tables.label", .dyn)
        var activation = Activation(environment)
        activation[body] = Value(event.body)
        activation[tables] = Value(try JSONDocument(Self.label).root)
        let value = try? environment.compileUnchecked(SourceText(clause.source)).evaluate(activation)
        guard case .bool(let holds) = value?.resolved else { return nil }
        return holds
    }
}

/// Routes files and events of chance, over few names, so that they meet.
private enum RandomRoutes {
    static func file(_ chance: inout SeededRandom) -> String {
        let routes = (0..<4).map { route($0, &chance) }
        return "[\(routes.joined(separator: ", "))]"
    }

    private static func route(_ number: Int, _ chance: inout SeededRandom) -> String {
        let sends = (0..<2).map { send in
            #"{ "to": "own", "call": "put", "name": "s\#(send)", \#(when(&chance))"with": {} }"#
        }
        let source = pick(["sendpilot", "crm", "*"], &chance)
        let type = pick(["a.b", "a.*", "*", "c"], &chance)
        let (stop, enabled) = (chance.chance(1, outOf: 5), chance.chance(6, outOf: 7))
        return #"""
            { "name": "r\#(number)", "from": "\#(source)", "on": "\#(type)", "stop": \#(stop), "enabled": \#(enabled),
              \#(when(&chance))"send": [\#(sends.joined(separator: ", "))] }
            """#
    }

    private static func when(_ chance: inout SeededRandom) -> String {
        guard chance.chance(3, outOf: 4) else { return "" }
        let clauses = (0...chance.below(3)).map { _ in clause(&chance, depth: 0) }
        return #""when": \#(SampleRoutes.quoted(clauses.joined(separator: " && "))), "#
    }

    private static func clause(_ chance: inout SeededRandom, depth: Int) -> String {
        let place = pick(["event.body.x", "event.body.y", "event.body.d.x", "event.body.d.?y.orValue('A')"], &chance)
        switch chance.below(depth < 2 ? 13 : 9) {
        case 0: return "\(place) == \(literal(&chance))"
        case 1: return "\(place) != \(pick(["event.body.x", "event.body.d.x"], &chance))"
        case 2: return "\(place) in tables.label"
        case 3: return "\(place) in ['A', 1]"
        case 4: return "has(event.body.\(pick(["x", "d", "d.x"], &chance)))"
        case 5: return "\(place) > 1"
        case 6: return "\(place).startsWith('A')"
        case 7: return "tables.label[event.body.x] == '1'"
        case 8: return place.hasSuffix(")") ? "\(place) == 'A'" : "\(place) == true"
        case 9: return "!(\(clause(&chance, depth: depth + 1)))"
        case 10: return "(\(clause(&chance, depth: depth + 1)) || \(clause(&chance, depth: depth + 1)))"
        case 11: return "(\(clause(&chance, depth: depth + 1)) && \(clause(&chance, depth: depth + 1)))"
        default:
            let parts = (0..<3).map { _ in clause(&chance, depth: depth + 1) }
            return "((\(parts[0])) ? (\(parts[1])) : (\(parts[2])))"
        }
    }

    private static func literal(_ chance: inout SeededRandom) -> String {
        pick(["'A'", "'B'", "'a'", "1", "true", "null", "''"], &chance)
    }

    static func event(_ chance: inout SeededRandom) throws -> Event {
        let inner = members(["x", "y"], &chance)
        let d = chance.chance(4, outOf: 5) ? [#""d": {\#(inner.joined(separator: ", "))}"#] : []
        return try SampleRoutes.event(
            "{\((members(["x", "y"], &chance) + d).joined(separator: ", "))}",
            source: pick(["sendpilot", "crm"], &chance),
            type: pick(["a.b", "a.c", "c"], &chance)
        )
    }

    private static func members(_ names: [String], _ chance: inout SeededRandom) -> [String] {
        names.compactMap { name in
            guard chance.chance(4, outOf: 5) else { return nil }
            return #""\#(name)": \#(pick([#""A""#, #""B""#, "1", "2.5", "true", "null", "[]", #""""#], &chance))"#
        }
    }

    private static func pick(_ words: [String], _ chance: inout SeededRandom) -> String {
        chance.element(of: words) ?? ""
    }
}
