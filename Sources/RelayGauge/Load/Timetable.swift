package import LinuxIO

/// Which event is to be posted when.
package struct Timetable: Sendable {
    private var upcoming: Range<Int>
    private let first: Int
    private let rate: Double?
    private let start: MonotonicTime
    /// Whether there was no connection left when it was last looked at: then who is due waits for the relay.
    private var wasFull = false
    /// When something was answered last.
    private(set) var latest: MonotonicTime

    /// Without a rate, each is due at once.
    package init(_ events: Range<Int>, perSecond rate: Double?, from start: MonotonicTime) {
        (upcoming, first, self.rate, self.start, latest) = (events, events.lowerBound, rate, start, start)
    }

    package var hasNext: Bool { !upcoming.isEmpty }

    /// Takes the next event that is due, and when its time begins to count; nil while none is.
    package mutating func next(at now: MonotonicTime) -> (event: Int, from: MonotonicTime)? {
        guard let event = upcoming.first else { return nil }
        let due = self.due(event)
        guard due <= now else {
            wasFull = false
            return nil
        }
        upcoming = upcoming.dropFirst()
        return (event, rate != nil && wasFull ? due : now)
    }

    /// Says that there is no connection left.
    package mutating func noteFull() { wasFull = true }

    mutating func noteProgress(at now: MonotonicTime) { latest = now }

    /// How long there is nothing to post; nil where there is nothing more at all.
    package func wait(at now: MonotonicTime) -> Duration? {
        upcoming.first.map { max(.zero, due($0) - now) }
    }

    private func due(_ event: Int) -> MonotonicTime {
        guard let rate else { return start }
        return start + .nanoseconds(Int64(Double(event - first) * 1e9 / rate))
    }
}
