import JSON

extension Span<UInt8> {
    /// Where a part stands first, at or behind a position; in time linear in both.
    func firstIndex(of part: Span<UInt8>, from start: Int = 0) -> Int? {
        guard part.count > 0 else { return start <= count ? start : nil }
        guard start + part.count <= count else { return nil }
        return part.count <= 8 ? firstIndex(ofShort: part, from: start) : firstIndex(ofLong: part, from: start)
    }

    private func firstIndex(ofShort part: Span<UInt8>, from start: Int) -> Int? {
        for index in start...count - part.count where self[index] == part[0] {
            if extracting(index..<index + part.count).isEqual(to: part) { return index }
        }
        return nil
    }

    /// Never looks at a byte of the text twice (Knuth, Morris and Pratt, 1977): "aaa…" in "aaa…" must not be quadratic.
    private func firstIndex(ofLong part: Span<UInt8>, from start: Int) -> Int? {
        let fallback = part.fallback
        var matched = 0
        for index in start..<count {
            while matched > 0, self[index] != part[matched] { matched = fallback[matched - 1] }
            if self[index] == part[matched] { matched += 1 }
            if matched == part.count { return index + 1 - matched }
        }
        return nil
    }

    /// For each beginning, how much of it is also its end.
    private var fallback: [Int] {
        var lengths = [Int](repeating: 0, count: count)
        var matched = 0
        for index in 1..<count {
            while matched > 0, self[index] != self[matched] { matched = lengths[matched - 1] }
            if self[index] == self[matched] { matched += 1 }
            lengths[index] = matched
        }
        return lengths
    }
}
