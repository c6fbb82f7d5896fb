import Crypto

extension OpenSSLDigests {
    /// SHA-256 as an array, for what is stored.
    func sha256(of bytes: [UInt8]) -> [UInt8] {
        let digest = sha256(bytes.span)
        return digest.indices.map { digest[$0] }
    }
}
