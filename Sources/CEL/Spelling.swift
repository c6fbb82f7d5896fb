/// Finds the name that somebody most likely meant.
package enum Spelling {
    /// The nearest of the known names, if it is near enough to be worth naming.
    package static func nearest(to name: String, among known: some Collection<String>) -> String? {
        let limit = max(1, name.unicodeScalars.count / 3)
        let nearest = known.map { (distance(name, $0, limit: limit), $0) }.min { $0 < $1 }
        return nearest.flatMap { $0.0 <= limit ? $0.1 : nil }
    }

    /// How many letters must be put in, left out, replaced or swapped with their neighbour; beyond the limit a larger number.
    static func distance(_ left: String, _ right: String, limit: Int) -> Int {
        let left = Array(left.lowercased().unicodeScalars)
        let right = Array(right.lowercased().unicodeScalars)
        guard abs(left.count - right.count) <= limit else { return limit + 1 }
        var beforeLast: [Int] = []
        var last = Array(0...right.count)
        for row in left.indices {
            var current = [row + 1]
            for column in right.indices {
                let replaced = last[column] + (left[row] == right[column] ? 0 : 1)
                var best = min(replaced, last[column + 1] + 1, current[column] + 1)
                if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
                    best = min(best, beforeLast[column - 1] + 1)
                }
                current.append(best)
            }
            (beforeLast, last) = (last, current)
        }
        return last[right.count]
    }
}
