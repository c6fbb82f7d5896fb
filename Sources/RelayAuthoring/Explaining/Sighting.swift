import CEL

/// Finds what a clause read.
enum Sighting {
    /// More paths than this say nothing that the first of them do not.
    private static let limit = 16

    /// What stood at the paths that a part of a clause reads, each path once.
    static func all(in part: Expression, of clause: Clause) -> [FailingClause.Sight] {
        var seen: Set<String> = []
        let paths = part.paths(in: clause).filter { !$0.path.isWholeTable && seen.insert($0.path.text).inserted }
        return paths.prefix(limit).map { path, expression in
            FailingClause.Sight(path: path.text, value: text(expression, clause))
        }
    }

    private static func text(_ expression: Expression, _ clause: Clause) -> String {
        switch clause.outcome(of: expression) {
        // Of a place that is only tested for, what stands there was not read.
        case .success(.bool(let isThere)) where expression.isPresenceTest: isThere ? "present" : "absent"
        case .success(let value): ValueText.inFull(value)
        case .failure: "absent"
        }
    }
}

extension Expression {
    fileprivate var isPresenceTest: Bool {
        if case .presence = kind { true } else { false }
    }
}
