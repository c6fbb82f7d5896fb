import Crypto
import LinuxIO

/// A connection's bytes, in and out, and the waits for them; whether they go through TLS is nobody else's matter.
final class Channel {
    let socket: Socket
    let watch: Watch
    private let session: TLSSession?

    init(_ socket: Socket, _ watch: Watch, _ session: TLSSession?) {
        self.socket = socket
        self.watch = watch
        self.session = session
    }

    var isSecure: Bool { session != nil }
    var clientCertificate: ClientCertificate? { session?.clientCertificate }

    /// Goes on with the handshake of TLS.
    func handshake() -> TLSSession.Progress {
        guard let session else { return .done(0) }
        let progress = session.handshake()
        note(progress)
        return progress
    }

    /// Takes what has come, without waiting.
    func receive(into space: inout [UInt8]) -> Socket.Transfer {
        var span = space.mutableSpan
        if let session { return read(session, into: &span) }
        let transfer = socket.receive(into: &span)
        switch transfer {
        // Less than there was room for is all that there was, and asking again would only tell so.
        case .bytes(let count): if count < span.count { watch.hasNothingToRead() }
        case .blocked: watch.hasNothingToRead()
        case .ended, .lost: break
        }
        return transfer
    }

    /// Gives what there is room for, without waiting.
    func send(_ bytes: Span<UInt8>) -> Socket.Transfer {
        if let session { return write(session, bytes) }
        let transfer = socket.send(bytes)
        if transfer == .blocked { watch.hasNoRoomToWrite() }
        return transfer
    }

    func finishSending() {
        session?.finishWriting()
        socket.finishSending()
    }
}

extension Channel {
    private func read(_ session: TLSSession, into space: inout MutableSpan<UInt8>) -> Socket.Transfer {
        let progress = session.read(into: &space)
        switch progress {
        case .done(let count): return .bytes(count)
        case .needsInput, .needsRoom:
            // Where the peer has TLS write while we read, it goes on with what the peer sends next.
            watch.hasNothingToRead()
            return .blocked
        case .ended, .failed: return .ended
        }
    }

    private func write(_ session: TLSSession, _ bytes: Span<UInt8>) -> Socket.Transfer {
        let progress = session.write(bytes)
        switch progress {
        case .done(let count): return .bytes(count)
        case .needsInput, .needsRoom:
            watch.hasNoRoomToWrite()
            return .blocked
        case .ended, .failed: return .ended
        }
    }

    private func note(_ progress: TLSSession.Progress) {
        if progress == .needsInput { watch.hasNothingToRead() }
        if progress == .needsRoom { watch.hasNoRoomToWrite() }
    }
}
