package import RelayCore

/// Digests, message authentication codes and signatures by OpenSSL, over bytes in memory.
package struct OpenSSLDigests: Digests {
    private let digest1, digest256, digest512: DigestAlgorithm
    private let code1, code256, code512: HMACAlgorithm

    /// - Throws: where the machine's configuration of OpenSSL leaves an algorithm out.
    package init() throws(CryptoError) {
        digest1 = try DigestAlgorithm("SHA1")
        digest256 = try DigestAlgorithm("SHA2-256")
        digest512 = try DigestAlgorithm("SHA2-512")
        code1 = try HMACAlgorithm("SHA1")
        code256 = try HMACAlgorithm("SHA2-256")
        code512 = try HMACAlgorithm("SHA2-512")
    }

    package func sha1(_ bytes: Span<UInt8>) -> [20 of UInt8] { digest(bytes, with: digest1) }
    package func sha256(_ bytes: Span<UInt8>) -> [32 of UInt8] { digest(bytes, with: digest256) }
    package func sha512(_ bytes: Span<UInt8>) -> [64 of UInt8] { digest(bytes, with: digest512) }

    package func authenticator(_ hash: AuthenticationHash, key: Span<UInt8>) -> any Authenticator {
        switch hash {
        case .sha1: HMACKey(code1, key: key)
        case .sha256: HMACKey(code256, key: key)
        case .sha512: HMACKey(code512, key: key)
        }
    }

    package func publicKey(_ key: PublicKeyBytes) throws(KeyFault) -> any PublicKey {
        switch key {
        case .ed25519(let bytes): try OpenSSLPublicKey(ed25519: bytes.span)
        case .subjectInfo(let bytes, let kind): try OpenSSLPublicKey(subjectInfo: bytes.span, kind)
        }
    }

    package func ed25519PrivateKey(seed: Span<UInt8>) throws(KeyFault) -> any PrivateKey {
        try OpenSSLPrivateKey(ed25519Seed: seed)
    }

    package func areEqual(_ left: Span<UInt8>, _ right: Span<UInt8>) -> Bool { ConstantTime.areEqual(left, right) }

    private func digest<let size: Int>(_ bytes: Span<UInt8>, with algorithm: DigestAlgorithm) -> [size of UInt8] {
        var digest = [size of UInt8](repeating: 0)
        var output = digest.mutableSpan
        algorithm.digest(bytes, into: &output)
        return digest
    }
}
