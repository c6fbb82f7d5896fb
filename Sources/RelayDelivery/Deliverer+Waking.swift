import CivilTime
import RelayCore
import RelayRoutes

/// Taking up deliveries before their time.
extension Deliverer {
    /// Takes up what waits only because of a pause that is over, or for one of those causes: what had the answers that began
    /// it, and what met it on its way, be it for a send to another destination that looks something up here.
    func wake(what pause: DestinationPause?, and causes: [String] = [], keptFrom open: OpenAccount) {
        let asked = Set(["lookup-paused"] + Self.causes(of: pause, causes).flatMap { [$0, Verdict.ofLookup + $0] })
        wakeOwn(what: pause, and: causes, keptFrom: open)
        for name in routing.table.askers(of: open.destination) where name != open.destination {
            wake(account(at: name)) { stored in
                guard asked.contains(stored.delivery.waitingFor), let send = routing.send(at: stored.address) else {
                    return false
                }
                return routing.table.asks(send, at: open.destination)
            }
        }
    }

    /// The same, but for sends to other destinations.
    func wakeOwn(what pause: DestinationPause?, and causes: [String] = [], keptFrom open: OpenAccount) {
        let met = Self.causes(of: pause, causes).flatMap { [$0, Verdict.ofLookup + $0] }
        let own = Set(["call-paused", "lookup-paused", "read-paused"] + met)
        wake(open) { own.contains($0.delivery.waitingFor) }
    }

    /// Without what a lookup's stand behind: a pause may have begun with a lookup, and sends may have met the same since.
    private static func causes(of pause: DestinationPause?, _ others: [String]) -> [String] {
        guard let cause = pause?.cause else { return others }
        return others + [cause.hasPrefix(Verdict.ofLookup) ? String(cause.dropFirst(Verdict.ofLookup.count)) : cause]
    }

    private func wake(_ open: OpenAccount, where isKept: (StoredDelivery) -> Bool) {
        guard let reader else { return }
        let now = ports.clock.now
        // Of the store, because another of the lane may have come before it; what is behind so many waits for its time.
        let read = try? reader.due(at: open.destination, by: .latest, limit: open.account.readLimit)
        for stored in read ?? [] where isKept(stored) { open.account.wake(stored, at: now) }
        stir(open)
    }
}

extension Delivery {
    /// The cause of its waiting; empty where it does not.
    fileprivate var waitingFor: String {
        if case .waiting(_, let reason) = state { reason.cause } else { "" }
    }
}
