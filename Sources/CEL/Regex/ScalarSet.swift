/// A set of Unicode code points: sorted ranges that neither overlap nor touch.
struct ScalarSet: Hashable, Sendable {
    private(set) var ranges: [ClosedRange<UInt32>]

    static let last: UInt32 = 0x10FFFF
    static let everything = ScalarSet([0...last])
    static let newline = ScalarSet(["\n"])

    /// - Parameter unsorted: ranges in any order, which may overlap.
    init(_ unsorted: [ClosedRange<UInt32>]) {
        ranges = []
        ranges.reserveCapacity(unsorted.count)
        for range in unsorted.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let previous = ranges.last, range.lowerBound <= previous.upperBound + 1 {
                ranges[ranges.count - 1] = previous.lowerBound...max(previous.upperBound, range.upperBound)
            } else {
                ranges.append(range)
            }
        }
    }

    init(_ scalars: [Unicode.Scalar]) {
        self.init(scalars.map { $0.value...$0.value })
    }

    init(_ scalars: ClosedRange<Unicode.Scalar>...) {
        self.init(scalars.map { $0.lowerBound.value...$0.upperBound.value })
    }

    /// Every code point that is not in this set.
    var inverted: ScalarSet {
        var gaps: [ClosedRange<UInt32>] = []
        var next: UInt32 = 0
        for range in ranges {
            if next < range.lowerBound { gaps.append(next...(range.lowerBound - 1)) }
            next = range.upperBound + 1
        }
        if next <= Self.last { gaps.append(next...Self.last) }
        return ScalarSet(gaps)
    }

    func contains(_ scalar: UInt32) -> Bool {
        var low = 0
        var high = ranges.count
        while low < high {
            let middle = (low + high) / 2
            if ranges[middle].upperBound < scalar { low = middle + 1 } else { high = middle }
        }
        return low < ranges.count && ranges[low].lowerBound <= scalar
    }
}
