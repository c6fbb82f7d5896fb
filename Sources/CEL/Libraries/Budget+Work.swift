/// How much of what a function goes through one step pays for: a step stands for half a microsecond at the most.
package enum Pace: Int {
    /// Bytes that are compared or copied in one go.
    case copied = 1_024
    /// Bytes that are looked at one by one, and no more than that.
    case scanned = 512
    /// Bytes that are searched in, decoded or written anew.
    case worked = 128
    /// Elements of a list that are taken out or put in.
    case visited = 4
}

extension Budget {
    /// Pays for going through so many bytes or elements.
    package mutating func charge(_ count: Int, _ pace: Pace) throws(EvaluationError) {
        try charge(steps: count / pace.rawValue)
    }

    /// Pays for looking for a part in a text, where a long part takes longer to prepare than a text to go through.
    mutating func charge(searching text: String, for part: String) throws(EvaluationError) {
        try charge(text.utf8.count.addingClamped(2 * part.utf8.count), .worked)
    }

    /// Pays for an error that shows a value, which an `||` may absorb any number of times.
    package mutating func chargeForFailure() throws(EvaluationError) {
        try charge(steps: 12)
    }
}
