import CivilTime
import Crypto
import RelayCore

/// Signs requests as Standard Webhooks does: HMAC-SHA256 over id, time and body.
struct WebhookSigner: Sendable {
    private let digests: OpenSSLDigests

    init(_ digests: OpenSSLDigests) { self.digests = digests }

    func sign(_ outgoing: OutgoingRequest, secret: String, into headers: inout some HeaderSink) throws(SendFailure) {
        // A dot in the id would let one signature stand for two readings of id and time.
        guard !outgoing.id.isEmpty, outgoing.id.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: ".") })
        else { throw .requestInvalid }
        let key = try key(in: secret)
        let seconds = outgoing.sentAt.seconds
        let head = Array("\(outgoing.id).\(seconds).".utf8)
        let body = outgoing.request.body ?? []
        var code = [UInt8](repeating: 0, count: AuthenticationHash.sha256.codeLength)
        var output = code.mutableSpan
        _ = digests.authenticator(.sha256, key: key.span).code(head.span, body.span, Span(), into: &output)
        let signature = String(decoding: Base64.encode(code.span), as: UTF8.self)
        headers.append("webhook-id", outgoing.id)
        headers.append("webhook-timestamp", "\(seconds)")
        headers.append("webhook-signature", "v1,\(signature)")
    }

    private func key(in secret: String) throws(SendFailure) -> [UInt8] {
        let prefix = "whsec_"
        let text = Array((secret.hasPrefix(prefix) ? secret.dropFirst(prefix.count) : secret[...]).utf8)
        guard let key = Base64.decode(text.span), !key.isEmpty else { throw .secretUnusable }
        return key
    }
}
