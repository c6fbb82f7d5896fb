/// Where a secret is found; the secret itself is fetched at the last moment and stands nowhere else.
package enum SecretReference: Sendable, Hashable {
    case environment(String)
    case file(String)

    /// The place in words, for messages: `$LEADTRACKR_API_KEY`.
    package var shown: String {
        switch self {
        case .environment(let name): "$\(name)"
        case .file(let path): path
        }
    }
}

/// A text that may be partly or wholly secret.
package enum Sensitive: Sendable, Hashable {
    case plain(String)
    case secret(SecretReference, prefix: String = "")

    /// The text, with the place of a secret in its stead.
    package var shown: String {
        switch self {
        case .plain(let text): text
        case .secret(let reference, let prefix): prefix + reference.shown
        }
    }
}
