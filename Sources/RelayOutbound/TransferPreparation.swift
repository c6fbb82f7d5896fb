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
        transfer.headers.reserveCapacity(request.headers.count + 4)
        for header in request.headers { transfer.headers.append(try line(header)) }
        if let token { transfer.headers.append("Authorization: Bearer \(token)") }
        if let secret = outgoing.policy.signingSecret {
            let key = try secrets.secret(secret)
            transfer.headers += try signer.headers(for: outgoing, secret: key)
        }
        if request.body == nil {
            // libcurl would name a form's type for a body that is not there.
            transfer.headers.append("Content-Type:")
        }
        if case .basic(let user, let password) = outgoing.policy.authorisation {
            transfer.login = (try text(user), try password.map { secret throws(SendFailure) in try text(secret) } ?? "")
        }
        return transfer
    }

    /// The request for a token (RFC 6749, section 4.4.2), with the client's name and secret in its header.
    func tokenTransfer(of credentials: ClientCredentials, _ policy: SendPolicy) throws(SendFailure) -> TransferRequest {
        var transfer = try transfer("POST", url: credentials.tokenURL, policy)
        var form = "grant_type=client_credentials"
        if let scope = credentials.scope { form += "&scope=" + URLEncoding.encode(scope) }
        if let audience = credentials.audience { form += "&audience=" + URLEncoding.encode(audience) }
        transfer.body = Array(form.utf8)
        transfer.headers = ["Content-Type: application/x-www-form-urlencoded", "Accept: application/json"]
        // Both are encoded before they are joined (section 2.3.1), since a colon may stand in either.
        transfer.login = (
            URLEncoding.encode(try text(credentials.id)), URLEncoding.encode(try text(.secret(credentials.secret)))
        )
        return transfer
    }

    private func transfer(_ method: String, url: String, _ policy: SendPolicy) throws(SendFailure) -> TransferRequest {
        guard !method.isEmpty, method.utf8.allSatisfy({ UInt8(ascii: "A")...UInt8(ascii: "Z") ~= $0 }) else {
            throw .requestInvalid
        }
        var transfer = TransferRequest(method: method, url: url, userAgent: "\(Product.name)/\(Product.version)")
        transfer.connectTimeout = policy.connectTimeout
        transfer.timeout = policy.timeout
        transfer.answerLimit = policy.answerLimit
        if let proxy = policy.proxy { transfer.proxy = try text(proxy) }
        transfer.trust = TransferTrust(
            authorities: policy.trust.authorities,
            certificate: policy.trust.certificate,
            key: policy.trust.key
        )
        return transfer
    }

    // MARK: Parts

    private func url(of request: Request) throws(SendFailure) -> String {
        var url = try text(request.base)
        guard Self.isBase(url) else { throw request.base.fault }
        // A path that did not begin with a slash would go on with the host's name.
        guard request.path.isEmpty || request.path.hasPrefix("/"), !request.path.utf8.contains(where: Self.endsPath)
        else {
            throw .requestInvalid
        }
        if url.hasSuffix("/") { url.removeLast() }
        url += request.path
        for (position, parameter) in request.query.enumerated() {
            url += position == 0 ? "?" : "&"
            url += URLEncoding.encode(parameter.name) + "=" + URLEncoding.encode(try text(parameter.value))
        }
        return url
    }

    /// Whether a text names scheme and host, and can have a path put behind it.
    private static func isBase(_ text: String) -> Bool {
        let schemes = ["http://", "https://"]
        guard let scheme = schemes.first(where: { text.lowercased().hasPrefix($0) }) else { return false }
        guard let first = text.utf8.dropFirst(scheme.utf8.count).first, first != UInt8(ascii: "/") else { return false }
        return !text.utf8.contains(where: endsPath)
    }

    /// What cannot stand in a base or a path: blanks, controls, and what begins a query or a fragment.
    private static func endsPath(_ byte: UInt8) -> Bool {
        switch byte {
        case 0...0x20, 0x7F...0xFF, UInt8(ascii: "?"), UInt8(ascii: "#"), UInt8(ascii: "\\"): true
        default: false
        }
    }

    private func line(_ header: Request.Parameter) throws(SendFailure) -> String {
        let value = try text(header.value)
        // With nothing behind the colon libcurl would take the header out; a semicolon stands for an empty one.
        return value.isEmpty ? "\(header.name);" : "\(header.name): \(value)"
    }

    /// A text with its secret, free of what would end a header, a URL or a C string.
    private func text(_ sensitive: Sensitive) throws(SendFailure) -> String {
        let text: String
        switch sensitive {
        case .plain(let plain): text = plain
        case .secret(let reference, let prefix): text = prefix + (try secrets.secret(reference))
        }
        guard !text.utf8.contains(where: { $0 < 0x20 && $0 != 0x09 || $0 == 0x7F }) else { throw sensitive.fault }
        return text
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
