/// Finds the word that was probably meant.
package enum Spelling {
    /// Longer words than this are no slip of the finger, and comparing them would only take time.
    private static let longestWord = 40

    /// The candidate with the fewest slips, if they are few for its length; of equals, the first.
    ///
    /// Case and leading dashes are slips of their own and do not count: `-JSON` is close to `--json`.
    package static func nearest(to word: String, among candidates: some Collection<String>) -> String? {
        let typed = letters(word)
        guard !typed.isEmpty, typed.count <= longestWord else { return nil }
        let near = candidates.compactMap { candidate -> (word: String, slips: Int)? in
            let meant = letters(candidate)
            let limit = max(1, meant.count / 3)
            guard abs(meant.count - typed.count) <= limit else { return nil }
            let slips = slips(from: typed, to: meant)
            return slips <= limit && slips < typed.count ? (candidate, slips) : nil
        }
        return near.min { $0.slips < $1.slips }?.word ?? onlyCompletion(of: typed, among: candidates)
    }

    private static func onlyCompletion(of typed: [UInt8], among candidates: some Collection<String>) -> String? {
        guard typed.count >= 2 else { return nil }
        let completions = candidates.filter { letters($0).starts(with: typed) }
        return completions.count == 1 ? completions.first : nil
    }

    private static func letters(_ word: String) -> [UInt8] {
        Array(word.utf8.drop { $0 == UInt8(ascii: "-") }).map { (65...90).contains($0) ? $0 + 32 : $0 }
    }

    /// How many letters were left out, added, changed or swapped with their neighbour.
    private static func slips(from typed: [UInt8], to meant: [UInt8]) -> Int {
        var beforePrevious: [Int] = []
        var previous = Array(0...meant.count)
        for row in typed.indices {
            var current = [row + 1]
            for column in meant.indices {
                let change = previous[column] + (typed[row] == meant[column] ? 0 : 1)
                var best = min(change, previous[column + 1] + 1, current[column] + 1)
                let isSwap =
                    row > 0 && column > 0 && typed[row] == meant[column - 1] && typed[row - 1] == meant[column]
                if isSwap { best = min(best, beforePrevious[column - 1] + 1) }
                current.append(best)
            }
            (beforePrevious, previous) = (previous, current)
        }
        return previous[meant.count]
    }
}
