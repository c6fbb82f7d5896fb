import CivilTime
import LinuxIO
import RelayCore

/// A quota with those who wait for its tokens, in the order of coming; nobody waits while there are enough.
final class QuotaLine {
    private(set) var quota: Quota
    private var turns = ShareTurns()
    private var claims: [Claim] = []
    private var alarms = Alarms()
    /// That its API wants nothing for a while, as it was told last.
    private(set) var closure: QuotaClosure?

    private struct Claim {
        let claimant: Claimant
        var shares: Shares
        let since: Timestamp
    }

    private enum Claimant {
        /// One whose deliveries wait to be begun.
        case account(OpenAccount)
        /// A further request of what has begun.
        case request(QuotaRequest)

        func isAccount(_ open: OpenAccount) -> Bool {
            if case .account(let other) = self { other === open } else { false }
        }
    }

    init(_ rate: Rate?, at now: Timestamp) {
        quota = Quota(rate, at: now)
    }

    /// One of another rate that takes the place of the former.
    init(_ rate: Rate?, following former: QuotaLine, at now: Timestamp) {
        quota = Quota(rate, following: former.quota, at: now)
        closure = former.closure
    }

    private var wanted: Shares { claims.reduce(into: []) { $0.formUnion($1.shares) } }

    // MARK: Drawing

    /// Draws a token for an account, and says for which share; nil where there is none, or it is another's turn.
    func draw(for open: OpenAccount, wanting shares: Shares, at now: Timestamp) -> Share? {
        let place = stand(open, shares, at: now)
        let wanted = wanted
        guard quota.freeTime(at: now) == nil, let share = turns.next(among: wanted),
            claims.firstIndex(where: { $0.shares.has(share) }) == place, quota.draw(at: now)
        else { return nil }
        turns.advance(among: wanted)
        // To the end: the others that wait for the same come before its next.
        claims.append(claims.remove(at: place))
        return share
    }

    private func stand(_ open: OpenAccount, _ shares: Shares, at now: Timestamp) -> Int {
        if let place = claims.firstIndex(where: { $0.claimant.isAccount(open) }) {
            claims[place].shares = shares
            return place
        }
        claims.append(Claim(claimant: .account(open), shares: shares, since: now))
        return claims.count - 1
    }

    /// Takes an account out that wants nothing for now.
    func leave(_ open: OpenAccount) {
        claims.removeAll { $0.claimant.isAccount(open) }
    }

    /// Draws a token for a request at once, or gives it a place in the line.
    func draw(for share: Share, at now: Timestamp) -> QuotaRequest? {
        if claims.isEmpty, quota.draw(at: now) { return nil }
        let request = QuotaRequest()
        claims.append(Claim(claimant: .request(request), shares: Shares(share), since: now))
        return request
    }

    /// Gives tokens to the requests whose turn it is, and returns the account whose turn it is then.
    func serve(at now: Timestamp) -> OpenAccount? {
        while !claims.isEmpty, quota.freeTime(at: now) == nil {
            let wanted = wanted
            guard let share = turns.next(among: wanted), let place = claims.firstIndex(where: { $0.shares.has(share) })
            else { return nil }
            switch claims[place].claimant {
            case .account(let open): return open
            case .request(let request):
                guard quota.draw(at: now) else { return nil }
                turns.advance(among: wanted)
                claims.remove(at: place)
                request.grant()
            }
        }
        return nil
    }

    /// Sends all requests away without a token: it takes too long, another line has taken its place, or the end is near.
    func dismissRequests() {
        for case .request(let request) in claims.map(\.claimant) { request.dismiss() }
        claims.removeAll { if case .request = $0.claimant { true } else { false } }
    }

    func putBack(drawnAt moment: Timestamp, at now: Timestamp) { quota.putBack(drawnAt: moment, at: now) }

    func noteAnswer(toRequestAt moment: Timestamp, at now: Timestamp) {
        quota.noteAnswer(toRequestAt: moment, at: now)
    }

    func learn(_ news: QuotaNews, underWay: Int, at now: Timestamp) {
        quota.learn(news, underWay: underWay, at: now)
    }

    // MARK: Closing

    /// Takes note of whether its API wants anything by now, and says whether that has changed; the cause is what an answer
    /// has told just now.
    func followClosure(_ cause: String?, at now: Timestamp) -> Bool {
        guard let end = quota.closedUntil(at: now) else {
            defer { closure = nil }
            return closure != nil
        }
        guard let known = closure else {
            closure = QuotaClosure(since: now, until: end, cause: cause ?? "ratelimit")
            return true
        }
        guard known.until != end || now < known.since else { return false }
        closure = QuotaClosure(since: min(known.since, now), until: end, cause: cause ?? known.cause)
        return true
    }

    /// Takes over what the API told before.
    func close(_ closure: QuotaClosure, at now: Timestamp) {
        quota.close(until: closure.until, at: now)
        self.closure = closure
    }

    /// Forgets that its API wants nothing, and returns that.
    func reopen() -> QuotaClosure? {
        defer { closure = nil }
        quota.reopen()
        return closure
    }

    /// The alarm that must be set to see that its API wants something again.
    func closureAlarm(at now: Timestamp) -> Timestamp? {
        guard let closure, closure.isKept, now < closure.until else { return nil }
        return alarms.alarm(for: closure.until, at: now)
    }

    // MARK: Waiting

    /// How long until there is a token; nil where there is one.
    func rest(at now: Timestamp) -> Duration? { quota.freeTime(at: now)?.duration(since: now) }

    /// Since when an account waits, and until when there is no token.
    func wait(of open: OpenAccount, at now: Timestamp) -> (since: Timestamp, until: Timestamp?)? {
        claims.first { $0.claimant.isAccount(open) }.map { ($0.since, quota.freeTime(at: now)) }
    }

    /// The alarm that must be set; nil where none is needed, or one that is set comes early enough.
    func alarm(at now: Timestamp) -> Timestamp? {
        guard !claims.isEmpty, let free = quota.freeTime(at: now) else { return nil }
        return alarms.alarm(for: free, at: now)
    }

    func forget(alarm: Timestamp) { alarms.forget(alarm) }
}

/// A request that waits for a token of a quota.
final class QuotaRequest {
    private let alarm = Alarm()
    private(set) var isGranted = false

    func grant() {
        isGranted = true
        alarm.raise()
    }

    func dismiss() { alarm.raise() }

    /// Returns when it has its token, or was sent away without one.
    func wait() async { await alarm.wait() }
}

/// A token that was drawn for a delivery when it was begun.
final class QuotaPermit {
    let line: QuotaLine
    private let drawn: Timestamp
    private var isHeld = true

    init(_ line: QuotaLine, drawn: Timestamp) {
        self.line = line
        self.drawn = drawn
    }

    /// Its request is made.
    func use() { isHeld = false }

    /// Gives it back, if it was not used.
    func putBack(at now: Timestamp) {
        guard isHeld else { return }
        isHeld = false
        line.putBack(drawnAt: drawn, at: now)
    }
}
