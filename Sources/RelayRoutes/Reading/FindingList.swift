import JSON

/// What a check finds: the first hundred in full, of the rest only how many they are.
struct FindingList: Sendable {
    /// More than anybody reads at once; each one costs a walk to its line and column.
    static let most = 100

    private var kept: [Finding] = []
    private(set) var count = 0
    private let limit: Int

    private init(limit: Int) { self.limit = limit }

    /// Keeps the findings themselves.
    static func telling() -> FindingList { FindingList(limit: most) }

    /// Keeps only their number.
    static func counting() -> FindingList { FindingList(limit: 0) }

    var onlyCounts: Bool { limit == 0 }

    mutating func add(_ finding: @autoclosure () -> Finding) {
        count += 1
        if kept.count < limit { kept.append(finding()) }
    }

    /// Counts so many that were found elsewhere.
    mutating func add(count more: Int) { count += more }

    /// The findings in the order of the file; if there were too many, a last one says so.
    var all: [Finding] {
        let sorted = kept.sortedByPlace()
        guard count > sorted.count, let last = sorted.last else { return sorted }
        let fact = "there are \(count - sorted.count) findings more"
        return sorted + [Finding(.tooManyFindings, at: last.spot, fact, "Put these right, then check again.")]
    }
}

extension [Finding] {
    /// In the order of the file; of two at one place, the one that was found first.
    package func sortedByPlace() -> [Finding] {
        enumerated().sorted { left, right in
            let (first, second) = (left.element.place, right.element.place)
            return (first.line, first.column, left.offset) < (second.line, second.column, right.offset)
        }
        .map(\.element)
    }
}

extension Finding {
    package var spot: Spot { Spot(place: place, pointer: pointer) }
}
