import CivilTime
import JSON

/// One scheme with its keys, held against requests.
///
/// A class, since a value of so many parts would be copied part by part for each request.
final class SchemeCheck: Sendable {
    let scheme: SignatureScheme
    let keys: [SchemeKey]
    private let digests: any Digests
    /// What is asked of every request, found out once.
    let signatureLength: Int?
    private let needsAddress, hasForm: Bool
    /// The user's name for `basic`; nil where the scheme names none.
    private let user: KeyMaterial?

    init(
        _ scheme: SignatureScheme,
        _ secrets: [HeldSecret],
        _ digests: any Digests,
        reading read: (SecretReference) -> [UInt8]?
    ) {
        self.scheme = scheme
        self.digests = digests
        signatureLength = scheme.signatureLength
        needsAddress = scheme.signed.needsAddress
        hasForm = scheme.signed.contains(.form)
        let published = scheme.publicKey.map { [SchemeKey(published: $0, scheme, digests)] } ?? []
        keys = published + secrets.enumerated().map { SchemeKey($1, at: $0, scheme, digests) }
        user = scheme.user.map { KeyMaterial(Self.text(of: $0, read)) }
    }

    private static func text(of user: Sensitive, _ read: (SecretReference) -> [UInt8]?) -> [UInt8] {
        switch user {
        case .plain(let text): Array(text.utf8)
        case .secret(let reference, let prefix): Array(prefix.utf8) + (read(reference) ?? [])
        }
    }

    /// Finds out whose secret signed the request; nil for a key that is no secret, and for a scheme without one.
    ///
    /// The order is what makes it safe: what is not signed is looked at only to find what is, the time counts once the
    /// signature is right, and the body is parsed last.
    func verify(_ request: SignedRequest, at now: Timestamp) throws(Rejection) -> Int? {
        switch scheme.method {
        case .none: return nil
        case .token, .basic: return try verifyToken(of: request, at: now)
        case .code, .digest, .publicKey: break
        }
        let header = try SignatureHeader.find(self, in: request.headers)
        let parts = try parts(of: request, header)
        let key = try matchingKey(header, parts, request, at: now)
        try checkBodyDigest(of: request)
        try checkTime(parts.timestamp, of: request, at: now)
        return key.secret
    }

    // MARK: What is signed

    private func parts(of request: SignedRequest, _ header: SignatureHeader) throws(Rejection) -> SigningText.Parts {
        let timestamp: ArraySlice<UInt8> =
            switch scheme.timestamp?.place {
            case .header(let name): try value(of: name, in: request)
            case .element: header.timestamp ?? []
            case .body, nil: []
            }
        let id: ArraySlice<UInt8> = if let name = scheme.idHeader { try value(of: name, in: request) } else { [] }
        let url = needsAddress ? request.url : ""
        guard let url else { throw Rejection(.unknownAddress) }
        let form: [UInt8] = if hasForm { try form(of: request) } else { [] }
        return SigningText.Parts(method: request.method, timestamp: timestamp, id: id, url: url, form: form)
    }

    private func value(of name: String, in request: SignedRequest) throws(Rejection) -> ArraySlice<UInt8> {
        switch request.headers.value(of: name) {
        case .absent: throw Rejection(.missingHeader, name: name)
        case .repeated: throw Rejection(.duplicateHeader, name: name)
        case .one(let value):
            guard !value.isEmpty else { throw Rejection(.malformedHeader, name: name) }
            return value
        }
    }

    /// What a form adds to the address; nothing for a body whose digest stands in the address.
    private func form(of request: SignedRequest) throws(Rejection) -> [UInt8] {
        if let name = scheme.bodyDigestParameter, SignedAddress.names(name, in: request.target) { return [] }
        guard request.isForm || request.body.isEmpty else {
            throw Rejection(.notAForm, name: scheme.bodyDigestParameter ?? "form")
        }
        return FormText.of(request.body)
    }

    // MARK: What comes behind the signature

    private func checkBodyDigest(of request: SignedRequest) throws(Rejection) {
        guard let name = scheme.bodyDigestParameter, SignedAddress.names(name, in: request.target) else { return }
        let digest = digests.sha256(request.body.span)
        guard let text = SignedAddress.parameter(name, of: request.target), let said = Hexadecimal.decode(text.span),
            digests.areEqual(said.span, digest.span)
        else { throw Rejection(.wrongBodyDigest, name: name) }
    }

    private func checkTime(
        _ text: ArraySlice<UInt8>,
        of request: SignedRequest,
        at now: Timestamp
    ) throws(Rejection) {
        guard let place = scheme.timestamp else { return }
        let time: Timestamp?
        if case .body(let path) = place.place {
            guard scheme.tolerance != nil else { return }
            time = Self.time(at: path, in: request.body, place.unit)
        } else {
            time = SignatureTime.read(text.span, place.unit)
        }
        guard let time else { throw Rejection(.unreadableTimestamp) }
        guard let tolerance = scheme.tolerance else { return }
        let age = now.duration(since: time)
        guard age <= tolerance else { throw Rejection(.stale) }
        guard age >= .zero - tolerance else { throw Rejection(.future) }
    }

    private static func time(at path: [String], in body: [UInt8], _ unit: SignatureTime.Unit) -> Timestamp? {
        var value = (try? JSONDocument(body))?.root
        for name in path { value = value?[name] }
        return value.flatMap { SignatureTime.read($0, unit) }
    }

    /// The keys of this time; they must be of the form that the scheme wants.
    func readableKeys(at now: Timestamp) throws(Rejection) -> [SchemeKey] {
        // Most sources have one key that always holds: then no array is made.
        if keys.allSatisfy({ $0.isLive(at: now) && $0.isReadable }), !keys.isEmpty { return keys }
        let live = keys.filter { $0.isLive(at: now) }
        guard !live.isEmpty else { throw Rejection(.noSecret) }
        let readable = live.filter(\.isReadable)
        guard !readable.isEmpty else { throw Rejection(.secretUnreadable) }
        return readable
    }

    // MARK: Static tokens

    private func verifyToken(of request: SignedRequest, at now: Timestamp) throws(Rejection) -> Int? {
        let header = try SignatureHeader.find(self, in: request.headers)
        let given = try token(header)
        for key in try readableKeys(at: now) {
            guard case .text(let secret) = key.use else { continue }
            let expected = user.map { $0.bytes + [UInt8(ascii: ":")] + secret.bytes } ?? secret.bytes
            if digests.areEqual(given.span, expected.span) { return key.secret }
        }
        throw Rejection(.wrongToken, name: header.name)
    }

    private func token(_ header: SignatureHeader) throws(Rejection) -> [UInt8] {
        let text = header.first ?? []
        guard scheme.method == .basic else { return Array(text) }
        let word = "basic "
        // The word may be written in any case (RFC 7617).
        guard String(decoding: text.prefix(word.utf8.count), as: UTF8.self).lowercased() == word else {
            throw Rejection(.malformedHeader, name: header.name)
        }
        let encoded = text.dropFirst(word.utf8.count)
        guard let credentials = Base64.decode(encoded.span) else {
            throw Rejection(.badEncoding, name: header.name)
        }
        return credentials
    }

    // MARK: Signatures

    private func matchingKey(
        _ header: SignatureHeader,
        _ parts: SigningText.Parts,
        _ request: SignedRequest,
        at now: Timestamp
    ) throws(Rejection) -> SchemeKey {
        let keys = try readableKeys(at: now)
        let signatures = SignatureList(header, self)
        guard !signatures.isEmpty else { throw Rejection(.badEncoding, name: header.name) }
        guard hasForm, let url = request.url else {
            if let key = match(signatures, keys, parts, request.body) { return key }
            throw Rejection(signatures.areReadable ? .wrongSignature : .badEncoding, name: header.name)
        }
        for address in SignedAddress.withAndWithoutPort(url) {
            var parts = parts
            parts.url = address
            if let key = match(signatures, keys, parts, request.body) { return key }
        }
        throw Rejection(signatures.areReadable ? .wrongSignature : .badEncoding, name: header.name)
    }

    private func match(
        _ signatures: SignatureList,
        _ keys: [SchemeKey],
        _ parts: SigningText.Parts,
        _ body: [UInt8]
    ) -> SchemeKey? {
        // Only where the secret is part of it is the text another for each key.
        let shared = SigningText(scheme.signed, parts)
        for key in keys {
            let isSigner =
                switch key.use {
                case .code(let authenticator): signatures.hold(codeOf: shared, body, authenticator, digests)
                case .publicKey(let key): signatures.hold(signatureOf: shared.joined(body), key)
                case .text(let secret):
                    signatures.hold(
                        digestOf: SigningText(scheme.signed, parts, secret: secret.bytes).joined(body),
                        digests
                    )
                case .unreadable: false
                }
            if isSigner { return key }
        }
        return nil
    }
}

extension SignedRequest {
    /// Whether the request says that its body is a form.
    var isForm: Bool {
        guard case .one(let value) = headers.value(of: "content-type") else { return false }
        let type = value.prefix { $0 != UInt8(ascii: ";") && $0 != UInt8(ascii: " ") }
        return String(decoding: type, as: UTF8.self).lowercased() == "application/x-www-form-urlencoded"
    }
}
