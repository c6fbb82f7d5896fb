/// How a sender signs its requests, as a value: what is signed, how, and where in the request it stands.
package struct SignatureScheme: Sendable, Equatable {
    package var method: Method
    /// The header that holds the signature, and those that may hold it in its place; in lower case.
    package var headers: [String] = []
    package var layout: Layout = .whole(prefix: "")
    package var signed: SignedText = .body
    package var encoding: Encoding = .hex
    package var key: KeyForm = .text
    package var timestamp: TimestampPlace?
    /// How far the time of signing may be off in either direction; nil leaves it unchecked.
    package var tolerance: Duration?
    /// The header with the id that is signed, in lower case.
    package var idHeader: String?
    /// The user's name for `basic`; nil where the secret holds it, as in `user:password`.
    package var user: Sensitive?
    /// A key that the sender publishes, in the form of `key`.
    package var publicKey: String?
    /// The query parameter with the digest of a body that is not signed itself, in hexadecimal.
    package var bodyDigestParameter: String?

    package enum Method: Sendable, Equatable {
        case code(AuthenticationHash)
        /// SHA-256 of a text that holds the secret.
        case digest
        case publicKey(PublicKeyKind)
        /// The secret as it is.
        case token
        /// User name and password.
        case basic
        /// Anybody is believed.
        case none
    }

    /// How the signature stands in its header.
    package enum Layout: Sendable, Equatable {
        /// The prefix and the signature, and nothing else.
        case whole(prefix: String)
        /// `t=1,v1=ab`, behind a prefix; the element of that name may stand there several times.
        case elements(prefix: String, name: String, separator: UInt8)
        /// `v1,ab v1,cd`: of each version as many as there are.
        case versions(String)
    }

    package enum Encoding: String, Sendable, CaseIterable {
        case hex, base64
    }

    package struct TimestampPlace: Sendable, Equatable {
        package let place: Place
        package let unit: SignatureTime.Unit

        package enum Place: Sendable, Equatable {
            /// The header's name in lower case.
            case header(String)
            /// An element beside the signature's.
            case element(String)
            /// The names that lead to it in the body.
            case body([String])
        }

        package init(_ place: Place, _ unit: SignatureTime.Unit) {
            self.place = place
            self.unit = unit
        }
    }

    package init(_ method: Method) {
        self.method = method
    }

    /// Whether it cannot tell who sent a request without a secret of the source.
    package var needsSecret: Bool { method != .none && publicKey == nil }

    /// How long a signature is; nil where that depends on the key.
    var signatureLength: Int? {
        switch method {
        case .code(let hash): hash.codeLength
        case .digest: 32
        case .publicKey(.ed25519): 64
        case .publicKey(.rsa), .token, .basic, .none: nil
        }
    }
}
