/// How large a text the parser takes on.
package struct JSONLimits: Sendable, Equatable {
    /// The deepest nesting of arrays and objects.
    package var depth: Int
    /// The longest text, in bytes; the tape's 32-bit offsets hold to it.
    package var bytes: Int

    package static let standard = JSONLimits(depth: 128, bytes: 16 << 20)

    package init(depth: Int, bytes: Int) {
        precondition(bytes <= 1 << 28, "tape offsets are 32 bits wide")
        self.depth = depth
        self.bytes = bytes
    }
}
