import COpenSSL
package import CivilTime
import Quotation

/// The files that a listener proves itself with, in PEM.
package struct TLSFiles: Sendable, Hashable {
    /// The certificate, and behind it those of the authorities between it and a root.
    package let certificates: String
    package let key: String
    /// The authorities whose certificates clients must show; without them clients need none.
    package let clientAuthorities: String?

    package init(certificates: String, key: String, clientAuthorities: String? = nil) {
        self.certificates = certificates
        self.key = key
        self.clientAuthorities = clientAuthorities
    }
}

/// What all TLS connections of a listener have in common: TLS 1.2 and 1.3, forward secrecy, HTTP/1.1.
///
/// It is never changed once it is made, and OpenSSL counts its owners atomically, so threads may share it. New files are
/// read by making a new one; connections that are open keep the old one.
@safe
package final class TLSServerContext: @unchecked Sendable {
    /// What TLS 1.2 may use; TLS 1.3 has nothing weaker.
    private static let ciphers = "ECDHE+AESGCM:ECDHE+CHACHA20"

    /// When the certificate is valid no more.
    package let expires: Timestamp
    let handle: OpaquePointer
    private let files: TLSFiles

    package init(_ files: TLSFiles) throws(TLSError) {
        guard let context = unsafe SSL_CTX_new(TLS_server_method()) else {
            throw TLSError(path: files.certificates, fact: ErrorQueue.reason, remedy: "OpenSSL offers no TLS here.")
        }
        do throws(TLSError) {
            unsafe try Self.prepare(context, files)
        } catch {
            unsafe SSL_CTX_free(context)
            throw error
        }
        unsafe handle = context
        self.files = files
        expires = unsafe Self.expiry(SSL_CTX_get0_certificate(context))
    }

    deinit { unsafe SSL_CTX_free(handle) }

    /// What an operator should see, although connections are taken: an expired certificate, or one that soon will be.
    package func warnings(at now: Timestamp) -> [TLSError] {
        let left = expires.duration(since: now)
        guard left < .seconds(14 * 86_400) else { return [] }
        let fact = left <= .zero ? "the certificate has expired" : "the certificate expires soon"
        return [TLSError(path: files.certificates, fact: fact, remedy: "Renew it; its last second is \(expires).")]
    }

    private static func prepare(_ context: OpaquePointer, _ files: TLSFiles) throws(TLSError) {
        ErrorQueue.clear()
        let isPrepared = unsafe relay_tls_prepare(context) == 1 && SSL_CTX_set_cipher_list(context, ciphers) == 1
        precondition(isPrepared, "OpenSSL knows TLS 1.2 and its ciphers")
        guard unsafe SSL_CTX_use_certificate_chain_file(context, files.certificates) == 1 else {
            throw TLSError(
                path: files.certificates,
                fact: "no certificate could be read: \(ErrorQueue.reason)",
                remedy: "Name a PEM file with the certificate, and those of its authorities behind it."
            )
        }
        guard unsafe SSL_CTX_use_PrivateKey_file(context, files.key, SSL_FILETYPE_PEM) == 1 else {
            throw keyError(files)
        }
        guard let authorities = files.clientAuthorities else { return }
        guard unsafe relay_tls_require_client(context, authorities) == 1 else {
            throw TLSError(
                path: authorities,
                fact: "no authority could be read: \(ErrorQueue.reason)",
                remedy: "Name a PEM file with the certificates of those who sign the clients'."
            )
        }
    }

    private static func keyError(_ files: TLSFiles) -> TLSError {
        guard ErrorQueue.tellsOfMismatch else {
            return TLSError(
                path: files.key,
                fact: "no key could be read: \(ErrorQueue.reason)",
                remedy: "Name a PEM file with the certificate's private key, without a password."
            )
        }
        return TLSError(
            path: files.key,
            fact: "the key does not fit the certificate in '\(files.certificates.shown)'",
            remedy: "Name the key that the certificate was made for."
        )
    }

    private static func expiry(_ certificate: OpaquePointer?) -> Timestamp {
        var days: Int32 = 0
        var seconds: Int32 = 0
        let start = unsafe ASN1_TIME_set(nil, 0)
        defer { unsafe ASN1_TIME_free(start) }
        guard unsafe ASN1_TIME_diff(&days, &seconds, start, X509_get0_notAfter(certificate)) == 1 else {
            return .latest
        }
        return Timestamp(seconds: Int64(days) * 86_400 + Int64(seconds)) ?? .latest
    }
}
