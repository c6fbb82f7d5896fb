/// How large a pattern may grow, so that a hostile one costs little to refuse.
enum PatternLimits {
    /// The longest source, in Unicode scalars.
    static let scalars = 10_000
    /// The deepest nesting of groups.
    static let depth = 250
    /// The largest count in a repetition, and the largest product of the counts of repetitions inside each other.
    static let repetitions = 1_000
    /// How many ranges the groups such as `\pL` may have together, each time that they are written.
    static let ranges = 100_000
    /// The longest program.
    static let instructions = 10_000
    /// The largest transition table of an `Automaton`, in entries of two bytes.
    static let transitions = 1 << 15
    /// The work to spend on building an `Automaton` before the `Walk` is left to do without.
    static let automatonWork = 100_000
}
