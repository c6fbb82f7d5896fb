/// What OpenSSL cannot do on this machine, and how to put it right.
package struct CryptoError: Error, Equatable, CustomStringConvertible {
    package let algorithm: String

    package var description: String {
        "OpenSSL offers no \(algorithm). Activate its default provider in the file that OPENSSL_CONF names."
    }
}
