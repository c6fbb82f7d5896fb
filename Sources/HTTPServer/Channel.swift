import LinuxIO

/// A connection's bytes, in and out, and the waits for them.
final class Channel {
    let socket: Socket
    let watch: Watch

    init(_ socket: Socket, _ watch: Watch) {
        self.socket = socket
        self.watch = watch
    }

    /// Takes what has come, without waiting.
    func receive(into space: inout [UInt8]) -> Socket.Transfer {
        var span = space.mutableSpan
        let transfer = socket.receive(into: &span)
        switch transfer {
        // Less than there was room for is all that there was, and asking again would only tell so.
        case .bytes(let count): if count < space.count { watch.hasNothingToRead() }
        case .blocked: watch.hasNothingToRead()
        case .ended: break
        }
        return transfer
    }

    /// Gives what there is room for, without waiting.
    func send(_ bytes: Span<UInt8>) -> Socket.Transfer {
        let transfer = socket.send(bytes)
        if transfer == .blocked { watch.hasNoRoomToWrite() }
        return transfer
    }

    func finishSending() { socket.finishSending() }
}
