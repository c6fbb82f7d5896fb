import CivilTime
import RelayCore
import RelayRoutes

/// Taking up deliveries before their time.
extension Deliverer {
    /// Takes up what waits only because of a pause that is over: what had the answers that began it, and what met it on its
    /// way, be it for a send to another destination that looks something up here.
    func wake(what pause: DestinationPause?, keptFrom open: OpenAccount) {
        wakeOwn(what: pause, keptFrom: open)
        for name in routing.table.askers(of: open.destination) where name != open.destination {
            let asker = account(at: name)
            wake(asker) { stored in
                guard let cause = stored.delivery.waitingFor, Self.isKept(cause, by: pause, fromAskers: true),
                    let send = routing.send(at: stored.address)
                else { return false }
                return routing.table.asks(send, at: open.destination)
            }
        }
    }

    /// The same, but for sends to other destinations.
    func wakeOwn(what pause: DestinationPause?, keptFrom open: OpenAccount) {
        wake(open) { stored in
            stored.delivery.waitingFor.map { Self.isKept($0, by: pause, fromAskers: false) } ?? false
        }
    }

    private static func isKept(_ cause: String, by pause: DestinationPause?, fromAskers: Bool) -> Bool {
        if cause == "lookup-paused" || !fromAskers && (cause == "call-paused" || cause == "read-paused") { return true }
        guard let began = pause?.cause else { return false }
        // It may have begun with a lookup, and sends may have met the same since, or the other way round.
        let bare = began.hasPrefix(Verdict.ofLookup) ? String(began.dropFirst(Verdict.ofLookup.count)) : began
        return cause == Verdict.ofLookup + bare || !fromAskers && cause == bare
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
    /// The cause of its waiting; nil where it does not.
    fileprivate var waitingFor: String? {
        if case .waiting(_, let reason) = state { reason.cause } else { nil }
    }
}
