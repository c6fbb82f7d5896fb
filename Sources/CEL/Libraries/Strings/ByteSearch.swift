import JSON

/// Looks for a part in texts, in time linear in both.
struct ByteSearch {
    private let part: [UInt8]
    /// For each beginning of a long part, how much of it is also its end.
    private let fallback: [Int]

    init(_ part: String) {
        self.init(Array(part.utf8))
    }

    init(_ part: [UInt8]) {
        self.part = part
        fallback = part.count > 8 ? Self.fallback(of: part) : []
    }

    /// Where the part stands first, at or behind a position.
    func first(in text: Span<UInt8>, from start: Int = 0) -> Int? {
        guard !part.isEmpty else { return start <= text.count ? start : nil }
        guard start + part.count <= text.count else { return nil }
        return fallback.isEmpty ? firstShort(in: text, from: start) : firstLong(in: text, from: start)
    }

    private func firstShort(in text: Span<UInt8>, from start: Int) -> Int? {
        let part = part
        for index in start...text.count - part.count where text[index] == part[0] {
            if text.extracting(index..<index + part.count).isEqual(to: part.span) { return index }
        }
        return nil
    }

    /// Never looks at a byte of the text twice (Knuth, Morris and Pratt, 1977): "aaa…" in "aaa…" must not be quadratic.
    private func firstLong(in text: Span<UInt8>, from start: Int) -> Int? {
        var matched = 0
        for index in start..<text.count {
            while matched > 0, text[index] != part[matched] { matched = fallback[matched - 1] }
            if text[index] == part[matched] { matched += 1 }
            if matched == part.count { return index + 1 - matched }
        }
        return nil
    }

    private static func fallback(of part: [UInt8]) -> [Int] {
        var lengths = [Int](repeating: 0, count: part.count)
        var matched = 0
        for index in 1..<part.count {
            while matched > 0, part[index] != part[matched] { matched = lengths[matched - 1] }
            if part[index] == part[matched] { matched += 1 }
            lengths[index] = matched
        }
        return lengths
    }
}
