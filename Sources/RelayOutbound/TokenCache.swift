import Curl
import RelayCore

/// The tokens in use, and the sends that wait for one to be fetched.
struct TokenCache {
    typealias Waiter = CheckedContinuation<Result<IssuedToken, SendFailure>, Never>

    /// What a send that needs a token does.
    enum Claim {
        case kept(String)
        /// Fetches one, for itself and for all who wait; must `settle` in the end.
        case fetch
        case wait
    }

    private enum Entry {
        case fetching([Waiter])
        case kept(IssuedToken, until: LoopClock.Instant)
    }

    private var entries: [ClientCredentials: Entry] = [:]
    private var latest: [ClientCredentials: [String]] = [:]

    mutating func claim(_ credentials: ClientCredentials, now: LoopClock.Instant) -> Claim {
        switch entries[credentials] {
        case .kept(let token, let end) where now < end: return .kept(token.text)
        case .fetching: return .wait
        case .kept, nil:
            entries[credentials] = .fetching([])
            return .fetch
        }
    }

    /// The token in use and the one before it, whether or not they are still good.
    func latest(of credentials: ClientCredentials) -> [String] { latest[credentials] ?? [] }

    mutating func wait(for credentials: ClientCredentials, _ waiter: Waiter) {
        guard case .fetching(let others) = entries[credentials] else {
            return waiter.resume(returning: .failure(.cancelled))
        }
        entries[credentials] = .fetching(others + [waiter])
    }

    mutating func settle(
        _ credentials: ClientCredentials,
        _ outcome: Result<IssuedToken, SendFailure>,
        now: LoopClock.Instant
    ) {
        guard case .fetching(let waiters) = entries[credentials] else { return }
        if let token = try? outcome.get() {
            latest[credentials] = Array(([token.text] + (latest[credentials] ?? [])).prefix(2))
        }
        entries[credentials] = (try? outcome.get()).map { .kept($0, until: now.advanced(by: $0.useFor)) }
        for waiter in waiters { waiter.resume(returning: outcome) }
    }

    /// Forgets a token that was refused; one that has replaced it meanwhile stays.
    mutating func drop(_ token: String, of credentials: ClientCredentials) {
        guard case .kept(let kept, _) = entries[credentials], kept.text == token else { return }
        entries[credentials] = nil
    }
}
