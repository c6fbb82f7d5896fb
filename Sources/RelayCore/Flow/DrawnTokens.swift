import CivilTime

/// The tokens of a rate that were drawn within the last period; each comes back when its request is a period old.
///
/// An API counts a request when it comes there: after its token was drawn, and before it is answered. So a token comes
/// back a period after its answer. An answer that takes its time says little of when the request came: then it is a
/// tenth of a period later than the token was drawn, and no more than half a second.
///
/// Those of one rate are kept in at most 65 heaps, so that a rate of millions costs no more than one of two; a heap comes
/// back when its latest token does. That keeps a token back by a 64th of the period at the most, and never gives one back
/// early.
struct DrawnTokens: Sendable {
    private struct Heap {
        let first: Timestamp
        var last: Timestamp
        var count: Int
        /// How many of their requests have not been answered yet.
        var unanswered: Int
        var latestAnswer: Timestamp

        /// When all of its requests had come, as far as that is known.
        func latestArrival(by slack: Duration) -> Timestamp {
            unanswered > 0 ? last + slack : max(last, min(latestAnswer, last + slack))
        }
    }

    private static let heapsPerPeriod = 64
    private let rate: Rate
    private let slack: Duration
    private var heaps: [Heap] = []
    private var count = 0

    /// None is there at first: they come one after the other over the first period.
    init(_ rate: Rate, at now: Timestamp) {
        self.rate = rate
        slack = min(rate.period / 10, .milliseconds(500))
        heaps = Self.heaps(of: rate.count, from: now + (.zero - rate.period), over: rate.period)
        count = rate.count
    }

    /// Those of another rate that go on: what was drawn within its period counts, and what was before that nobody knows, so
    /// that there is none at first where this period is longer.
    init(_ rate: Rate, following former: DrawnTokens, at now: Timestamp) {
        var former = former
        _ = former.freeTime(at: now)
        self.rate = rate
        slack = min(rate.period / 10, .milliseconds(500))
        let unknown = rate.period - former.rate.period
        if unknown > .zero {
            heaps = Self.heaps(of: rate.count - former.count, from: now + (.zero - rate.period), over: unknown)
        }
        heaps += former.heaps
        count = heaps.reduce(0) { $0 + $1.count }
    }

    /// So many that come back evenly.
    private static func heaps(of count: Int, from start: Timestamp, over length: Duration) -> [Heap] {
        let heapCount = min(heapsPerPeriod, max(0, count))
        var (heaps, total): ([Heap], Int) = ([], 0)
        for number in 0..<heapCount {
            let moment = start + length * (number + 1) / heapCount
            let size = count * (number + 1) / heapCount - total
            heaps.append(Heap(first: moment, last: moment, count: size, unanswered: 0, latestAnswer: moment))
            total += size
        }
        return heaps
    }

    /// When the next comes back; nil where there is one.
    mutating func freeTime(at now: Timestamp) -> Timestamp? {
        while let oldest = heaps.first, oldest.latestArrival(by: slack) + rate.period <= now {
            count -= oldest.count
            heaps.removeFirst()
        }
        guard count >= rate.count, let oldest = heaps.first else { return nil }
        return oldest.latestArrival(by: slack) + rate.period
    }

    /// Takes one of which `freeTime` has said that it is there.
    mutating func draw(at now: Timestamp) {
        count += 1
        if let latest = heaps.last, now.duration(since: latest.first) < rate.period / Self.heapsPerPeriod {
            heaps[heaps.count - 1].last = now
            heaps[heaps.count - 1].count += 1
            heaps[heaps.count - 1].unanswered += 1
        } else {
            heaps.append(Heap(first: now, last: now, count: 1, unanswered: 1, latestAnswer: now))
        }
    }

    /// Takes note of the answer to a request that was made at that moment, or a little before with a token of then.
    mutating func noteAnswer(toRequestAt moment: Timestamp, at now: Timestamp) {
        guard let place = heaps.lastIndex(where: { $0.first <= moment && $0.unanswered > 0 }) else { return }
        heaps[place].unanswered -= 1
        heaps[place].latestAnswer = max(heaps[place].latestAnswer, now)
    }

    /// Takes back one that was drawn and not used.
    mutating func putBack(drawnAt moment: Timestamp, at now: Timestamp) {
        guard now < moment + rate.period, let oldest = heaps.first else { return }
        // It waits for no answer.
        noteAnswer(toRequestAt: moment, at: moment)
        // The oldest is taken off in its place: what is left comes back later than what was used, and never earlier.
        count -= 1
        if oldest.count == 1 { heaps.removeFirst() } else { heaps[0].count -= 1 }
    }

    /// Moves all of them in time, as the clock that shows it was moved.
    mutating func shift(by duration: Duration) {
        heaps = heaps.map { heap in
            Heap(
                first: heap.first + duration,
                last: heap.last + duration,
                count: heap.count,
                unanswered: heap.unanswered,
                latestAnswer: heap.latestAnswer + duration
            )
        }
    }
}
