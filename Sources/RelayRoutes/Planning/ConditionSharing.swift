import CEL

/// Finds what the conditions of a route table have in common, so that it is worked out once for each event.
struct ConditionSharing {
    /// The paths that several conditions read, in the order of their slots.
    let paths: [SharedPath]
    private let bits: [String: EventReading]
    private let clauses: [String: SharedClauses]
    private let environment: Environment

    /// Declares the paths that at least two conditions of these routes read.
    init(_ routes: [Route?], _ vocabulary: inout Vocabulary) {
        let programs = routes.compactMap { $0 }.flatMap(\.conditions).map(\.program)
        let names = Self.common(programs.map { SharedPath.names(in: $0.expression) }, limit: EventReading.pathLimit)
        bits = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, EventReading.path($0)) })
        paths = names.enumerated().map { number, name in
            SharedPath(name, bit: .path(number), slot: vocabulary.declare(path: name))
        }
        environment = vocabulary.environment
        let texts = Self.common(programs.map(Self.clauses), limit: SharedClauses.limit)
        clauses = Dictionary(uniqueKeysWithValues: texts.enumerated().map { ($1, SharedClauses(number: $0)) })
    }

    /// What stands in at least two of the lists; of very much, what stands in most.
    private static func common(_ lists: [[String]], limit: Int) -> [String] {
        var counts: [String: Int] = [:]
        for list in lists {
            for text in Set(list) { counts[text, default: 0] += 1 }
        }
        let common = counts.filter { $0.value > 1 }.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        return common.prefix(limit).map(\.key)
    }

    /// The texts of the conditions that must all hold for this one to hold.
    private static func clauses(_ program: Program) -> [String] {
        program.expression.conjuncts.map { program.source.slice($0.range) }
    }

    /// The same route with its conditions taken apart.
    func route(_ route: Route) -> Route {
        Route(
            route.entry,
            name: route.name,
            when: route.condition.map(condition),
            lead: route.lead,
            sends: route.sends.map(send),
            isWhole: route.isWhole
        )
    }

    private func send(_ send: Send) -> Send {
        Send(
            send.entry,
            send.call,
            at: send.destination,
            when: send.early.map(condition),
            condition: send.condition,
            fields: send.fields,
            lookups: send.lookups,
            reads: send.reads
        )
    }

    private func condition(_ condition: EarlyCondition) -> EarlyCondition {
        let program = condition.program
        let clauses = program.expression.conjuncts.map { clause in
            EarlyCondition.Clause(
                program: environment.program(clause, of: program.source),
                paths: EventReading(SharedPath.names(in: clause).flatMap(beginnings).compactMap { bits[$0] }),
                shared: self.clauses[program.source.slice(clause.range)] ?? []
            )
        }
        return EarlyCondition(program, clauses: clauses)
    }

    /// The path itself and all that it goes through: any of them may be shared.
    private func beginnings(of name: String) -> [String] {
        name.utf8.indices.filter { name.utf8[$0] == UInt8(ascii: ".") }.map { String(name[..<$0]) } + [name]
    }
}
