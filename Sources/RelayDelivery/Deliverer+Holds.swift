package import CivilTime
package import RelayCore
import RelayRoutes

/// What holds the deliveries of a destination back.
package struct DestinationHold: Sendable, Equatable {
    package let cause: Cause
    /// What the API or the network said to that, in a word; empty where nothing more is known.
    package let detail: String
    package let since: Timestamp
    /// Nil where that is not known, as when a probe is under way.
    package let until: Timestamp?

    init(cause: Cause, detail: String = "", since: Timestamp, until: Timestamp?) {
        (self.cause, self.detail, self.since, self.until) = (cause, detail, since, until)
    }

    /// A pause, until it is found out whether the account works again.
    package init(_ pause: DestinationPause, at now: Timestamp) {
        let next = pause.nextProbe.flatMap { now < $0 ? $0 : nil }
        self.init(cause: .pause, detail: pause.cause, since: pause.since, until: next)
    }

    /// That an API wants nothing for a while.
    package init(_ closure: QuotaClosure) {
        self.init(cause: .quota, detail: closure.cause, since: closure.since, until: closure.until)
    }

    /// That it was down when an operator was told last; nil where that tells of something else.
    package init?(_ record: AttentionRecord) {
        guard record.attention.name == .downtime(of: record.attention.subject) else { return nil }
        self.init(cause: .breaker, detail: record.attention.detail, since: record.first, until: nil)
    }

    package enum Cause: String, Sendable {
        case quota, breaker, pause
    }
}

extension Deliverer {
    /// What holds back each destination that there is, by their names.
    package func holds() -> [String: [DestinationHold]] {
        let now = ports.clock.now
        return accounts.mapValues { open in
            var holds: [DestinationHold] = []
            if let closure = open.line?.closure, closure.isNotable, now < closure.until {
                holds.append(DestinationHold(closure))
            } else if let wait = open.line?.wait(of: open, at: now) {
                holds.append(DestinationHold(cause: .quota, since: wait.since, until: wait.until))
            }
            if let since = open.account.breaker.since {
                let end = open.account.breaker.end(at: now)
                holds.append(DestinationHold(cause: .breaker, detail: open.downCause, since: since, until: end))
            }
            if let pause = open.account.pause.current { holds.append(DestinationHold(pause, at: now)) }
            return holds
        }
    }

    /// By the names of destinations those whose rate holds for them, because they draw from the same quota.
    package func quotas() -> [String: String] {
        let names = routing.table.destinations.keys.sorted()
        return accounts.compactMapValues { open in
            guard let rate = open.line?.quota.rate else { return nil }
            guard routing.table.destinations[open.destination]?.settings.rate != rate else { return nil }
            return names.first { name in
                accounts[name]?.line === open.line && routing.table.destinations[name]?.settings.rate == rate
            }
        }
    }

    /// How the destinations stand that are not open.
    package func standings() -> [String: Standing] { accounts.compactMapValues { $0.standing(at: ports.clock.now) } }
}
