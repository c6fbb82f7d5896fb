/// A pattern as instructions over an alphabet of classes of scalars.
///
/// It never changes; being a class, it costs a copied `Pattern` one reference and not one for each of its arrays.
final class PatternProgram: Sendable {
    let code: [Instruction]
    let alphabet: Alphabet
    let hasAssertions: Bool
    /// Whether a match can begin nowhere but at the start of the text.
    let isAnchored: Bool
    /// How many ranges the sets have together.
    let rangeCount: Int

    init(_ fragment: Fragment, sets: [ScalarSet]) {
        code = fragment.code + [.accept]
        let assertions = code.reduce(into: Boundary()) { all, instruction in
            if case .assert(let boundary) = instruction { all.formUnion(boundary) }
        }
        hasAssertions = !assertions.isEmpty
        alphabet = Alphabet(separating: sets, assertions: assertions)
        isAnchored = PatternProgram.isAnchored(code)
        rangeCount = sets.reduce(0) { $0 + $1.ranges.count }
    }

    /// Whether every way through the code meets the start of the text before it takes a scalar.
    private static func isAnchored(_ code: [Instruction]) -> Bool {
        var seen = [Bool](repeating: false, count: code.count)
        var pending = [0]
        while let place = pending.popLast() {
            if seen[place] { continue }
            seen[place] = true
            switch code[place] {
            case .consume, .accept: return false
            case .assert(.textStart): continue
            case .assert: pending.append(place + 1)
            case .jump(let distance): pending.append(place + distance)
            case .fork(let distance): pending += [place + 1, place + distance]
            }
        }
        return true
    }
}
