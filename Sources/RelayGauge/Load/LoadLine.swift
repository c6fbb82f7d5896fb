import LinuxIO

/// A connection of the load, on which one event at a time is under way.
final class LoadLine {
    let socket: Socket
    private(set) var event: Int?
    private var answer = AnswerScan()
    /// What the kernel has not taken yet of a request.
    private var unsent: [UInt8] = []

    init(to address: SocketAddress) throws {
        socket = try Socket.connecting(to: address)
        socket.sendWithoutDelay()
    }

    func send(_ event: Int, _ request: [UInt8]) throws {
        self.event = event
        let count = try Self.count(socket.send(request.span))
        if count < request.count { unsent = Array(request[count...]) }
    }

    /// Goes on after something has happened: the status, once the answer is whole.
    ///
    /// The kernel tells each change once, so that what came is read to its end.
    func proceed(_ space: inout [UInt8]) throws -> Int? {
        let rest = unsent
        if !rest.isEmpty { unsent.removeFirst(try Self.count(socket.send(rest.span))) }
        while true {
            let count = try receive(&space)
            guard count > 0 else { return nil }
            guard event != nil else { throw GaugeFailure("an answer came that nobody waits for") }
            if try answer.take(space[..<count]) {
                event = nil
                return answer.status
            }
        }
    }

    private func receive(_ space: inout [UInt8]) throws -> Int {
        var span = space.mutableSpan
        return try Self.count(socket.receive(into: &span))
    }

    private static func count(_ transfer: Socket.Transfer) throws -> Int {
        switch transfer {
        case .bytes(let count): return count
        case .blocked: return 0
        case .ended, .lost: throw GaugeFailure("a connection was closed in the middle of the load")
        }
    }
}
