/// The instructions for a part of a pattern.
///
/// Its jumps are relative and stay inside, so that fragments can be joined and repeated by copying; it is left at its
/// end. Building them from the inside out, on the parser's stack, spares a tree and every recursion over it.
struct Fragment {
    private(set) var code: [Instruction] = []
    /// The largest product of the counts of repetitions inside each other, as RE2 limits it.
    private(set) var repetitions = 1

    init() {}

    init(_ instruction: Instruction) {
        code = [instruction]
    }

    mutating func append(_ next: Fragment) {
        code += next.code
        repetitions = max(repetitions, next.repetitions)
    }

    /// Matches what any of the branches matches.
    init(anyOf branches: [Fragment]) {
        let end = branches.reduce(2 * (branches.count - 1)) { $0 + $1.code.count }
        for branch in branches.dropLast() {
            code.append(.fork(by: branch.code.count + 2))
            append(branch)
            code.append(.jump(by: end - code.count))
        }
        if let last = branches.last { append(last) }
    }

    mutating func repeatAnyTimes() {
        code.append(.jump(by: -(code.count + 1)))
        code.insert(.fork(by: code.count + 1), at: 0)
    }

    mutating func repeatAtLeastOnce() {
        code.append(.fork(by: -code.count))
    }

    mutating func makeOptional() {
        code.insert(.fork(by: code.count + 1), at: 0)
    }

    /// Repeats the fragment as often as the counts allow, by as many copies of its code.
    mutating func `repeat`(_ counts: Counts) {
        let one = self
        code = []
        for _ in 0..<counts.least { code += one.code }
        repetitions *= max(1, counts.product)
        guard let most = counts.most else { return repeatFurther(one, counts) }
        for remaining in (0..<(most - counts.least)).reversed() {
            // An omitted copy leads past all that follow it, since they could only match the same.
            code.append(.fork(by: (remaining + 1) * (one.code.count + 1)))
            code += one.code
        }
    }

    private mutating func repeatFurther(_ one: Fragment, _ counts: Counts) {
        if counts.least == 0 {
            code = one.code
            repeatAnyTimes()
        } else {
            code.append(.fork(by: -one.code.count))
        }
    }
}
