/// Which expectation stands for which send.
struct ExpectationMatch {
    /// The send of each expectation, by position; nil for one that was not made.
    let sends: [Int?]
    /// The sends that no expectation stands for.
    let unexpected: [Int]

    /// As many pairs as there can be, and among them those that fit best.
    init(_ expectations: [TestEntry.Expectation], _ sends: [RehearsedSend], isPartial: Bool) {
        let size = max(expectations.count, sends.count)
        let costs = (0..<size).map { row in
            (0..<size).map { column in
                guard row < expectations.count, column < sends.count else { return 0 }
                return Self.cost(expectations[row], sends[column], isPartial)
            }
        }
        let columns = Assignment.columns(cheapestOf: costs)
        self.sends = expectations.indices.map { row in
            let column = columns[row]
            return column < sends.count && costs[row][column] < Self.impossible ? column : nil
        }
        unexpected = sends.indices.filter { [matched = self.sends] in !matched.contains($0) }
    }

    private static func cost(_ expectation: TestEntry.Expectation, _ send: RehearsedSend, _ isPartial: Bool) -> Int {
        guard expectation.isAbout(send) else { return impossible }
        if case .lacksLookups = send.outcome { return unknown }
        return min(expectation.differences(from: send, isPartial: isPartial).count, unknown)
    }

    private static let unknown = 100
    private static let impossible = 1_000_000
}
