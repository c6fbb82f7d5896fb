/// A walk of all of a program's ways through a text at once, one scalar after the other.
struct Walk {
    private let program: PatternProgram
    private var current: Frontier
    private var next: Frontier
    private var left: Boundary.Neighbour = .edge

    init(_ program: PatternProgram) {
        self.program = program
        current = Frontier(program)
        next = Frontier(program)
    }

    mutating func matches(_ text: Span<UInt8>, work: inout Int) throws(OutOfWork) -> Bool {
        if try start(work: &work) { return true }
        var position = 0
        while position < text.count {
            // A scalar costs as much as a few states, even where it leads to none.
            work -= 3
            let symbol = program.alphabet.takeSymbol(text, at: &position)
            if try advance(over: symbol, work: &work) { return true }
            if isStuck { return false }
        }
        return try advance(over: program.alphabet.end, work: &work)
    }

    /// Stands at the start of a text; says whether the pattern has matched already.
    mutating func start(work: inout Int) throws(OutOfWork) -> Bool {
        current.clear()
        left = .edge
        return try current.enter(0, program, work: &work)
    }

    /// Takes one symbol; says whether the pattern has matched.
    mutating func advance(over symbol: Int, work: inout Int) throws(OutOfWork) -> Bool {
        let right = program.alphabet.neighbour(symbol)
        if program.hasAssertions,
            try current.pass(Boundary(between: left, and: right), program, work: &work)
        {
            return true
        }
        next.clear()
        for place in current.places {
            if case .consume(let set) = program.code[place], program.alphabet.isMember(symbol, ofSet: set),
                try next.enter(place + 1, program, work: &work)
            {
                return true
            }
        }
        swap(&current, &next)
        left = right
        if program.isAnchored { return false }
        return try current.enter(0, program, work: &work)
    }

    /// Whether no text that follows can make a match.
    private var isStuck: Bool { current.places.isEmpty && program.isAnchored }
}

extension Walk {
    /// All that decides how the walk goes on.
    struct State: Hashable {
        let places: [Int]
        let left: Boundary.Neighbour
    }

    var state: State {
        get { State(places: current.places.sorted(), left: left) }
        set {
            current.restore(newValue.places)
            left = newValue.left
        }
    }
}
