/// Where the elements of long arrays begin on the tape, so that finding one's number takes no counting.
struct JSONLongArrays: Sendable {
    /// The elements' entries by the array's.
    private var elements: [Int: [UInt32]] = [:]

    private static let leastElements = 256

    init(_ tape: [JSONEntry]) {
        for array in tape.indices where tape[array].kind == .array && tape[array].count >= Self.leastElements {
            var child = UInt32(array + 1)
            elements[array] = (0..<tape[array].count).map { _ in
                defer { child = tape[Int(child)].link }
                return child
            }
        }
    }

    /// The number and the entry of the element that holds an entry; nil in an array that is not long.
    func element(of array: Int, holding entry: Int) -> (number: Int, entry: Int)? {
        guard let elements = elements[array] else { return nil }
        var (low, high) = (0, elements.count)
        while high - low > 1 {
            let middle = (low + high) / 2
            if elements[middle] <= entry { low = middle } else { high = middle }
        }
        return (low, Int(elements[low]))
    }
}
