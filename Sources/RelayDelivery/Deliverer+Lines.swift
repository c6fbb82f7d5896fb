import CivilTime
import RelayCore
import RelayRoutes

/// Quotas by the credentials that they are of.
extension Deliverer {
    /// The quota of an account's credential, made where it has had none; nil where nothing is sent with it.
    func line(for open: OpenAccount, at now: Timestamp) -> QuotaLine? {
        guard open.line == nil, let credential = open.credential else { return open.line }
        let line = QuotaLine(nil, at: now)
        lines[credential] = line
        for account in accounts.values where account.credential == credential { account.line = line }
        return line
    }

    /// Makes the quotas that a configuration asks for; one whose rate is as before goes on.
    func openLines(at now: Timestamp) {
        let before = lines
        var rates: [Credential: Rate] = [:]
        for (name, destination) in routing.table.destinations {
            guard let rate = destination.settings.rate, let credential = accounts[name]?.credential else { continue }
            // Of several, the one that lets less through holds for all.
            if let other = rates[credential], !rate.isStricter(than: other) { continue }
            rates[credential] = rate
        }
        lines = before.filter { $0.value.quota.rate == rates[$0.key] }
        let wanted = Set(accounts.values.compactMap(\.credential))
        for (credential, former) in before where lines[credential] == nil && wanted.contains(credential) {
            // What an API wants does not hang on the rate.
            let isClosed = former.closure.map { now < $0.until } ?? false
            guard rates[credential] != nil || isClosed else { continue }
            lines[credential] = QuotaLine(rates[credential], following: former, at: now)
        }
        for (credential, rate) in rates where lines[credential] == nil { lines[credential] = QuotaLine(rate, at: now) }
        for account in orderedAccounts {
            let line = account.credential.flatMap { lines[$0] }
            if let former = account.line, line !== former {
                former.leave(account)
                if !lines.values.contains(where: { $0 === former }) { former.dismissRequests() }
            }
            if account.line !== line { changedClosures.append(account.destination) }
            account.line = line
            account.account.ramp?.follow(line?.quota.rate, at: now)
        }
        for line in orderedAccounts.compactMap(\.line) where line.closure != nil { followClosure(of: line, at: now) }
    }
}
