/// Digests, codes and signatures of bytes: a port, since the algorithms belong to a library that is looked after.
package protocol Digests: Sendable {
    /// SHA-1, for what a standard asks it of, such as names as UUIDs; it proves nothing against somebody who wants it to.
    func sha1(_ bytes: Span<UInt8>) -> [20 of UInt8]
    func sha256(_ bytes: Span<UInt8>) -> [32 of UInt8]

    /// What makes message authentication codes with a key, prepared once for all the messages to come.
    func authenticator(_ hash: AuthenticationHash, key: Span<UInt8>) -> any Authenticator

    /// Takes in a public key, once for all the signatures to come.
    func publicKey(_ key: PublicKeyBytes) throws(KeyFault) -> any PublicKey

    /// Takes in a private key of Ed25519 by its seed of 32 bytes.
    func ed25519PrivateKey(seed: Span<UInt8>) throws(KeyFault) -> any PrivateKey

    /// Whether both hold the same bytes, found out in a time that depends on their lengths alone.
    func areEqual(_ left: Span<UInt8>, _ right: Span<UInt8>) -> Bool
}

/// The digest that a message authentication code is made of.
package enum AuthenticationHash: Sendable, Equatable, CaseIterable {
    case sha1, sha256, sha512

    /// How long its codes are.
    package var codeLength: Int {
        switch self {
        case .sha1: 20
        case .sha256: 32
        case .sha512: 64
        }
    }
}

/// Makes codes with one key (HMAC); threads may share it.
package protocol Authenticator: Sendable {
    /// Writes the code of the three parts as one text and says how long it is; the output has room for it.
    ///
    /// The parts are not put together in memory: what is signed is mostly a body with a few bytes before or behind it.
    func code(_ head: Span<UInt8>, _ body: Span<UInt8>, _ tail: Span<UInt8>, into output: inout MutableSpan<UInt8>)
        -> Int
}

/// A public key as its bytes.
package enum PublicKeyBytes: Sendable, Equatable {
    /// The 32 bytes of a point.
    case ed25519([UInt8])
    /// A key with its algorithm in DER (SubjectPublicKeyInfo), which must be of that kind.
    case subjectInfo([UInt8], PublicKeyKind)
}

package enum PublicKeyKind: Sendable, Equatable {
    case ed25519
    /// RSA with SHA-256 and the padding of PKCS #1 v1.5.
    case rsa
}

/// Checks signatures of one signer; threads may share it.
package protocol PublicKey: Sendable {
    func isSignature(_ signature: Span<UInt8>, of text: Span<UInt8>) -> Bool
}

/// Makes signatures.
package protocol PrivateKey: Sendable {
    func signature(of text: Span<UInt8>) -> [UInt8]
}

/// Why a key cannot be used; it says nothing of the key's bytes.
package struct KeyFault: Error, Equatable, CustomStringConvertible {
    /// What is the matter, as a sentence goes on behind "the key": `is no key of Ed25519`.
    package let fact: String

    package init(_ fact: String) {
        self.fact = fact
    }

    package var description: String { "the key \(fact)" }
}
