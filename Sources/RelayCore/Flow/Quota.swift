package import CivilTime

/// How much may be asked with one credential: what its rate allows, and what its API has told of itself.
///
/// It promises that in no window of a period's length, wherever it begins, more requests come to the API than the rate
/// counts, as long as they are on their way for less than a tenth of that; all of them may be made at once. At its beginning it holds none, since nobody knows what was drawn before: they come
/// evenly over the first period. What an API tells only ever lowers what is left.
///
/// Time is the wall clock's. When that is put back, no time counts as passed; when it is put forward, what it skipped
/// counts as passed.
package struct Quota: Sendable {
    /// Nil where only what the API tells counts.
    package let rate: Rate?
    private var drawn: DrawnTokens?
    private var closure: Closure?
    private var told: Told?
    /// The latest moment that it was told.
    private var moment: Timestamp

    private struct Closure {
        var until: Timestamp
        /// How long it was for, where the API did not say for how long.
        var guess: Duration
    }

    /// What an API says is left, until it counts anew.
    private struct Told {
        var left: Int
        var until: Timestamp
        /// What it gives from one time that it counts anew to the next, as far as it has told; nil where it has not.
        var window: Rate?
        /// Whether it has not told of this window yet, so that only the window before says what is left.
        var isGuess = false

        /// What is left when it counts anew, until an answer tells. For one window alone: it may tell no more.
        func next(at now: Timestamp) -> Told? {
            guard let window, !isGuess else { return nil }
            return Told(left: window.count, until: now + window.period, window: window, isGuess: true)
        }
    }

    private static let firstGuess = Duration.seconds(1)
    private static let longestGuess = Duration.seconds(60)

    package init(_ rate: Rate?, at now: Timestamp) {
        self.rate = rate
        drawn = rate.map { DrawnTokens($0, at: now) }
        moment = now
    }

    /// One of another rate that goes on: what was drawn counts, and so does what its API has told.
    package init(_ rate: Rate?, following former: Quota, at now: Timestamp) {
        var former = former
        former.follow(now)
        self.init(rate, at: now)
        if let rate, let before = former.drawn { drawn = DrawnTokens(rate, following: before, at: now) }
        (closure, told) = (former.closure, former.told)
    }

    /// When there will be a token; nil where there is one.
    package mutating func freeTime(at now: Timestamp) -> Timestamp? {
        follow(now)
        if let told, told.until <= now { self.told = told.next(at: now) }
        let ends = [closure?.until, told.flatMap { $0.left > 0 ? nil : $0.until }, drawn?.freeTime(at: now)]
        return ends.compactMap { $0 }.filter { now < $0 }.max()
    }

    /// Takes a token, if there is one.
    package mutating func draw(at now: Timestamp) -> Bool {
        guard freeTime(at: now) == nil else { return false }
        drawn?.draw(at: now)
        told?.left -= 1
        return true
    }

    /// Takes note that a request was answered which was made at that moment.
    package mutating func noteAnswer(toRequestAt moment: Timestamp, at now: Timestamp) {
        follow(now)
        drawn?.noteAnswer(toRequestAt: moment, at: now)
    }

    /// Takes back a token that was drawn and not used.
    package mutating func putBack(drawnAt moment: Timestamp, at now: Timestamp) {
        follow(now)
        drawn?.putBack(drawnAt: moment, at: now)
        told?.left += 1
    }

    /// Learns from an answer; under way are the requests that the API may not have counted yet.
    package mutating func learn(_ news: QuotaNews, underWay: Int, at now: Timestamp) {
        follow(now)
        if let left = news.left { learn(left, underWay: underWay, at: now) }
        switch news.refusal {
        case nil: break
        case .for(let duration): close(until: now + duration, guess: Self.firstGuess)
        case .forAWhile: closeForAWhile(at: now)
        }
    }

    /// Until when it is closed by what its API has told; nil where it is not.
    package mutating func closedUntil(at now: Timestamp) -> Timestamp? {
        follow(now)
        var end = closure?.until ?? now
        if let told, told.left <= 0 { end = max(end, told.until) }
        return now < end ? end : nil
    }

    /// Closes it until then at least, as its API told a process before this one.
    package mutating func close(until end: Timestamp, at now: Timestamp) {
        follow(now)
        close(until: end, guess: Self.firstGuess)
    }

    /// Forgets what its API has told; how much its rate allows stays.
    package mutating func reopen() { (closure, told) = (nil, nil) }

    private mutating func learn(_ left: QuotaNews.Left, underWay: Int, at now: Timestamp) {
        var news = Told(left: max(0, left.count - underWay), until: now + left.reset)
        // Nobody tells how long a window is: the longest that was left of one.
        let period = max(left.reset, told?.window?.period ?? .seconds(1))
        news.window = left.limit.flatMap { $0 > 0 ? Rate(count: $0, period: period) : nil }
        // Within its time a count only falls: an answer that says more was written before others were counted.
        if let told, now < told.until, told.left <= left.count - underWay {
            news.left = told.left
            if !told.isGuess { news.until = told.until }
        }
        told = news
    }

    private mutating func closeForAWhile(at now: Timestamp) {
        guard let closure else { return close(until: now + Self.firstGuess, guess: Self.firstGuess) }
        // The others that were under way when it closed say nothing new.
        guard closure.until <= now else { return }
        let wasSoon = now.duration(since: closure.until) < closure.guess * 2
        let guess = wasSoon ? min(closure.guess * 2, Self.longestGuess) : Self.firstGuess
        close(until: now + guess, guess: guess)
    }

    private mutating func close(until end: Timestamp, guess: Duration) {
        closure = Closure(until: max(end, closure?.until ?? end), guess: guess)
    }

    private mutating func follow(_ now: Timestamp) {
        if now < moment {
            let jump = now.duration(since: moment)
            drawn?.shift(by: jump)
            closure = closure.map { Closure(until: $0.until + jump, guess: $0.guess) }
            if let until = told?.until { told?.until = until + jump }
        }
        moment = now
    }
}
