/// A set of an alphabet's symbols: most have one member, which makes the question quick and the memory small.
enum SymbolSet: Sendable {
    case one(Int)
    /// A bit for each symbol of the alphabet.
    case many([UInt64])

    init(_ members: [Int], of count: Int) {
        if let first = members.first, members.allSatisfy({ $0 == first }) {
            self = .one(first)
            return
        }
        var words = [UInt64](repeating: 0, count: (count + 63) / 64)
        for member in members { words[member / 64] |= 1 << UInt64(member % 64) }
        self = .many(words)
    }

    func contains(_ symbol: Int) -> Bool {
        switch self {
        case .one(let member): member == symbol
        case .many(let words): words[symbol / 64] & (1 << UInt64(symbol % 64)) != 0
        }
    }
}
