import Quotation
import RelayRoutes

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
        case .nothing:
            return (
                .mayBeAbsent,
                "this may come to nothing where a value is needed: then this becomes a dead letter",
                "Guard it with has() and != null, or give a value with orValue()."
            )
        case .emptyLead(let path):
            return (
                .unprovenPresence, "nobody says that \(path.text) is never empty, and an empty one is no lead",
                "Guard it with has(event.lead), or give it a \"minLength\" where the source's events are described."
            )
        case .tooLarge:
            return (
                .unprovenValue, "nobody says that these numbers are small enough to be computed with",
                "Give them a \"minimum\" and a \"maximum\" where the source's events are described."
            )
        case .noSuchEntry(let table, let key):
            return (
                .noSuchEntry, "the table \(table.quoted) has no entry \(key)\(scene.label)",
                "Add it, or leave that case out in \"when\"."
            )
        }
    }
}
