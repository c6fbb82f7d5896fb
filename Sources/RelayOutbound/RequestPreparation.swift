import Curl
import HTTPWire
import RelayCore

/// Checks the parts of requests and puts their secrets in, whatever then carries them.
struct RequestPreparation {
    static let userAgent = "\(Product.name)/\(Product.version)"

    private let secrets: SecretStore
    private let signer: WebhookSigner

    init(_ secrets: SecretStore, _ signer: WebhookSigner) {
        self.secrets = secrets
        self.signer = signer
    }

    func checkMethod(_ method: String) throws(SendFailure) {
        guard !method.isEmpty, method.utf8.allSatisfy({ UInt8(ascii: "A")...UInt8(ascii: "Z") ~= $0 }) else {
            throw .requestInvalid
        }
    }

    /// Scheme and host, and perhaps a path, without a slash at the end.
    func base(of request: Request) throws(SendFailure) -> String {
        var base = try text(request.base)
        guard Self.isBase(base) else { throw request.base.fault }
        if base.utf8.last == UInt8(ascii: "/") { base.removeLast() }
        return base
    }

    /// Appends what stands behind the base: the path with its query.
    func appendTarget(of request: Request, to target: inout [UInt8]) throws(SendFailure) {
        // A path that did not begin with a slash would go on with the host's name.
        let path = request.path.utf8Span.span
        guard path.isEmpty || path[0] == UInt8(ascii: "/"), !path.indices.contains(where: { Self.endsPath(path[$0]) })
        else { throw .requestInvalid }
        target.append(path)
        var separator = UInt8(ascii: "?")
        for parameter in request.query {
            target.append(separator)
            target.append(contentsOf: PercentEncoding.encode(parameter.name).utf8)
            target.append(UInt8(ascii: "="))
            target.append(contentsOf: PercentEncoding.encode(try text(parameter.value)).utf8)
            separator = UInt8(ascii: "&")
        }
    }

    /// Appends the headers that the request brings, those that authorise it, and those that sign it.
    func appendHeaders(
        of outgoing: OutgoingRequest,
        token: String?,
        to sink: inout some HeaderSink
    ) throws(SendFailure) {
        for header in outgoing.request.headers { sink.append(header.name, try text(header.value)) }
        if let token { sink.append("Authorization", "Bearer \(token)") }
        if outgoing.hop > 0 { sink.append(OutgoingRequest.hopHeader, String(outgoing.hop)) }
        if let secret = outgoing.policy.signingSecret {
            try signer.sign(outgoing, secret: secrets.secret(secret), into: &sink)
        }
    }

    /// The user and password that the policy names; nil where it names none.
    func login(of policy: SendPolicy) throws(SendFailure) -> (user: String, password: String)? {
        guard case .basic(let user, let password) = policy.authorisation else { return nil }
        let secret = try password.map { secret throws(SendFailure) in try text(.secret(secret)) }
        return (try text(user), secret ?? "")
    }

    /// What stands behind `Basic` for a login.
    static func basicCode(of login: (user: String, password: String)) -> [UInt8] {
        Base64.encode(Array("\(login.user):\(login.password)".utf8).span)
    }

    // MARK: Parts

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
    func text(_ sensitive: Sensitive) throws(SendFailure) -> String {
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
