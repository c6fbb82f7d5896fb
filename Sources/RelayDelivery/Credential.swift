import RelayCore
import RelayRoutes

/// Whose quota a request draws from.
enum Credential: Hashable, Sendable {
    /// Destinations at the same base with the same secrets are one account to their API.
    case shared(Account)
    /// Without a secret nobody can tell which belong together.
    case own(destination: String)

    struct Account: Hashable, Sendable {
        let base: Sensitive?
        let secrets: [Sensitive]
        let authorisation: SendPolicy.Authorisation?
    }

    init(_ destination: Destination) {
        let secrets = (destination.headers + destination.query).map(\.value).filter {
            if case .secret = $0 { true } else { false }
        }
        let authorisation = destination.settings.policy.authorisation
        if secrets.isEmpty, authorisation == nil {
            self = .own(destination: destination.name)
        } else {
            self = .shared(Account(base: destination.base, secrets: secrets, authorisation: authorisation))
        }
    }
}
