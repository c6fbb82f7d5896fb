/// Figures of the same kind, of which no single one is to be believed.
package struct Sample: Sendable, Equatable {
    /// The smallest first.
    package let sorted: [Double]

    package init(_ figures: [Double]) { sorted = figures.sorted() }

    package var isEmpty: Bool { sorted.isEmpty }
    package var count: Int { sorted.count }
    package var low: Double { sorted.first ?? 0 }
    package var high: Double { sorted.last ?? 0 }

    /// The middle one; of an even number, what lies halfway between the two in the middle.
    package var median: Double {
        guard !isEmpty else { return 0 }
        let middle = sorted.count / 2
        return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
    }

    /// The smallest figure that so much of them does not exceed: of 100 figures, 0.99 is the 99th.
    package func quantile(_ share: Double) -> Double {
        guard !isEmpty else { return 0 }
        let rank = (share * Double(sorted.count)).rounded(.up)
        return sorted[min(sorted.count, max(1, Int(rank))) - 1]
    }
}
