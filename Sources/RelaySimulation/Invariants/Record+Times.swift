import CivilTime
import RelayCore

/// When something may be sent.
extension Record {
    /// A request belongs to a delivery that waits; what ends within its instant may have ended behind it.
    static func sendsNothingEnded(_ record: Record) -> [Problem] {
        record.visits.compactMap { visit in
            guard let course = record.course(visit.delivery) else {
                return Problem("nothing is sent that has ended", "\(visit.key) is nobody's", at: visit.began.step)
            }
            let isWaiting = course.waits.contains { wait in
                wait.from.number <= visit.began.number
                    && (wait.to.map { $0.elapsed >= visit.began.elapsed } ?? true)
            }
            // One that an outage gave back was waiting before anybody knew of it.
            guard !isWaiting, course.waits.first.map({ $0.from.number < visit.began.number }) ?? false else {
                return nil
            }
            let fact = "\(visit.key), \(course.fate?.rawValue ?? "waiting") with cause \(course.cause)"
            return Problem("nothing is sent that has ended", fact, at: visit.began.step)
        }
    }

    /// Nothing goes out that is no longer worth it.
    static func sendsNothingExpired(_ record: Record) -> [Problem] {
        record.visits.compactMap { visit in
            guard let course = record.course(visit.delivery),
                let send = record.sketch(visit.configuration).sends.first(where: { $0.route == course.address.route }),
                let expires = send.worth, course.replay(at: visit.began) == nil,
                record.resolve(of: visit).wall >= course.position + expires
            else { return nil }
            let fact = "\(visit.key) at \(visit.began.wall.rfc3339), of \(course.position.rfc3339)"
            return Problem("nothing expired is sent", fact, at: visit.began.step)
        }
    }

    /// What was asked to wait waits, and so does all that is sent with the same credential.
    static func obeysRetryAfter(_ record: Record) -> [Problem] {
        record.requests.enumerated().flatMap { place, visit -> [Problem] in
            guard case .limits(_, let seconds?) = visit.conduct, let ended = visit.ended else { return [] }
            let early = record.requests[(place + 1)...].filter { later in
                later.life == visit.life && record.isOneAccount(visit, later)
                    && later.began.counted < ended.counted + .seconds(seconds)
                    && later.configuration == visit.configuration && record.resolve(of: later).elapsed > ended.elapsed
            }
            return early.map { later in
                let fact = "\(later.key) came though \(visit.key) was told to wait \(seconds) s"
                return Problem("Retry-After is obeyed", fact, at: later.began.step)
            }
        }
    }

    /// Whether two were sent with the same credential, as far as anybody can tell.
    fileprivate func isOneAccount(_ one: Visit, _ other: Visit) -> Bool {
        credential(of: one) == credential(of: other)
    }

    fileprivate func credential(of visit: Visit) -> String {
        let accounts = sketch(visit.configuration).accounts
        return accounts.first { $0.name == visit.account }?.isShared == true ? "shared" : visit.account
    }
}

extension RoutesSketch.Send {
    fileprivate var worth: Duration? {
        switch expires {
        case "2m": .seconds(120)
        case "1h": .seconds(3_600)
        default: nil
        }
    }
}

/// How much may be sent.
extension Record {
    /// No window of a rate's length has more requests than it allows, for each credential and process.
    static func staysWithinRates(_ record: Record) -> [Problem] {
        let groups = Dictionary(grouping: record.requests) { visit in
            "\(visit.life) \(visit.configuration) \(record.credential(of: visit))"
        }
        return groups.keys.sorted().flatMap { name -> [Problem] in
            guard let visits = groups[name], let rate = record.rate(of: visits[0]) else { return [] }
            return zip(visits, visits.dropFirst(rate.count)).compactMap { first, last in
                guard last.began.counted - first.began.counted < rate.period else { return nil }
                // What the clock skipped after the token was drawn and before the request left counts as passed too.
                guard first.began.sinceSkip > .seconds(1) else { return nil }
                let fact = "\(rate.count + 1) requests of \(visits[0].account) within \(rate.period)"
                return Problem("quotas are never exceeded", fact, at: last.began.step)
            }
        }
    }

    private func rate(of visit: Visit) -> Rate? {
        let sketch = sketch(visit.configuration)
        let sharing = sketch.accounts.filter { account in
            account.name == visit.account
                || account.isShared && sketch.accounts.contains { $0.name == visit.account && $0.isShared }
        }
        return sharing.compactMap(\.rate).compactMap { Rate(text: $0) }.min { $0.isStricter(than: $1) }
    }

    /// No more deliveries are under way at once than the routes file allows, in either of its versions. What is looked up for
    /// those of another account does not count: two that look up at each other would wait for ever.
    static func staysWithinConcurrency(_ record: Record) -> [Problem] {
        record.visits.enumerated().compactMap { place, visit in
            let beside = record.visits[..<place].count { other in
                other.life == visit.life && other.account == visit.account
                    && (other.ended.map { $0.number > visit.began.number } ?? true)
            }
            let most =
                record.setup.configurations.flatMap(\.sketch.accounts).filter { $0.name == visit.account }
                .map(\.concurrency).max() ?? 0
            guard beside >= most else { return nil }
            let fact = "\(beside + 1) requests under way at \(visit.account), which takes \(most)"
            return Problem("the concurrency limit is never exceeded", fact, at: visit.began.step)
        }
    }
}

extension Rate {
    /// Reads `3/s` and `12/m`.
    fileprivate init?(text: String) {
        let parts = text.split(separator: "/")
        guard parts.count == 2, let count = Int(parts[0]) else { return nil }
        self.init(count: count, period: .seconds(parts[1] == "m" ? 60 : 1))
    }
}
