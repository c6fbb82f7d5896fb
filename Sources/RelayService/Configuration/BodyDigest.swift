import Crypto

/// SHA-256, by which attempts remember the bodies that they sent.
package enum BodyDigest {
    /// - Throws: where the machine's configuration of OpenSSL leaves the algorithm out.
    package static func make() throws -> ([UInt8]) -> [UInt8] {
        let digests = try OpenSSLDigests()
        return { digests.sha256(of: $0) }
    }
}
