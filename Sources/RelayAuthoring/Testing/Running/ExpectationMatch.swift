import RelayRoutes

/// Which expectation stands for which send.
struct ExpectationMatch {
    /// The send of each expectation, by position; nil for one that was not made.
    let sends: [Int?]
    /// The sends that no expectation stands for.
    let unexpected: [Int]

    /// As many pairs as there can be, and among them those that fit best; where very many expectations and sends meet at
    /// one destination, those that fit first.
    init(_ expectations: [TestEntry.Expectation], _ sends: [RehearsedSend], isPartial: Bool) {
        let fit = ExpectationFit(expectations: expectations, sends: sends, isPartial: isPartial)
        let made = Dictionary(grouping: sends.indices) { sends[$0].destination }
        var matched: [Int?] = Array(repeating: nil, count: expectations.count)
        // An expectation that names no destination is an error of the file and is about nothing.
        for (destination, rows) in Dictionary(grouping: expectations.indices, by: { expectations[$0].to?.text }) {
            guard let columns = destination.flatMap({ made[$0] }) else { continue }
            let pairs =
                rows.count * columns.count <= Self.mostCompared
                ? fit.bestPairs(rows, columns) : fit.pairsInOrder(rows, columns)
            for (row, column) in pairs { matched[row] = column }
        }
        self.sends = matched
        let expected = Set(matched.compactMap { $0 })
        unexpected = sends.indices.filter { !expected.contains($0) }
    }

    /// More pairs of one destination than this are not all compared.
    private static let mostCompared = 2_048
}
