/// A regular expression in RE2's syntax, compiled once, matched in time linear in the text.
///
/// A source becomes a `PatternProgram` over classes of scalars. Most programs then become a small `Automaton`, which takes
/// one table look-up for each scalar; one whose table would grow too large is followed by a `Walk`. Nothing is shared
/// or changed while matching.
///
/// It differs from RE2 in four ways: `\C` is refused, because a text is made of scalars and not of bytes; so are two
/// groups of one name; the limits are those of `PatternLimits`; and an assertion never looks inside a scalar.
package struct Pattern: Sendable {
    private let program: PatternProgram
    private let automaton: Automaton?

    /// Compiles a source; for a pattern that is used only once the automaton would cost more than it saves.
    package init(_ source: String, isUsedOnce: Bool = false) throws(PatternError) {
        var parser = try PatternParser(source)
        program = try parser.parse()
        automaton = isUsedOnce ? nil : Automaton(program)
    }

    /// How much there was to compile: the instructions, and the ranges of the sets, each unpacked, sorted and parted.
    var size: Int { program.code.count + 2 * program.rangeCount }

    /// Whether the pattern matches anywhere in the text.
    ///
    /// Spends one unit of `work` for each state it visits and throws when it is used up.
    package func matches(_ text: String, work: inout Int) throws(OutOfWork) -> Bool {
        try matches(utf8: text.utf8Span.span, work: &work)
    }

    /// Whether the pattern matches anywhere in the text, of which the caller knows that it is valid UTF-8.
    ///
    /// Spends one unit of `work` for each state it visits and throws when it is used up.
    package func matches(utf8 text: Span<UInt8>, work: inout Int) throws(OutOfWork) -> Bool {
        if let automaton {
            return try automaton.matches(text, program.alphabet, work: &work)
        }
        var walk = Walk(program)
        return try walk.matches(text, work: &work)
    }
}
