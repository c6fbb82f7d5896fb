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

    mutating func claim(_ credentials: ClientCredentials, now: LoopClock.Instant) -> Claim {
        switch entries[credentials] {
        case .kept(let token, let end) where now < end: return .kept(token.text)
        case .fetching: return .wait
        case .kept, nil:
            entries[credentials] = .fetching([])
            return .fetch
        }
    }

    /// The token in use, whether or not it is still good.
    func token(of credentials: ClientCredentials) -> String? {
        guard case .kept(let token, _) = entries[credentials] else { return nil }
        return token.text
    }

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
        entries[credentials] = (try? outcome.get()).map { .kept($0, until: now.advanced(by: $0.useFor)) }
        for waiter in waiters { waiter.resume(returning: outcome) }
    }

    /// Forgets a token that was refused; one that has replaced it meanwhile stays.
    mutating func drop(_ token: String, of credentials: ClientCredentials) {
        guard case .kept(let kept, _) = entries[credentials], kept.text == token else { return }
        entries[credentials] = nil
    }
}
