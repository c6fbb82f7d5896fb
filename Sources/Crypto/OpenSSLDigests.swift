import RelayCore

/// Digests and message authentication codes by OpenSSL, over bytes in memory.
package struct OpenSSLDigests: Digests {
    private let digest1, digest256, digest512: DigestAlgorithm
    private let code1, code256, code512: MessageAuthentication

    /// - Throws: where the machine's configuration of OpenSSL leaves an algorithm out.
    package init() throws(CryptoError) {
        digest1 = try DigestAlgorithm("SHA1")
        digest256 = try DigestAlgorithm("SHA2-256")
        digest512 = try DigestAlgorithm("SHA2-512")
        code1 = try MessageAuthentication("SHA1")
        code256 = try MessageAuthentication("SHA2-256")
        code512 = try MessageAuthentication("SHA2-512")
    }

    package func sha1(_ bytes: Span<UInt8>) -> [20 of UInt8] { digest(bytes, with: digest1) }
    package func sha256(_ bytes: Span<UInt8>) -> [32 of UInt8] { digest(bytes, with: digest256) }
    package func sha512(_ bytes: Span<UInt8>) -> [64 of UInt8] { digest(bytes, with: digest512) }

    package func hmacSHA1(_ bytes: Span<UInt8>, key: Span<UInt8>) -> [20 of UInt8] {
        code(for: bytes, key: key, with: code1)
    }

    package func hmacSHA256(_ bytes: Span<UInt8>, key: Span<UInt8>) -> [32 of UInt8] {
        code(for: bytes, key: key, with: code256)
    }

    package func hmacSHA512(_ bytes: Span<UInt8>, key: Span<UInt8>) -> [64 of UInt8] {
        code(for: bytes, key: key, with: code512)
    }

    private func digest<let size: Int>(_ bytes: Span<UInt8>, with algorithm: DigestAlgorithm) -> [size of UInt8] {
        var digest = [size of UInt8](repeating: 0)
        var output = digest.mutableSpan
        algorithm.digest(bytes, into: &output)
        return digest
    }

    private func code<let size: Int>(
        for bytes: Span<UInt8>,
        key: Span<UInt8>,
        with algorithm: MessageAuthentication
    ) -> [size of UInt8] {
        var code = [size of UInt8](repeating: 0)
        var output = code.mutableSpan
        algorithm.code(for: bytes, key: key, into: &output)
        return code
    }
}
