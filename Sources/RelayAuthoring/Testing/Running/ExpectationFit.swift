import JSON
import RelayRoutes

/// How well expectations and sends of one destination fit, and the pairs that come of it.
struct ExpectationFit {
    let expectations: [TestEntry.Expectation]
    let sends: [RehearsedSend]
    let isPartial: Bool

    typealias Pair = (expectation: Int, send: Int)

    /// As many pairs as there can be, and among them those that cost least.
    func bestPairs(_ rows: [Int], _ columns: [Int]) -> [Pair] {
        let costs = rows.map { row in columns.map { cost(row, $0) } }
        // The work grows with the square of the rows, so that the fewer are the rows.
        let isTurned = rows.count > columns.count
        let turned = isTurned ? columns.indices.map { column in costs.map { $0[column] } } : costs
        let chosen = Assignment.columns(cheapestOf: turned)
        let pairs = chosen.enumerated().map { isTurned ? ($1, $0) : ($0, $1) }
        return pairs.filter { costs[$0][$1] < Self.impossible }.map { (rows[$0], columns[$1]) }
    }

    /// Gives each expectation a send that is just as expected, and then what is left the first that fits well: those that
    /// say most about their send choose first.
    func pairsInOrder(_ rows: [Int], _ columns: [Int]) -> [Pair] {
        let ordered = rows.sorted { (-words($0), $0) < (-words($1), $1) }
        var choice = SendChoice(columns, of: sends)
        var pairs: [Pair] = []
        var left: [Int] = []
        for row in ordered {
            let exact = choice.take(alike: expectations[row]) { cost(row, $0) == 0 ? 0 : nil }
            if let exact { pairs.append((row, exact)) } else { left.append(row) }
        }
        for row in left {
            if let send = choice.take(about: expectations[row], { cost(row, $0) }) { pairs.append((row, send)) }
        }
        return pairs
    }

    /// How many words say which send is meant.
    private func words(_ row: Int) -> Int {
        let expectation = expectations[row]
        return [expectation.route, expectation.send, expectation.call].count { $0 != nil }
    }

    private func cost(_ row: Int, _ column: Int) -> Int {
        let (expectation, send) = (expectations[row], sends[column])
        guard expectation.isAbout(send) else { return Self.impossible }
        if case .lacksLookups = send.outcome { return Self.unknown }
        return min(expectation.differences(from: send, isPartial: isPartial).count, Self.unknown)
    }

    private static let unknown = 100
    static let impossible = 1_000_000
}
