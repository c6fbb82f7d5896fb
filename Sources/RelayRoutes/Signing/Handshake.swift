import CEL
package import CivilTime
package import JSON
package import RelayCore

/// A request of a sender that is no event: it wants to see that somebody who knows the secret is there.
package struct Handshake: Sendable {
    /// GET or POST; nil for either.
    let method: String?
    let when: Program?
    let challenge: Program
    /// A text that must equal one of the secrets.
    let token: Program?
    /// Whether only a request with a right signature is answered.
    package let isSigned: Bool
    /// How the code of the challenge is written in the answer; nil where none is wanted.
    let mac: SignatureScheme.Encoding?
    let form: Form

    enum Form: Sendable {
        /// The challenge itself.
        case text
        /// JSON with `challenge` and `mac` in it.
        case object(FieldTemplate)
    }

    /// The longest challenge that is answered without a signature, and with one.
    private static let longest = (unsigned: 128, signed: 4_096)

    /// What a request is to a handshake; nil where it is something else, such as an event.
    func outcome(
        of request: HandshakeRequest,
        _ verification: Verification?,
        _ verifier: Verifier,
        at now: Timestamp
    ) -> HandshakeOutcome? {
        guard method.map({ $0 == request.method }) ?? true else { return nil }
        let secret: Int?
        if case .verified(_, let matched)? = verification { secret = matched } else { secret = nil }
        // Without a signature a body could be anybody's, and of any size.
        guard isSigned ? verification?.isVerified == true : request.method == "GET" else { return nil }
        let activation = RequestBindings.activation(body: request.body, request.headers, request.query)
        guard holds(activation), let text = EventText.text(try? challenge.evaluate(activation)) else { return nil }
        guard isSafe(text) else { return .refused(.badChallenge) }
        if let token {
            let given = EventText.text(try? token.evaluate(activation)) ?? ""
            guard verifier.isSecret(given.utf8Span.span, at: now) else { return .refused(.wrongToken) }
        }
        guard mac != nil else { return answer(text, mac: "") }
        guard let code = verifier.code(of: text.utf8Span.span, secret: secret, at: now), let mac else {
            return .refused(.noSecret)
        }
        return answer(text, mac: String(decoding: mac.text(code.span), as: UTF8.self))
    }

    private func holds(_ activation: Activation) -> Bool {
        guard let when else { return true }
        guard case .bool(true)? = (try? when.evaluate(activation))?.resolved else { return false }
        return true
    }

    /// Whether it may be said back: what is not signed must be no text that means anything to a browser or to somebody
    /// who would have it signed.
    private func isSafe(_ challenge: String) -> Bool {
        if isSigned { return challenge.utf8.count <= Self.longest.signed }
        return challenge.utf8.count <= Self.longest.unsigned && challenge.utf8.allSatisfy(\.isTokenCharacter)
    }

    private func answer(_ challenge: String, mac: String) -> HandshakeOutcome? {
        switch form {
        case .text: return .answered(HandshakeAnswer(contentType: "text/plain; charset=utf-8", Array(challenge.utf8)))
        case .object(let template):
            var writer = JSONWriter()
            let activation = HandshakeBindings.activation(challenge: challenge, mac: mac)
            guard (try? template.write(to: &writer, activation)) != nil else { return nil }
            return .answered(HandshakeAnswer(contentType: "application/json", writer.bytes))
        }
    }
}

/// A request as a handshake sees it.
package struct HandshakeRequest {
    package let method: String
    /// The headers, their names in lower case.
    package let headers: EventFields
    package let query: EventFields
    /// Null where there is none.
    package let body: JSONValue

    package init(method: String, headers: EventFields = [:], query: EventFields = [:], body: JSONValue? = nil) {
        self.method = method
        self.headers = headers
        self.query = query
        self.body = body ?? JSONDocument.null.root
    }
}

package enum HandshakeOutcome: Equatable {
    case answered(HandshakeAnswer)
    /// It is one, and nothing in it may be answered.
    case refused(HandshakeRefusal)
}

/// Why a handshake is not answered; for the operator.
package enum HandshakeRefusal: String, Equatable, Sendable {
    case badChallenge = "bad-challenge"
    case wrongToken = "wrong-token"
    case noSecret = "no-secret"
}

/// What is said back, with status 200.
package struct HandshakeAnswer: Equatable, Sendable {
    package let contentType: String
    package let body: [UInt8]

    init(contentType: String, _ body: [UInt8]) {
        self.contentType = contentType
        self.body = body
    }

    /// A browser that is led here must not look for HTML in what it sent itself.
    package var headers: [(name: String, value: String)] {
        [("Content-Type", contentType), ("X-Content-Type-Options", "nosniff")]
    }
}

extension Source {
    /// Whether a request may be a handshake although nothing signs it.
    package var hasUnsignedHandshakes: Bool { handshakes.contains { !$0.isSigned } }

    /// What a request is to the source's handshakes; nil for one that is none of them.
    ///
    /// What came of its signature is nil where nobody looked, as for a GET.
    package func handshake(
        _ request: HandshakeRequest,
        _ verification: Verification?,
        _ verifier: Verifier,
        at now: Timestamp
    ) -> HandshakeOutcome? {
        for handshake in handshakes {
            if let outcome = handshake.outcome(of: request, verification, verifier, at: now) { return outcome }
        }
        return nil
    }
}

/// The names that the answer of a handshake may speak of.
enum HandshakeBindings {
    static func environment(_ base: Environment) -> Environment {
        var environment = base
        environment.declare("challenge", .string)
        environment.declare("mac", .string)
        return environment
    }

    static func activation(challenge: String, mac: String) -> Activation {
        var activation = shared
        activation[0] = .string(challenge)
        activation[1] = .string(mac)
        return activation
    }

    private static let shared = Activation(environment(Environment()))
}

extension JSONDocument {
    fileprivate static let null: JSONDocument = {
        guard let document = try? JSONDocument("null") else { preconditionFailure("null is JSON") }
        return document
    }()
}

extension Verification {
    fileprivate var isVerified: Bool { if case .verified = self { true } else { false } }
}

extension UInt8 {
    fileprivate var isTokenCharacter: Bool {
        switch self {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default: false
        }
    }
}
