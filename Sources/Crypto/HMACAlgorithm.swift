import COpenSSL

/// HMAC with one digest algorithm, set up once; each key works on a copy.
///
/// The context is never changed once it is made, and OpenSSL copies one without changing it, so threads may share this.
@safe
final class HMACAlgorithm: @unchecked Sendable {
    private let prepared: OpaquePointer

    /// Sets HMAC up with a digest, by OpenSSL's name of it.
    init(_ digest: String) throws(CryptoError) {
        let context = unsafe Self.makeContext()
        guard let context = unsafe context, unsafe relay_hmac_set_digest(context, digest) == 1 else {
            unsafe EVP_MAC_CTX_free(context)
            throw CryptoError(algorithm: "HMAC with \(digest)")
        }
        unsafe prepared = context
    }

    deinit { unsafe EVP_MAC_CTX_free(prepared) }

    /// A context of its own for a key, which the caller frees.
    func makeContext(key: Span<UInt8>) -> OpaquePointer {
        let context = unsafe EVP_MAC_CTX_dup(prepared)
        // Lent for the length of the call; OpenSSL copies the key.
        let isKeyed = unsafe key.withUnsafeBufferPointer { unsafe Self.start(context, key: $0) }
        guard let context = unsafe context, isKeyed else { preconditionFailure("HMAC took no key of bytes in memory") }
        return unsafe context
    }

    private static func makeContext() -> OpaquePointer? {
        guard let algorithm = unsafe EVP_MAC_fetch(nil, OSSL_MAC_NAME_HMAC, nil) else { return nil }
        defer { unsafe EVP_MAC_free(algorithm) }  // The context holds on to it.
        return unsafe EVP_MAC_CTX_new(algorithm)
    }

    private static func start(_ context: OpaquePointer?, key: UnsafeBufferPointer<UInt8>) -> Bool {
        guard key.isEmpty else { return unsafe EVP_MAC_init(context, key.baseAddress, key.count, nil) == 1 }
        // To OpenSSL no address means no key at all, and an empty key is one.
        var none: UInt8 = 0
        return unsafe EVP_MAC_init(context, &none, 0, nil) == 1
    }
}
