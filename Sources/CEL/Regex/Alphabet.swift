/// The scalars sorted into symbols: scalars that no set of a pattern tells apart are one symbol.
struct Alphabet: Sendable {
    /// The number of symbols of scalars; the symbol for the end of the text follows them.
    let count: Int
    /// The symbol of each ASCII scalar.
    private let ascii: [UInt16]
    private let partition: ScalarPartition
    private let members: [SymbolSet]
    private let neighbours: [Boundary.Neighbour]

    var end: Int { count }

    init(separating sets: [ScalarSet], assertions: Boundary) {
        let asksWords = !assertions.isDisjoint(with: .word)
        let asksLines = !assertions.isDisjoint(with: .line)
        let extra: [ScalarSet] = (asksWords ? [.word] : []) + (asksLines ? [.newline] : [])
        let partition = ScalarPartition(sets + extra)
        let count = partition.count
        (self.partition, self.count) = (partition, count)
        ascii = (0..<128).map { UInt16(partition.class(of: $0)) }
        members = sets.map { SymbolSet(partition.classes(in: $0), of: count) }
        var neighbours = [Boundary.Neighbour](repeating: .other, count: count) + [.edge]
        if asksWords { for symbol in partition.classes(in: .word) { neighbours[symbol] = .word } }
        if asksLines { for symbol in partition.classes(in: .newline) { neighbours[symbol] = .newline } }
        self.neighbours = neighbours
    }

    func neighbour(_ symbol: Int) -> Boundary.Neighbour { neighbours[symbol] }

    func isMember(_ symbol: Int, ofSet set: Int) -> Bool { members[set].contains(symbol) }
}

extension Alphabet {
    /// Takes one scalar off valid UTF-8 and gives its symbol.
    @inline(__always)
    func takeSymbol(_ text: Span<UInt8>, at position: inout Int) -> Int {
        let byte = text[position]
        if byte < 0x80 {
            position += 1
            return Int(ascii[Int(byte)])
        }
        return partition.class(of: Self.takeScalar(text, at: &position))
    }

    private static func takeScalar(_ text: Span<UInt8>, at position: inout Int) -> UInt32 {
        let lead = UInt32(text[position])
        let length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
        var scalar = lead & (0xFF >> UInt32(length + 1))
        for next in position + 1..<position + length {
            scalar = scalar << 6 | UInt32(text[next] & 0x3F)
        }
        position += length
        return scalar
    }
}
