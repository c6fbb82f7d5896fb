/// Reads numbers that were packed into printable ASCII.
///
/// Each character from `0` on carries five bits, the lowest first, and a sixth that says that more follow.
struct PackedNumbers: Sequence, IteratorProtocol {
    private var rest: Substring.UTF8View.Iterator

    init(_ packed: Substring.UTF8View) {
        rest = packed.makeIterator()
    }

    mutating func next() -> UInt32? {
        var value: UInt32 = 0
        var shift: UInt32 = 0
        while let character = rest.next() {
            let digit = UInt32(character) - 48
            value |= (digit & 31) << shift
            if digit < 32 { return value }
            shift += 5
        }
        return nil
    }
}
