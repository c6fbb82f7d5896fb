import Curl
import RelayCore

/// Writes requests out as libcurl takes them, with their secrets put in.
struct TransferPreparation {
    private let secrets: SecretStore
    private let signer: WebhookSigner

    init(_ secrets: SecretStore, _ signer: WebhookSigner) {
        self.secrets = secrets
        self.signer = signer
    }

    func transfer(of outgoing: OutgoingRequest, token: String?) throws(SendFailure) -> TransferRequest {
        let request = outgoing.request
        var transfer = try transfer(request.method, url: url(of: request), outgoing.policy)
        transfer.body = request.body
        for header in request.headers { transfer.headers.append(header.name, try text(header.value)) }
        if let token { transfer.headers.append("Authorization", "Bearer \(token)") }
        if let secret = outgoing.policy.signingSecret {
            try signer.sign(outgoing, secret: secrets.secret(secret), into: &transfer.headers)
        }
        if request.body == nil {
            // libcurl would name a form's type for a body that is not there.
            transfer.headers.omit("Content-Type")
        }
        if case .basic(let user, let password) = outgoing.policy.authorisation {
            let secret = try password.map { secret throws(SendFailure) in try text(secret) }
            transfer.settings.login = Login(user: try text(user), password: secret ?? "")
        }
        return transfer
    }

    /// The request for a token (RFC 6749, section 4.4.2), with the client's name and secret in its header.
    func tokenTransfer(of credentials: ClientCredentials, _ policy: SendPolicy) throws(SendFailure) -> TransferRequest {
        var transfer = try transfer("POST", url: credentials.tokenURL, policy)
        var form = "grant_type=client_credentials"
        if let scope = credentials.scope { form += "&scope=" + PercentEncoding.encode(scope) }
        if let audience = credentials.audience { form += "&audience=" + PercentEncoding.encode(audience) }
        transfer.body = Array(form.utf8)
        transfer.headers.append("Content-Type", "application/x-www-form-urlencoded")
        transfer.headers.append("Accept", "application/json")
        // Both are encoded before they are joined (section 2.3.1), since a colon may stand in either.
        transfer.settings.login = Login(
            user: PercentEncoding.encode(try text(credentials.id)),
            password: PercentEncoding.encode(try text(.secret(credentials.secret)))
        )
        return transfer
    }

    private func transfer(_ method: String, url: String, _ policy: SendPolicy) throws(SendFailure) -> TransferRequest {
        guard !method.isEmpty, method.utf8.allSatisfy({ UInt8(ascii: "A")...UInt8(ascii: "Z") ~= $0 }) else {
            throw .requestInvalid
        }
        return TransferRequest(method: method, url: url, settings: try settings(policy))
    }

    private func settings(_ policy: SendPolicy) throws(SendFailure) -> TransferSettings {
        var settings = TransferSettings(userAgent: Self.userAgent)
        settings.connectTimeout = policy.connectTimeout
        settings.timeout = policy.timeout
        settings.answerLimit = policy.answerLimit
        if let proxy = policy.proxy { settings.proxy = try text(proxy) }
        settings.trust = TransferTrust(
            authorities: policy.trust.authorities,
            certificate: policy.trust.certificate,
            key: policy.trust.key
        )
        return settings
    }

    private static let userAgent = "\(Product.name)/\(Product.version)"

    // MARK: Parts

    private func url(of request: Request) throws(SendFailure) -> String {
        var url = try text(request.base)
        guard Self.isBase(url) else { throw request.base.fault }
        // A path that did not begin with a slash would go on with the host's name.
        let path = request.path.utf8
        guard path.isEmpty || path.first == UInt8(ascii: "/"), !path.contains(where: Self.endsPath) else {
            throw .requestInvalid
        }
        if url.utf8.last == UInt8(ascii: "/") { url.removeLast() }
        url += request.path
        for (position, parameter) in request.query.enumerated() {
            url += position == 0 ? "?" : "&"
            url += PercentEncoding.encode(parameter.name) + "=" + PercentEncoding.encode(try text(parameter.value))
        }
        return url
    }

    /// Whether a text names scheme and host, and can have a path put behind it.
    private static func isBase(_ text: String) -> Bool {
        let bytes = text.utf8Span.span
        guard let scheme = schemes.first(where: { begins(bytes, with: $0) }) else { return false }
        let host = bytes.extracting(droppingFirst: scheme.count)
        return !host.isEmpty && host[0] != UInt8(ascii: "/") && !host.indices.contains { endsPath(host[$0]) }
    }

    private static let schemes = [Array("http://".utf8), Array("https://".utf8)]

    private static func begins(_ bytes: Span<UInt8>, with scheme: [UInt8]) -> Bool {
        bytes.count >= scheme.count && scheme.indices.allSatisfy { bytes[$0] | 0x20 == scheme[$0] }
    }

    /// What cannot stand in a base or a path: blanks, controls, and what begins a query or a fragment.
    private static func endsPath(_ byte: UInt8) -> Bool {
        switch byte {
        case 0...0x20, 0x7F...0xFF, UInt8(ascii: "?"), UInt8(ascii: "#"), UInt8(ascii: "\\"): true
        default: false
        }
    }

    /// A text with its secret, free of what would end a header, a URL or a C string.
    private func text(_ sensitive: Sensitive) throws(SendFailure) -> String {
        let text: String
        switch sensitive {
        case .plain(let plain): text = plain
        case .secret(let reference, let prefix): text = prefix + (try secrets.secret(reference))
        }
        guard Self.isPlain(text) else { throw sensitive.fault }
        return text
    }

    /// Whether no control stands in a text, other than a tab.
    private static func isPlain(_ text: String) -> Bool {
        let bytes = text.utf8Span.span
        return bytes.indices.allSatisfy { bytes[$0] >= 0x20 && bytes[$0] != 0x7F || bytes[$0] == 0x09 }
    }

    private func text(_ secret: SecretReference) throws(SendFailure) -> String { try text(.secret(secret)) }
}

extension Sensitive {
    /// What a text of this origin is at fault for when it cannot stand where it should.
    fileprivate var fault: SendFailure {
        switch self {
        case .plain: .requestInvalid
        case .secret: .secretUnusable
        }
    }
}
