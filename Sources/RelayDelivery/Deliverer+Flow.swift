import CivilTime
import RelayCore
import RelayLog
import RelayRoutes

/// How fast: quotas, breakers and limits of concurrency.
extension Deliverer {
    /// How long a request of what has begun waits in line; what takes longer is put back into the store.
    static let longestStand = Duration.seconds(30)

    // MARK: Beginning

    /// Takes out the next delivery of an account that may be begun.
    func begin(_ open: OpenAccount, at now: Timestamp) -> StoredDelivery? {
        follow(now)
        guard open.isLive, let line = open.line else { return open.account.begin(at: now) }
        let wanted = open.account.wanted(at: now)
        guard !wanted.isEmpty else {
            line.leave(open)
            serve(line, at: now)
            return nil
        }
        guard let share = line.draw(for: open, wanting: wanted, at: now) else {
            serve(line, at: now)
            return nil
        }
        guard let stored = open.account.begin(share, at: now) else { return nil }
        open.drawn[stored.id] = QuotaPermit(line, drawn: now)
        return stored
    }

    /// Takes note of what the wall clock shows. When that was put back, no time counts as passed.
    func follow(_ now: Timestamp) {
        if now < latestMoment {
            let jump = now.duration(since: latestMoment)
            for open in accounts.values { open.account.shift(by: jump) }
            // What was read before may not be due: the store takes it for one that waits.
            lookAgain()
        }
        latestMoment = now
    }

    /// Lets those go on whose turn it is at a line.
    func serve(_ line: QuotaLine, at now: Timestamp) {
        if let next = line.serve(at: now) { stir(next) }
        if let wake = line.alarm(at: now) { setAlarm(at: wake, for: line) }
    }

    /// The token that a delivery was begun with; nil where it needs none, or another line has taken its line's place.
    func permit(for stored: StoredDelivery, _ open: OpenAccount) -> QuotaPermit? {
        guard !open.drawn.isEmpty, let permit = open.drawn.removeValue(forKey: stored.id) else { return nil }
        return permit.line === open.line ? permit : nil
    }

    /// What a further request of a delivery that has begun must wait for.
    func turn(at destination: Destination, _ share: Share) -> DeliveryWork.Turn {
        guard let line = knownAccount(at: destination.name)?.line else { return .free }
        guard !isStopping, !Task.isCancelled else { return .never }
        let now = ports.clock.now
        if let rest = line.rest(at: now), rest > Self.longestStand { return .later(rest) }
        guard let request = line.draw(for: share, at: now) else { return .free }
        serve(line, at: now)
        return .inLine(request)
    }

    // MARK: Learning

    /// Takes note of how a destination answers.
    func note(_ answer: Answer, from destination: Destination, to id: DeliveryID, since started: Timestamp) {
        guard let open = knownAccount(at: destination.name) else { return }
        let now = ports.clock.now
        if let change = open.account.note(answer, to: id, started: started, at: now) {
            tell(change, open, answer)
        }
        // What another destination's delivery looked up may have shut it for longer, and it has to wake after that.
        if !open.account.breaker.isClosed { stir(open) }
        let news = QuotaNews(answer, at: now)
        guard let line = news == nil ? open.line : line(for: open, at: now) else { return }
        line.noteAnswer(toRequestAt: started, at: now)
        if let news {
            line.learn(news, underWay: max(0, open.account.working - 1), at: now)
            followClosure(of: line, news.cause, at: now)
            // What stands there would stand in memory for as long; the store keeps it better.
            if let rest = line.rest(at: now), rest > Self.longestStand { line.dismissRequests() }
        }
        serve(line, at: now)
    }

    private func tell(_ news: Breaker.Change, _ open: OpenAccount, _ answer: Answer) {
        // On disk too, so that an operator sees it, though they have cleared it, and a process after this one begins with care.
        change(open)
        switch news {
        case .prolonged: open.isToldDown = false
        case .closed: ports.log.write(.info, "breaker closed", ["destination": .string(open.destination)])
        case .opened(let until):
            open.downCause = answer.status.map { "http-\($0)" } ?? answer.failure
            ports.log.write(
                .warning,
                "breaker opened",
                [
                    "destination": .string(open.destination),
                    "cause": .string(open.downCause),
                    "until": .string(until.rfc3339),
                ]
            )
        }
    }

    /// For how long a lookup may not be made; where it may, it may be the probe of its destination.
    func rest(ofLookup call: Call, at destination: Destination, for id: DeliveryID) -> Duration? {
        if let rest = rest(of: call, at: destination) { return rest }
        guard let open = knownAccount(at: destination.name) else { return nil }
        let rest = open.account.restOfLookup(for: id, at: ports.clock.now)
        if rest == nil { open.account.pause.beginLookup(for: id) }
        return rest
    }

    /// Leaves it to others to find out whether a lookup's destination is well again: what was to do so may have ended
    /// without an answer.
    func letGo(ofLookupsOf send: Send, for id: DeliveryID) {
        for name in send.lookups {
            guard let lookup = routing.table.lookups[name] else { continue }
            guard let open = knownAccount(at: lookup.destination.name), open.account.breaker.isProbe(id) else {
                continue
            }
            open.account.breaker.end(id)
            stir(open)
        }
    }
}
