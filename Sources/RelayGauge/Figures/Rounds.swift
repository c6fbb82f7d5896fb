/// The rounds of a measurement: those that are counted, and those in whose place others were measured.
///
/// What is chosen by is how quiet the machine was, never what the relay reached.
package struct Rounds: Sendable {
    private let wanted: Int
    /// Every one, the first at the start.
    private(set) var all: [RoundResult] = []

    package init(wanted: Int) { self.wanted = wanted }

    package mutating func add(_ result: RoundResult) { all.append(result) }

    /// The number of the round to be measured next, from one; nil once there are enough quiet ones, or twice as many as
    /// are wanted. A single round is a trial, and stays the only one.
    package var next: Int? {
        let isDone = all.count >= wanted && (wanted == 1 || quiet.count >= wanted || all.count >= 2 * wanted)
        return isDone ? nil : all.count + 1
    }

    /// The rounds that are counted: the first of the quiet ones, and where there are too few, the quietest of the others.
    var counted: [RoundResult] { chosen.map { all[$0] } }

    /// What others did in each round.
    package var interference: [Interference] {
        let chosen = Set(chosen)
        return all.indices.compactMap { index in
            guard var found = all[index].interference else { return nil }
            found.memoryWait = all[index].memoryWait
            found.isLeftOut = !chosen.contains(index)
            return found
        }
    }

    private var chosen: [Int] {
        let quiet = quiet
        let others = all.indices.filter { !quiet.contains($0) }.sorted { all[$0].memoryWait < all[$1].memoryWait }
        return (quiet + others).prefix(wanted).sorted()
    }

    /// Those in which memory answered nearly as fast as in the best, and nobody else had much of the processors.
    private var quiet: [Int] {
        let best = all.map(\.memoryWait).min() ?? 0
        return all.indices.filter { index in
            all[index].memoryWait <= Self.mostWait * best && all[index].interference?.isStrong != true
        }
    }

    private static let mostWait = 2.0
}
