import COpenSSL
import RelayCore

/// A private key of Ed25519.
///
/// OpenSSL only reads a key while it signs, in a context of its own, so threads may share this.
@safe
final class OpenSSLPrivateKey: PrivateKey, @unchecked Sendable {
    private static let seedLength = 32
    private static let signatureLength = 64

    private let handle: OpaquePointer

    init(ed25519Seed seed: Span<UInt8>) throws(KeyFault) {
        guard seed.count == Self.seedLength else {
            throw KeyFault("has \(seed.count) bytes, and the seed of one of Ed25519 has \(Self.seedLength)")
        }
        // Lent for the length of the call; OpenSSL copies the key.
        let key = unsafe seed.withUnsafeBufferPointer {
            unsafe EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nil, $0.baseAddress, $0.count)
        }
        guard let key = unsafe key else { throw KeyFault.unread("is none of Ed25519") }
        unsafe handle = key
    }

    deinit { unsafe EVP_PKEY_free(handle) }

    func signature(of text: Span<UInt8>) -> [UInt8] {
        let context = unsafe EVP_MD_CTX_new()
        defer { unsafe EVP_MD_CTX_free(context) }
        var isMade = unsafe EVP_DigestSignInit_ex(context, nil, nil, nil, nil, handle, nil) == 1
        // All are lent for the length of the call; without bytes there may be no address to give.
        let signature = unsafe [UInt8](unsafeUninitializedCapacity: Self.signatureLength) { signature, count in
            count = Self.signatureLength
            isMade =
                unsafe text.withUnsafeBufferPointer { text in
                    var none: UInt8 = 0
                    return unsafe withUnsafePointer(to: &none) { none in
                        let start = unsafe text.baseAddress ?? none
                        return unsafe EVP_DigestSign(context, signature.baseAddress, &count, start, text.count) == 1
                    }
                } && isMade
        }
        precondition(isMade && signature.count == Self.signatureLength, "a signature of bytes in memory failed")
        return signature
    }
}
