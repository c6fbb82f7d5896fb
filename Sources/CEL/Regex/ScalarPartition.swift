/// The code points parted into classes, so that each set of some is a union of classes.
struct ScalarPartition: Sendable {
    /// Where each run of code points of one class starts.
    private var starts: [UInt32]
    /// The class of each run.
    private var classes: [Int]
    /// How many runs each class has.
    private var sizes: [Int]

    var count: Int { sizes.count }

    init(_ sets: [ScalarSet]) {
        let edges = sets.flatMap { $0.ranges.flatMap { [$0.lowerBound, $0.upperBound + 1] } }
        starts = []
        for edge in ([0] + edges).sorted() where edge <= ScalarSet.last && edge != starts.last { starts.append(edge) }
        classes = [Int](repeating: 0, count: starts.count)
        sizes = [starts.count]
        for set in sets { separate(set) }
    }

    /// Parts each class that the set has some but not all of.
    private mutating func separate(_ set: ScalarSet) {
        let inside = set.ranges.map { runs(in: $0) }
        var shared = [Int](repeating: 0, count: sizes.count)
        for run in inside.joined() { shared[classes[run]] += 1 }
        var moved = sizes.indices.map { shared[$0] == sizes[$0] ? $0 : nil }
        for run in inside.joined() {
            let old = classes[run]
            let new = moved[old] ?? sizes.count
            moved[old] = new
            if new == sizes.count { sizes.append(0) }
            classes[run] = new
            sizes[old] -= 1
            sizes[new] += 1
        }
    }

    /// The classes that make up the set, which is one of those that the partition was made for; some come repeatedly.
    func classes(in set: ScalarSet) -> [Int] {
        set.ranges.flatMap { classes[runs(in: $0)] }
    }

    /// The class that a code point is in.
    func `class`(of scalar: UInt32) -> Int { classes[run(of: scalar)] }

    private func run(of scalar: UInt32) -> Int {
        var low = 0
        var high = starts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if starts[middle] <= scalar { low = middle } else { high = middle }
        }
        return low
    }

    private func runs(in range: ClosedRange<UInt32>) -> ClosedRange<Int> {
        run(of: range.lowerBound)...run(of: range.upperBound)
    }
}
