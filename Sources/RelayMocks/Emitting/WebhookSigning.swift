package import CivilTime
package import Crypto
import RelayCore

/// How Sendpilot signs its webhooks: as its documents say, and as receivers have seen it.
package enum WebhookSigning: String, Sendable, CaseIterable {
    /// `Webhook-Signature: v1,t=…,s=…`, over time and body, in hexadecimal.
    case documented
    /// `svix-id`, `svix-timestamp` and `svix-signature: v1,…`, over all three and in Base64.
    case svix
}

/// Signs webhooks with a secret.
package struct WebhookSigner: Sendable {
    private let way: WebhookSigning
    private let authenticator: any Authenticator

    /// Nil where the secret is not what the way of signing wants: for Svix `whsec_` and a key in Base64.
    package init?(_ way: WebhookSigning, secret: [UInt8], _ digests: OpenSSLDigests) {
        guard let key = Self.key(way, secret), !key.isEmpty else { return nil }
        self.way = way
        authenticator = digests.authenticator(.sha256, key: key.span)
    }

    private static func key(_ way: WebhookSigning, _ secret: [UInt8]) -> [UInt8]? {
        switch way {
        case .documented: return secret
        case .svix:
            let prefix = Array("whsec_".utf8)
            guard secret.starts(with: prefix) else { return nil }
            let text = Array(secret.dropFirst(prefix.count))
            return Base64.decode(text.span)
        }
    }

    /// The headers of one attempt; the time is that of the attempt, and the id that of the webhook.
    package func headers(id: String, body: [UInt8], at moment: Timestamp) -> [MockHeader] {
        let time = String(moment.seconds)
        switch way {
        case .documented:
            let code = Hexadecimal.text(code(over: "\(time).", body).span)
            return [MockHeader("Webhook-Signature", "v1,t=\(time),s=\(code)")]
        case .svix:
            let code = String(decoding: Base64.encode(code(over: "\(id).\(time).", body).span), as: UTF8.self)
            return [
                MockHeader("svix-id", id), MockHeader("svix-timestamp", time),
                MockHeader("svix-signature", "v1,\(code)"),
            ]
        }
    }

    private func code(over head: String, _ body: [UInt8]) -> [UInt8] {
        var code = [UInt8](repeating: 0, count: AuthenticationHash.sha256.codeLength)
        var output = code.mutableSpan
        _ = authenticator.code(head.utf8Span.span, body.span, [UInt8]().span, into: &output)
        return code
    }
}
