import COpenSSL

/// A certificate that a client has shown and that an authority of ours has signed.
package struct ClientCertificate: Sendable, Hashable {
    /// Whom it names, as OpenSSL writes it on one line: `/O=Example/CN=sender`.
    package let subject: String
    /// SHA-256 of the whole certificate, in lower-case hexadecimal.
    package let fingerprint: String

    init(_ certificate: OpaquePointer) {
        let text = unsafe X509_NAME_oneline(X509_get_subject_name(certificate), nil, 0)
        // The text is OpenSSL's, for us to free.
        defer { unsafe CRYPTO_free(text, "", 0) }
        subject = unsafe text.map { unsafe String(cString: $0) } ?? ""
        var digest = [UInt8](repeating: 0, count: 32)
        var length: UInt32 = 0
        let code = unsafe X509_digest(certificate, EVP_sha256(), &digest, &length)
        precondition(code == 1 && length == 32, "a digest of bytes in memory failed")
        fingerprint = digest.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }
}
