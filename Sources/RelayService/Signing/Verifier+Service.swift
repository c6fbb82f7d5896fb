import Crypto
package import RelayCore

extension Verifier {
    /// With OpenSSL below, and the secrets from where the references say.
    ///
    /// - Throws: where the machine's configuration of OpenSSL leaves an algorithm out.
    package static func real(_ schemes: [SignatureScheme], secrets: [DatedSecret]) throws -> Verifier {
        Verifier(schemes, secrets: secrets, digests: try OpenSSLDigests(), reading: SecretText.read)
    }
}

extension Signer {
    /// With OpenSSL below.
    ///
    /// - Throws: where the machine's configuration of OpenSSL leaves an algorithm out.
    package static func real(_ scheme: SignatureScheme, secret: [UInt8]) throws -> Signer {
        Signer(scheme, secret: secret, digests: try OpenSSLDigests())
    }
}
