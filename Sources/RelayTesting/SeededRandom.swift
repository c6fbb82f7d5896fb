/// Chance that a seed replays on any toolchain: SplitMix64, in integers only.
///
/// Steele, Lea, Flood: "Fast splittable pseudorandom number generators", 2014. The standard library's `random(in:using:)`
/// may change how it uses a generator; the functions here do not.
package struct SeededRandom: RandomNumberGenerator, Sendable {
    private var state: UInt64

    package init(seed: UInt64) { state = seed }

    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// A number from zero up to `bound`, which it never reaches; each as likely as the other.
    package mutating func below(_ bound: Int) -> Int {
        precondition(bound > 0, "nothing lies below \(bound)")
        let width = UInt64(bound)
        // The high half of the product is the answer; low halves under 2^64 mod width would favour some answers.
        var product = next().multipliedFullWidth(by: width)
        while product.low < (0 &- width) % width { product = next().multipliedFullWidth(by: width) }
        return Int(product.high)
    }

    /// A number of the range.
    package mutating func integer(in range: Range<Int>) -> Int { range.lowerBound + below(range.count) }

    /// True in `hits` of `outOf` cases.
    package mutating func chance(_ hits: Int, outOf: Int) -> Bool { below(outOf) < hits }

    /// One of the elements; nothing of an empty collection.
    package mutating func element<Elements: RandomAccessCollection>(of elements: Elements) -> Elements.Element? {
        elements.isEmpty ? nil : elements[elements.index(elements.startIndex, offsetBy: below(elements.count))]
    }

    /// The elements in an order of chance.
    package mutating func permutation<Element>(of elements: [Element]) -> [Element] {
        var rest = elements
        return elements.indices.map { _ in rest.remove(at: below(rest.count)) }
    }

    /// A generator of its own, so that what one part draws does not move what another part gets.
    package mutating func fork() -> SeededRandom { SeededRandom(seed: next()) }
}
