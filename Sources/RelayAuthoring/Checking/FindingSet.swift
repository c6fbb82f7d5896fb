import JSON
import RelayRoutes

/// Findings, of which each place and kind is told once, however many cases show it.
struct FindingSet {
    private(set) var all: [Finding] = []
    private var seen: Set<Key> = []

    private struct Key: Hashable {
        let code: FindingCode
        let line: Int
        let column: Int
    }

    mutating func add(_ finding: Finding) {
        let key = Key(code: finding.code, line: finding.place.line, column: finding.place.column)
        if seen.insert(key).inserted { all.append(finding) }
    }
}
