package import CivilTime
import JSON

/// Signs requests as a sender does: for trials, and for tests of a set-up.
package struct Signer {
    private let scheme: SignatureScheme
    private let secret: KeyMaterial
    private let digests: any Digests

    /// Why nothing can be signed.
    package enum Fault: Error, Equatable {
        /// The secret cannot be read as a key of that form.
        case secret(KeyForm)
        /// Signing takes a private key, whose form is not known here.
        case privateKey
        case unknownAddress
        /// For a body that is no form, the address must hold its digest under that name.
        case bodyDigest(name: String, digest: String)
        case notAForm
        /// Whoever is believed without a signature signs nothing.
        case nothingToSign
    }

    package struct Header: Sendable, Equatable {
        /// In lower case.
        package let name: String
        package let value: String

        init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    package init(_ scheme: SignatureScheme, secret: [UInt8], digests: any Digests) {
        self.scheme = scheme
        self.secret = KeyMaterial(secret)
        self.digests = digests
    }

    /// The headers that the sender would add.
    package func headers(
        for request: SignedRequest,
        id: String,
        at now: Timestamp
    ) throws(Fault) -> [Header] {
        guard let header = scheme.headers.first else { throw .nothingToSign }
        switch scheme.method {
        case .none: throw .nothingToSign
        case .token: return [Header(header, prefixed(text(secret.bytes)))]
        case .basic: return [Header(header, "Basic " + text(Base64.encode(credentials.span)))]
        case .code, .digest, .publicKey: break
        }
        let time = scheme.timestamp.map { SignatureTime.text(now, $0.unit) } ?? ""
        let parts = try parts(of: request, id: id, time: time)
        let bytes = try signature(of: parts, request.body)
        let signature = text(scheme.encoding.text(bytes.span))
        var headers: [Header] = []
        if let name = scheme.idHeader { headers.append(Header(name, id)) }
        if case .header(let name)? = scheme.timestamp?.place { headers.append(Header(name, time)) }
        return headers + [Header(header, written(signature, time))]
    }

    // MARK: What is signed

    private func parts(of request: SignedRequest, id: String, time: String) throws(Fault) -> SigningText.Parts {
        var parts = SigningText.Parts(method: request.method)
        parts.timestamp = Array(time.utf8)[...]
        parts.id = Array(id.utf8)[...]
        if scheme.signed.needsAddress {
            guard let url = request.url else { throw .unknownAddress }
            parts.url = url
        }
        if scheme.signed.contains(.form) { parts.form = try form(of: request) }
        return parts
    }

    private func form(of request: SignedRequest) throws(Fault) -> [UInt8] {
        if request.isForm || request.body.isEmpty { return FormText.of(request.body) }
        guard let name = scheme.bodyDigestParameter else { throw .notAForm }
        let digest = text(Hexadecimal.encode(digest(of: request.body).span))
        guard SignedAddress.parameter(name, of: request.target).map({ text(Array($0)) }) == digest else {
            throw .bodyDigest(name: name, digest: digest)
        }
        return []
    }

    private func signature(of parts: SigningText.Parts, _ body: [UInt8]) throws(Fault) -> [UInt8] {
        switch scheme.method {
        case .code(let hash): return code(of: SigningText(scheme.signed, parts).joined(body), hash, key: try key())
        case .digest: return digest(of: SigningText(scheme.signed, parts, secret: try key()).joined(body))
        case .publicKey(.ed25519):
            let text = SigningText(scheme.signed, parts).joined(body)
            return try privateKey().signature(of: text.span)
        case .publicKey(.rsa), .token, .basic, .none: throw .privateKey
        }
    }

    private func key() throws(Fault) -> [UInt8] {
        guard let key = scheme.key.bytes(of: secret.bytes) else { throw .secret(scheme.key) }
        return key
    }

    private func code(of text: [UInt8], _ hash: AuthenticationHash, key: [UInt8]) -> [UInt8] {
        var code = [UInt8](repeating: 0, count: hash.codeLength)
        var output = code.mutableSpan
        _ = digests.authenticator(hash, key: key.span).code(text.span, Span(), Span(), into: &output)
        return code
    }

    private func digest(of text: [UInt8]) -> [UInt8] {
        let digest = digests.sha256(text.span)
        return digest.span.copied
    }

    /// The private key of Ed25519: its seed, or the seed with the public key behind it, in Base64 behind `whsk_` or not.
    private func privateKey() throws(Fault) -> any PrivateKey {
        let encoded = secret.bytes[...].dropping("whsk_")
        guard let bytes = Base64.decode(encoded.span), bytes.count == 32 || bytes.count == 64 else { throw .privateKey }
        let seed = Array(bytes.prefix(32))
        guard let key = try? digests.ed25519PrivateKey(seed: seed.span) else { throw .privateKey }
        return key
    }

    // MARK: How it is written

    private var credentials: [UInt8] {
        guard case .plain(let user)? = scheme.user else { return secret.bytes }
        return Array(user.utf8) + [UInt8(ascii: ":")] + secret.bytes
    }

    private func prefixed(_ signature: String) -> String {
        if case .whole(let prefix) = scheme.layout { prefix + signature } else { signature }
    }

    private func written(_ signature: String, _ time: String) -> String {
        switch scheme.layout {
        case .whole: return prefixed(signature)
        case .versions(let version): return "\(version),\(signature)"
        case .elements(let prefix, let name, let separator):
            guard case .element(let timeName)? = scheme.timestamp?.place else { return "\(prefix)\(name)=\(signature)" }
            return "\(prefix)\(timeName)=\(time)\(Unicode.Scalar(separator))\(name)=\(signature)"
        }
    }

    private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
