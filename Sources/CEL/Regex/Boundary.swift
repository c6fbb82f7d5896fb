/// What can be said of the place between two scalars of a text, for the assertions to ask.
struct Boundary: OptionSet, Sendable {
    let rawValue: UInt8

    static let textStart = Boundary(rawValue: 1)
    static let textEnd = Boundary(rawValue: 2)
    static let lineStart = Boundary(rawValue: 4)
    static let lineEnd = Boundary(rawValue: 8)
    static let wordEdge = Boundary(rawValue: 16)
    static let noWordEdge = Boundary(rawValue: 32)

    static let text: Boundary = [.textStart, .textEnd]
    static let line: Boundary = [.lineStart, .lineEnd]
    static let word: Boundary = [.wordEdge, .noWordEdge]
}

extension Boundary {
    /// What stands on one side of the place.
    enum Neighbour: Sendable {
        /// Nothing: the text starts or ends here.
        case edge
        case newline, word, other
    }

    init(between left: Neighbour, and right: Neighbour) {
        self = (left == .word) == (right == .word) ? .noWordEdge : .wordEdge
        if left == .edge { formUnion([.textStart, .lineStart]) }
        if right == .edge { formUnion([.textEnd, .lineEnd]) }
        if left == .newline { insert(.lineStart) }
        if right == .newline { insert(.lineEnd) }
    }
}
