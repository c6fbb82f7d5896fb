/// How much of what is new stays in memory, because its place in an index is a matter of chance.
package struct MemoryLimits: Sendable {
    /// How many of the senders' ids, before they are written: with more, fewer pages are written for each.
    package let ids: Int
    /// How many events whose deliveries have no rows of their own.
    let events: Int
    /// How many places in lanes, before they are written: most that are kept for long enough never are.
    package let places: Int
    /// How many rows are written at once, which no commit should notice.
    package let slice: Int

    package static let standard = MemoryLimits()

    package init(ids: Int = 16_384, events: Int = 65_536, places: Int = 131_072, slice: Int = 512) {
        self.ids = ids
        self.events = events
        self.places = places
        self.slice = slice
    }

    /// After how many additions a slice is due: what leaves is gone before there is as much anew.
    var pause: Int { max(1, slice / 2) }
}
