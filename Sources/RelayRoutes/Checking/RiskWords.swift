import Quotation

/// Says what may go wrong when an expression is evaluated.
enum RiskWords {
    static func describe(_ risk: Possible.Risk, _ scene: Scene) -> (FindingCode, fact: String, remedy: String)? {
        switch risk.reason {
        case .absent(let path, isKnown: true):
            let fact =
                "\(path.text) is not in every \(scene.origin(of: path)): where it is missing, this becomes a dead letter"
            let guarding = "Guard it with has(\(path.text)), or read it with .? and orValue()."
            return (.mayBeAbsent, fact, scene.suggestion(for: path) ?? guarding)
        case .absent(let path, isKnown: false):
            let fact = "nobody says that every event has \(path.text)"
            return (
                .unprovenPresence, fact,
                "Guard it with has(\(path.text)), or describe the source's events under \"events\"."
            )
        case .tableMiss(let table, let path):
            let key = path.map(\.text) ?? "…"
            let fact =
                "the table \(table.quoted) may have no entry for what stands here: then this becomes a dead letter"
            return (.tableMiss, fact, "Guard it in \"when\": \(key) in tables.\(table).")
        case .noSuchEntry(let table, let key):
            return (
                .noSuchEntry, "the table \(table.quoted) has no entry \(key)\(scene.label)",
                "Add it, or leave that case out in \"when\"."
            )
        }
    }
}
