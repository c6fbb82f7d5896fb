/// Which scalars a pattern under `(?i)` takes for the same: those that Unicode's simple case folding makes equal.
///
/// Such scalars form an orbit, as `k`, `K` and the Kelvin sign do. The table knows for each the next of its orbit, as
/// runs of `PackedNumbers`: how far the run starts after the one before; its length doubled, plus one if it takes every
/// other scalar; and the step to the next of the orbit, doubled, less one if it leads back.
enum CaseFolding {
    private struct Step {
        let scalar: UInt32, next: UInt32
    }

    private static let steps: [Step] = unpack()

    /// The set with the whole orbit of each of its scalars.
    static func closure(of set: ScalarSet) -> ScalarSet {
        var ranges = set.ranges
        for range in set.ranges {
            var index = firstStep(from: range.lowerBound)
            while index < steps.count, steps[index].scalar <= range.upperBound {
                appendOrbit(of: steps[index], missingIn: set, to: &ranges)
                index += 1
            }
        }
        return ranges.count == set.ranges.count ? set : ScalarSet(ranges)
    }

    private static func appendOrbit(of first: Step, missingIn set: ScalarSet, to ranges: inout [ClosedRange<UInt32>]) {
        var next = first.next
        while next != first.scalar {
            if !set.contains(next) { ranges.append(next...next) }
            next = steps[firstStep(from: next)].next
        }
    }

    private static func firstStep(from scalar: UInt32) -> Int {
        var low = 0
        var high = steps.count
        while low < high {
            let middle = (low + high) / 2
            if steps[middle].scalar < scalar { low = middle + 1 } else { high = middle }
        }
        return low
    }

    private static func unpack() -> [Step] {
        var steps: [Step] = []
        var numbers = PackedNumbers(packedSteps[...].utf8)
        var start: UInt32 = 0
        while let gap = numbers.next(), let extent = numbers.next(), let step = numbers.next() {
            start += gap
            let distance = step & 1 == 0 ? Int64(step / 2) : -Int64((step + 1) / 2)
            for index in 0..<(extent / 2) {
                let scalar = start + index * (extent & 1 + 1)
                steps.append(Step(scalar: scalar, next: UInt32(Int64(scalar) + distance)))
            }
        }
        return steps.sorted { $0.scalar < $1.scalar }
    }
}
