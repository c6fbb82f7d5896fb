/// One step of a program; a program goes on to the next instruction unless this one says otherwise.
enum Instruction: Sendable {
    /// Takes a scalar of the set with this number.
    case consume(set: Int)
    /// Goes on only where all of this holds.
    case assert(Boundary)
    /// Goes elsewhere, so many instructions from here.
    case jump(by: Int)
    /// Goes both on and elsewhere.
    case fork(by: Int)
    /// The pattern has matched.
    case accept
}
