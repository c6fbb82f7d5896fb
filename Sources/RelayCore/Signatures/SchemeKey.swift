import CivilTime

/// A secret of a source, made ready for one scheme.
///
/// A class, since a value of so many parts would be copied part by part for each request.
final class SchemeKey: Sendable {
    /// The secret's position; nil for a key that the sender publishes.
    let secret: Int?
    let validity: DatedSecret?
    let use: Use
    /// Whether the secret is of the form that the scheme wants; kept apart, so that a look at it copies no key.
    let isReadable: Bool

    enum Use: Sendable {
        case code(any Authenticator)
        case publicKey(any PublicKey)
        /// For what is compared with the secret itself, or signs it.
        case text(KeyMaterial)
        /// The secret is not of the form that the scheme wants.
        case unreadable
    }

    /// A secret of the source.
    init(_ held: HeldSecret, at position: Int, _ scheme: SignatureScheme, _ digests: any Digests) {
        secret = position
        validity = held.validity
        use = Self.use(of: held.text.bytes, scheme, digests)
        isReadable = Self.isReadable(use)
    }

    /// The key that the scheme itself names.
    init(published text: String, _ scheme: SignatureScheme, _ digests: any Digests) {
        secret = nil
        validity = nil
        use = Self.use(of: Array(text.utf8), scheme, digests)
        isReadable = Self.isReadable(use)
    }

    func isLive(at now: Timestamp) -> Bool { validity?.isLive(at: now) ?? true }

    private static func isReadable(_ use: Use) -> Bool { if case .unreadable = use { false } else { true } }

    private static func use(of text: [UInt8], _ scheme: SignatureScheme, _ digests: any Digests) -> Use {
        let use: Use? =
            switch scheme.method {
            case .code(let hash):
                scheme.key.bytes(of: text).map { .code(digests.authenticator(hash, key: $0.span)) }
            case .publicKey(let kind):
                scheme.key.publicKey(of: text, kind).flatMap { try? digests.publicKey($0) }.map { .publicKey($0) }
            case .digest, .token, .basic: scheme.key.bytes(of: text).map { .text(KeyMaterial($0)) }
            case .none: nil
            }
        return use ?? .unreadable
    }
}

/// A secret that was read, with the time in which it holds; without bytes where it could not be read.
struct HeldSecret: Sendable {
    let text: KeyMaterial
    let validity: DatedSecret
}
