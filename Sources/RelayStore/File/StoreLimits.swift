/// How much is kept, and for how long; what waits is kept whatever these say.
package struct StoreLimits: Sendable, Equatable {
    /// The largest size of the file, in bytes.
    package let size: Int64
    /// How long what has ended is kept, counted from the event's acceptance.
    package let history: Duration
    /// How long the bodies of events are kept that nothing waits for; a replay needs them.
    package let bodies: Duration
    /// How long a sender's ids are remembered, so that a second sending is known.
    package let duplicates: Duration
    /// How many refused requests are kept.
    package let rejections: Int

    package static let standard = StoreLimits()

    package init(
        size: Int64 = 10 << 30,
        history: Duration = .seconds(30 * 86_400),
        bodies: Duration = .seconds(8 * 86_400),
        duplicates: Duration = .seconds(8 * 86_400),
        rejections: Int = 1_000
    ) {
        self.size = size
        self.history = history
        self.bodies = bodies
        self.duplicates = duplicates
        self.rejections = rejections
    }

    /// Room above the size for what has been accepted to be settled, when nothing more is accepted.
    var headroom: Int64 { max(size / 32, 1 << 20) }
}
