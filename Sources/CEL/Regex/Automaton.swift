/// A program with each state of its `Walk` worked out beforehand, so that a scalar costs one look-up.
///
/// It never changes; being a class, it costs a copied `Pattern` one reference.
final class Automaton: Sendable {
    /// For each state a row: for each symbol, and for the end of the text, where the row of the next state starts.
    private let table: [UInt16]
    private let start: UInt16
    /// Where the row of the state that has matched starts; before it stands that of the state that never will.
    private let accepting: UInt16

    /// Nil if the table would grow too large or take too long to work out.
    init?(_ program: PatternProgram) {
        var builder = AutomatonBuilder(program)
        guard let start = builder.build() else { return nil }
        self.start = UInt16(start)
        accepting = UInt16(program.alphabet.count + 1)
        table = builder.table
    }

    func matches(_ text: Span<UInt8>, _ alphabet: Alphabet, work: inout Int) throws(OutOfWork) -> Bool {
        var row = start
        var position = 0
        while row > accepting {
            if work <= 0 { throw OutOfWork() }
            work -= 1
            guard position < text.count else { return table[Int(row) + alphabet.end] == accepting }
            row = table[Int(row) + alphabet.takeSymbol(text, at: &position)]
        }
        return row == accepting
    }
}
