package import CivilTime

/// Tells whether requests come from the sender that they seem to come from: the schemes of a source with its secrets.
package struct Verifier: Sendable {
    private let checks: [SchemeCheck]
    private let secrets: [HeldSecret]
    private let digests: any Digests

    /// Reads the secrets once; one that cannot be read matches nothing.
    package init(
        _ schemes: [SignatureScheme],
        secrets: [DatedSecret],
        digests: any Digests,
        reading read: (SecretReference) -> [UInt8]?
    ) {
        let held = secrets.map { HeldSecret(text: KeyMaterial(read($0.reference) ?? []), validity: $0) }
        checks = schemes.map { SchemeCheck($0, held, digests, reading: read) }
        self.secrets = held
        self.digests = digests
    }

    /// The secrets that are there, and of which no scheme can make a key.
    package var unusable: [SecretReference] {
        let signing = checks.filter { $0.scheme.method != .none }
        guard !signing.isEmpty else { return [] }
        return secrets.enumerated().filter { position, secret in
            !secret.text.bytes.isEmpty
                && signing.allSatisfy { $0.keys.contains { $0.secret == position && !$0.isReadable } }
        }.map(\.element.validity.reference)
    }

    /// Tries the schemes in their order; of several rejections, the one that came furthest is told.
    package func verify(_ request: SignedRequest, at now: Timestamp) -> Verification {
        var furthest = Rejection(.noScheme)
        for (number, check) in checks.enumerated() {
            do throws(Rejection) {
                return .verified(scheme: number, secret: try check.verify(request, at: now))
            } catch {
                let rejection = Rejection(error.cause, scheme: number, name: error.name)
                if furthest.scheme == nil || rejection.isFurther(than: furthest) { furthest = rejection }
            }
        }
        return .rejected(furthest)
    }

    // MARK: Handshakes

    /// Whether a text is one of the secrets that hold now.
    package func isSecret(_ text: Span<UInt8>, at now: Timestamp) -> Bool {
        var isSecret = false
        // All are looked at, so that the time does not tell which one it is.
        for secret in secrets where secret.validity.isLive(at: now) && !secret.text.bytes.isEmpty {
            isSecret = digests.areEqual(secret.text.bytes.span, text) || isSecret
        }
        return isSecret
    }

    /// The HMAC with SHA-256 of a text, under that secret, or under the first that holds now; nil where there is none.
    package func code(of text: Span<UInt8>, secret: Int? = nil, at now: Timestamp) -> [UInt8]? {
        for check in checks where check.scheme.method == .code(.sha256) {
            let keys = check.keys.filter { secret == nil ? $0.isLive(at: now) : $0.secret == secret }
            for key in keys {
                guard case .code(let authenticator) = key.use else { continue }
                var code = [UInt8](repeating: 0, count: AuthenticationHash.sha256.codeLength)
                var output = code.mutableSpan
                _ = authenticator.code(Span(), text, Span(), into: &output)
                return code
            }
        }
        return nil
    }
}
