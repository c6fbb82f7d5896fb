/// Reads a pattern's source and builds its program on the way.
///
/// It keeps the open groups on a stack of its own, so no source, however nested, can overflow the thread's. The facets
/// of the syntax stand in files of their own; what they push here becomes what a repetition after it repeats.
struct PatternParser {
    let source: [Unicode.Scalar]
    var position = 0
    var flags = PatternFlags()
    private(set) var group = OpenGroup(start: 0, flagsOutside: PatternFlags())
    private var outerGroups: [OpenGroup] = []
    private var sets = SetNumbers()
    private var size = 0
    private var rangeCount = 0
    var names: Set<String> = []
    /// Where the repetition stands that was read last, if nothing else has been read since.
    var previousRepetition: Int?

    init(_ text: String) throws(PatternError) {
        let scalars = text.unicodeScalars
        guard scalars.count <= PatternLimits.scalars else {
            throw PatternError(
                offset: PatternLimits.scalars,
                fact: "the pattern is longer than \(PatternLimits.scalars) characters",
                remedy: "shorten it, or match with several patterns"
            )
        }
        source = Array(scalars)
    }

    mutating func parse() throws(PatternError) -> PatternProgram {
        while position < source.count {
            let repetition = previousRepetition
            previousRepetition = nil
            try parseItem(after: repetition)
        }
        guard outerGroups.isEmpty else {
            throw problem(
                at: group.start,
                "the group has no end",
                "close it with `)`, or write `\\(` for a parenthesis"
            )
        }
        return PatternProgram(group.finished(), sets: sets.inOrder)
    }

    private mutating func parseItem(after repetition: Int?) throws(PatternError) {
        switch source[position] {
        case "(": try parseGroupStart()
        case ")": try closeGroup()
        case "|": startBranch()
        case "*", "+", "?": try parseOperator(after: repetition)
        case "{": try parseCounts(after: repetition)
        case "[": try pushSet(parseBrackets())
        case "\\": try parseEscape()
        case "^": try pushSymbol(.assert(flags.hasLines ? .lineStart : .textStart))
        case "$": try pushSymbol(.assert(flags.hasLines ? .lineEnd : .textEnd))
        case ".":
            position += 1
            try pushSet(flags.dotTakesNewline ? .everything : ScalarSet.newline.inverted)
        case let scalar:
            position += 1
            try pushLiteral(scalar)
        }
    }

    private mutating func pushSymbol(_ instruction: Instruction) throws(PatternError) {
        position += 1
        try push(instruction)
    }
}

extension PatternParser {
    mutating func push(_ instruction: Instruction) throws(PatternError) {
        try grow(by: 1)
        group.push(Fragment(instruction))
    }

    mutating func pushSet(_ set: ScalarSet) throws(PatternError) {
        try push(.consume(set: sets.number(of: set)))
    }

    mutating func pushLiteral(_ scalar: Unicode.Scalar) throws(PatternError) {
        try pushLiteral(codePoint: scalar.value)
    }

    /// Pushes a code point, which an escape may make a surrogate that no text has.
    mutating func pushLiteral(codePoint: UInt32) throws(PatternError) {
        try pushSet(folded(ScalarSet([codePoint...codePoint])))
    }

    /// The set with what the flags in force take for the same.
    func folded(_ set: ScalarSet) -> ScalarSet {
        flags.ignoresCase ? CaseFolding.closure(of: set) : set
    }

    /// Repeats the last item; `size` tells how large it gets, before it does.
    mutating func repeatLast(size: Int, _ change: (inout Fragment) -> Void) throws(PatternError) {
        guard var last = group.last else { return }
        try grow(by: size - last.code.count)
        change(&last)
        group.last = last
    }

    /// Keeps account of the ranges of the groups such as `\pL`, which a short source can have many of.
    mutating func countRanges(_ count: Int, at start: Int) throws(PatternError) {
        rangeCount += count
        guard rangeCount <= PatternLimits.ranges else {
            throw problem(
                at: start,
                "the groups of characters take more than \(PatternLimits.ranges) ranges",
                "write repetitions as \\pL{9}, or match with several patterns"
            )
        }
    }

    private mutating func grow(by instructions: Int) throws(PatternError) {
        size += instructions
        guard size <= PatternLimits.instructions else {
            throw problem(
                at: position,
                "the pattern takes more than \(PatternLimits.instructions) instructions",
                "repeat less often, or match with several patterns"
            )
        }
    }
}

extension PatternParser {
    mutating func openGroup(at start: Int) throws(PatternError) {
        guard outerGroups.count < PatternLimits.depth else {
            throw problem(
                at: start,
                "groups are nested deeper than \(PatternLimits.depth)",
                "write the pattern with fewer groups"
            )
        }
        outerGroups.append(group)
        group = OpenGroup(start: start, flagsOutside: flags)
    }

    private mutating func closeGroup() throws(PatternError) {
        guard var outer = outerGroups.popLast() else {
            throw problem(at: position, "`)` closes no group", "open one with `(`, or write `\\)` for a parenthesis")
        }
        flags = group.flagsOutside
        outer.push(group.finished())
        group = outer
        position += 1
    }

    private mutating func startBranch() {
        // The fork before a branch and the jump behind it.
        size += 2
        group.startBranch()
        position += 1
    }
}

extension PatternParser {
    func peek(_ distance: Int = 0) -> Unicode.Scalar? {
        position + distance < source.count ? source[position + distance] : nil
    }

    mutating func take(_ expected: Unicode.Scalar) -> Bool {
        guard peek() == expected else { return false }
        position += 1
        return true
    }

    func text(_ range: Range<Int>) -> String {
        var text = String.UnicodeScalarView()
        text += source[range]
        return String(text)
    }

    func problem(at offset: Int, _ fact: String, _ remedy: String) -> PatternError {
        PatternError(offset: offset, fact: fact, remedy: remedy)
    }
}
