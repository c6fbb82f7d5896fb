/// What an evaluation may still spend. It makes every evaluation end: in time, and in memory.
package struct Budget: Sendable {
    /// How much an evaluation may do, and how large a value it may make.
    package struct Limits: Sendable, Equatable {
        /// Each operation is a step; work that grows with its operands costs a step for each 32 of their weight.
        package var steps: Int
        /// The largest weight of a value that an expression makes; a weight of one is about 64 bytes of text.
        package var weight: Int

        package static let standard = Limits(steps: 10_000, weight: 100_000)

        package init(steps: Int, weight: Int) {
            self.steps = steps
            self.weight = weight
        }
    }

    private let limits: Limits
    private var stepsLeft: Int

    package init(_ limits: Limits = .standard) {
        self.limits = limits
        stepsLeft = limits.steps
    }

    /// Pays for one operation.
    mutating func step() throws(EvaluationError) {
        stepsLeft -= 1
        guard stepsLeft >= 0 else { throw stepsExceeded }
    }

    /// Pays for going through so much weight.
    package mutating func charge(_ weight: Int) throws(EvaluationError) {
        precondition(weight >= 0, "work is paid for, not earned")
        stepsLeft -= weight / 32
        guard stepsLeft >= 0 else { throw stepsExceeded }
    }

    /// Pays for making a value of that weight, before it is made.
    package mutating func admit(_ weight: Int) throws(EvaluationError) {
        try admit(grown: weight, by: weight)
    }

    /// Pays for what is added to a value that has grown to that weight.
    package mutating func admit(grown weight: Int, by added: Int) throws(EvaluationError) {
        guard weight <= limits.weight else {
            throw EvaluationError(.tooLarge, "the value would be larger than an expression may make")
        }
        try charge(added)
    }

    /// Lets a value be put into another one, unless they then would lie in each other too deep.
    package func admit(inside value: Value) throws(EvaluationError) {
        guard value.depth < Self.depthLimit else {
            throw EvaluationError(.tooLarge, "the value would be nested deeper than \(Self.depthLimit) levels")
        }
    }

    /// More than the parser's limit, so that what can be written in one piece can also be made.
    private static let depthLimit = 400

    /// Pays for making a text of so many bytes, before it is made.
    package mutating func admit(bytes: Int) throws(EvaluationError) {
        try admit(Value.weight(ofBytes: bytes))
    }

    /// Pays for so many operations at once.
    mutating func charge(steps: Int) throws(EvaluationError) {
        precondition(steps >= 0, "work is paid for, not earned")
        stepsLeft -= min(steps, stepsLeft + 1)
        guard stepsLeft >= 0 else { throw stepsExceeded }
    }

    /// How many states of a regular expression may still be visited.
    var patternWork: Int { max(0, stepsLeft) * 128 }

    /// Takes over what is left of the pattern work.
    mutating func settle(patternWork left: Int) {
        stepsLeft = min(stepsLeft, left / 128)
    }

    var stepsExceeded: EvaluationError {
        EvaluationError(.stepsExceeded, "the expression takes more than \(limits.steps) steps")
    }
}
