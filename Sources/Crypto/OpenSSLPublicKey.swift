import COpenSSL
import RelayCore

/// A public key, read once.
///
/// OpenSSL only reads a key while it checks a signature, in a context of its own, so threads may share this.
@safe
final class OpenSSLPublicKey: PublicKey, @unchecked Sendable {
    /// Shorter keys of RSA can be factored by those who want it enough.
    private static let leastBits = 2048
    private static let ed25519Length = 32

    private let handle: OpaquePointer
    private let kind: PublicKeyKind

    init(ed25519 bytes: Span<UInt8>) throws(KeyFault) {
        guard bytes.count == Self.ed25519Length else {
            throw KeyFault("has \(bytes.count) bytes, and one of Ed25519 has \(Self.ed25519Length)")
        }
        // Lent for the length of the call; OpenSSL copies the key.
        let key = unsafe bytes.withUnsafeBufferPointer {
            unsafe EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nil, $0.baseAddress, $0.count)
        }
        guard let key = unsafe key else { throw KeyFault.unread("is none of Ed25519") }
        unsafe handle = key
        kind = .ed25519
    }

    /// Reads a key with its algorithm, in DER; it must be of that kind and long enough.
    init(subjectInfo bytes: Span<UInt8>, _ kind: PublicKeyKind) throws(KeyFault) {
        let (key, read) = unsafe bytes.withUnsafeBufferPointer { bytes in
            var cursor = bytes.baseAddress
            let key = unsafe d2i_PUBKEY(nil, &cursor, bytes.count)
            return unsafe (key, cursor.flatMap { end in unsafe bytes.baseAddress.map { unsafe end - $0 } } ?? 0)
        }
        guard let key = unsafe key else { throw KeyFault.unread("cannot be read as a public key in DER") }
        unsafe handle = key
        self.kind = kind
        guard read == bytes.count else { throw KeyFault("has more bytes behind its end") }
        let found = unsafe EVP_PKEY_get_base_id(key)
        switch kind {
        case .ed25519:
            guard found == EVP_PKEY_ED25519 else { throw KeyFault("is none of Ed25519") }
        case .rsa:
            guard found == EVP_PKEY_RSA else { throw KeyFault("is none of RSA") }
            let bits = unsafe Int(EVP_PKEY_get_bits(key))
            guard bits >= Self.leastBits else {
                throw KeyFault("has \(bits) bits, and fewer than \(Self.leastBits) are not safe")
            }
        }
    }

    deinit { unsafe EVP_PKEY_free(handle) }

    func isSignature(_ signature: Span<UInt8>, of text: Span<UInt8>) -> Bool {
        guard !signature.isEmpty, let context = unsafe EVP_MD_CTX_new() else { return false }
        defer { unsafe EVP_MD_CTX_free(context) }
        // The padding of PKCS #1 v1.5 is OpenSSL's choice for a key of RSA that is told no other.
        let digest = kind == .rsa ? "SHA256" : nil
        guard unsafe EVP_DigestVerifyInit_ex(context, nil, digest, nil, nil, handle, nil) == 1 else { return false }
        // Both are lent for the length of the call; without bytes there may be no address to give.
        let isRight = unsafe signature.withUnsafeBufferPointer { signature in
            unsafe text.withUnsafeBufferPointer { text in
                var none: UInt8 = 0
                return unsafe withUnsafePointer(to: &none) { none in
                    let start = unsafe text.baseAddress ?? none
                    return unsafe EVP_DigestVerify(context, signature.baseAddress, signature.count, start, text.count)
                        == 1
                }
            }
        }
        // A signature that is wrong leaves its reasons in the thread's list of errors.
        if !isRight { ERR_clear_error() }
        return isRight
    }
}

extension KeyFault {
    /// The fault, once OpenSSL's own words for it are dropped from the thread's list of errors.
    static func unread(_ fact: String) -> KeyFault {
        ERR_clear_error()
        return KeyFault(fact)
    }
}
