/// Works out an `Automaton` by taking a `Walk` over every symbol from every state that it reaches.
struct AutomatonBuilder {
    private(set) var table: [UInt16]
    private let program: PatternProgram
    private let width: Int
    private var walk: Walk
    private var work = PatternLimits.automatonWork
    private var rows: [Walk.State: Int] = [:]
    private var unexplored: [(state: Walk.State, row: Int)] = []

    init(_ program: PatternProgram) {
        self.program = program
        walk = Walk(program)
        width = program.alphabet.count + 1
        table = []
    }

    /// The row of the state at the start of a text, or nil if the limits do not allow for the automaton.
    mutating func build() -> Int? {
        guard 2 * width <= PatternLimits.transitions else { return nil }
        table = [UInt16](repeating: 0, count: width) + [UInt16](repeating: UInt16(width), count: width)
        do throws(OutOfWork) {
            let hasMatched = try walk.start(work: &work)
            let start = try row(hasMatched)
            while let (state, row) = unexplored.popLast() { try explore(state, row) }
            return start
        } catch {
            return nil
        }
    }

    private mutating func explore(_ state: Walk.State, _ row: Int) throws(OutOfWork) {
        for symbol in 0..<width {
            walk.state = state
            work -= state.places.count
            let hasMatched = try walk.advance(over: symbol, work: &work)
            // Past the end nothing but the verdict counts, and the state there must not become a row.
            table[row + symbol] =
                try symbol == program.alphabet.end ? UInt16(hasMatched ? width : 0) : UInt16(self.row(hasMatched))
        }
    }

    /// The row of the state that the walk is in, which is laid out when it is new.
    private mutating func row(_ hasMatched: Bool) throws(OutOfWork) -> Int {
        if hasMatched { return width }
        let state = walk.state
        if state.places.isEmpty, program.isAnchored { return 0 }
        if let known = rows[state] { return known }
        let new = table.count
        guard new + width <= PatternLimits.transitions else { throw OutOfWork() }
        rows[state] = new
        table += repeatElement(0, count: width)
        unexplored.append((state, new))
        return new
    }
}
