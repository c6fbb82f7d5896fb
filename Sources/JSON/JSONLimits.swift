/// How large a text the parser takes on.
package struct JSONLimits: Sendable, Equatable {
    /// The deepest nesting of arrays and objects.
    package let depth: Int
    /// The longest text, in bytes.
    package let bytes: Int

    package static let standard = JSONLimits(depth: 128, bytes: 16 << 20)

    package init(depth: Int, bytes: Int) {
        precondition(depth <= 1024, "a level of nesting takes a piece of the thread's stack")
        precondition(bytes <= 1 << 25, "an entry counts its children in 24 bits, and a child takes two bytes")
        self.depth = depth
        self.bytes = bytes
    }
}

/// What a second member of the same name in one object means.
package enum JSONDuplicates: Sendable {
    /// An error: a configuration in which one of two settings is silently dead is a trap.
    case refused
    /// The last one counts, as most senders' own parsers have it; `JSONDocument.repeatedNames()` tells.
    case lastWins
}
