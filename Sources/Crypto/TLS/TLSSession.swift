import COpenSSL

/// The server's side of one TLS connection over a descriptor that does not wait.
///
/// It reads and writes the descriptor itself, so an idle connection holds no bytes in between. The caller owns the
/// descriptor, waits for it, and blocks SIGPIPE on its thread.
@safe
package final class TLSSession {
    /// What a step came to.
    package enum Progress: Sendable, Equatable {
        /// So many bytes have gone through; 0 for a handshake.
        case done(Int)
        case needsInput
        case needsRoom
        /// The peer has said that it sends no more, or is gone.
        case ended
        /// The connection is of no more use, in OpenSSL's words.
        case failed(String)
    }

    private let handle: OpaquePointer
    private var isBroken = false

    package init?(_ context: TLSServerContext, descriptor: Int32) {
        guard let session = unsafe SSL_new(context.handle) else { return nil }
        guard unsafe SSL_set_fd(session, descriptor) == 1 else {
            unsafe SSL_free(session)
            return nil
        }
        unsafe SSL_set_accept_state(session)
        unsafe handle = session
    }

    deinit { unsafe SSL_free(handle) }

    /// Goes on with the handshake.
    package func handshake() -> Progress {
        ErrorQueue.clear()
        let code = unsafe SSL_do_handshake(handle)
        return code == 1 ? .done(0) : progress(code)
    }

    package func read(into space: inout MutableSpan<UInt8>) -> Progress {
        ErrorQueue.clear()
        var count = 0
        // Lent for the length of the call.
        let code = unsafe space.withUnsafeMutableBytes { space in
            unsafe SSL_read_ex(handle, space.baseAddress, space.count, &count)
        }
        return code == 1 ? .done(count) : progress(code)
    }

    package func write(_ bytes: Span<UInt8>) -> Progress {
        ErrorQueue.clear()
        var count = 0
        // Lent for the length of the call.
        let code = unsafe bytes.withUnsafeBytes { bytes in
            unsafe SSL_write_ex(handle, bytes.baseAddress, bytes.count, &count)
        }
        return code == 1 ? .done(count) : progress(code)
    }

    /// Tells the peer that nothing more comes, if there is room for it; its answer is not waited for.
    package func finishWriting() {
        guard !isBroken else { return }
        ErrorQueue.clear()
        unsafe SSL_shutdown(handle)
    }

    /// Who the client has proved to be, where the listener asks for it.
    package var clientCertificate: ClientCertificate? {
        guard let certificate = unsafe SSL_get1_peer_certificate(handle) else { return nil }
        defer { unsafe X509_free(certificate) }
        return unsafe ClientCertificate(certificate)
    }

    private func progress(_ code: Int32) -> Progress {
        switch unsafe SSL_get_error(handle, code) {
        case SSL_ERROR_WANT_READ: return .needsInput
        case SSL_ERROR_WANT_WRITE: return .needsRoom
        case SSL_ERROR_ZERO_RETURN: return .ended
        case SSL_ERROR_SYSCALL:
            isBroken = true
            return .ended
        default:
            isBroken = true
            return .failed(ErrorQueue.reason)
        }
    }
}
