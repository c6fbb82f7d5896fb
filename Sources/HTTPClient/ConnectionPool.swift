import LinuxIO

/// The connections of a client, and which of them wait for a next request.
final class ConnectionPool {
    /// How many connections wait for a next request, all servers together.
    private static let mostKept = 256
    private static let mostOrigins = 1_000

    private struct OriginKey: Hashable {
        let host: String
        let port: UInt16
    }

    private let poller: Poller
    /// The connections by their descriptors: the kernel gives the lowest free number, so these stay dense.
    private var connections: [Connection?] = []
    private var origins: [OriginKey: Origin] = [:]
    private var keptCount = 0
    /// What was closed in this turn: its number must not come back while the kernel may still tell of it.
    private var closed: [Connection] = []

    init(_ poller: Poller) { self.poller = poller }

    /// A kept connection and its server hold each other.
    deinit {
        for origin in origins.values { origin.kept.removeAll() }
    }

    func origin(host: String, port: UInt16) -> Origin {
        let key = OriginKey(host: host, port: port)
        if let origin = origins[key] { return origin }
        if origins.count >= Self.mostOrigins { origins = origins.filter { !$0.value.kept.isEmpty } }
        let origin = Origin(host: host, port: port)
        origins[key] = origin
        return origin
    }

    // MARK: All connections

    func connection(_ descriptor: Int32) -> Connection? {
        connections.indices.contains(Int(descriptor)) ? connections[Int(descriptor)] : nil
    }

    /// Takes a connection into the poller's care.
    func add(_ connection: Connection) throws(LinuxIOError) {
        let number = Int(connection.socket.descriptor)
        try poller.add(connection.socket.descriptor)
        if number >= connections.count {
            connections.append(contentsOf: repeatElement(nil, count: number + 1 - connections.count))
        }
        connections[number] = connection
    }

    func close(_ connection: Connection) {
        let descriptor = connection.socket.descriptor
        guard self.connection(descriptor) === connection else { return }
        poller.remove(descriptor)
        connections[Int(descriptor)] = nil
        connection.exchange = nil
        closed.append(connection)
    }

    /// Lets go of what was closed: the kernel can tell of it no more.
    func forgetClosed() { closed.removeAll(keepingCapacity: true) }

    // MARK: Kept ones

    /// The connection that was used last, if it is worth another request.
    func takeKept(_ origin: Origin, at now: MonotonicTime) -> Connection? {
        while let connection = origin.kept.popLast() {
            keptCount -= 1
            if connection.isUsable(at: now) { return connection }
            close(connection)
        }
        return nil
    }

    /// Keeps a connection for the next request; false where there are enough, and it is closed.
    func keep(_ connection: Connection, since now: MonotonicTime) -> Bool {
        guard keptCount < Self.mostKept else {
            close(connection)
            return false
        }
        connection.keep(since: now)
        connection.origin.kept.append(connection)
        keptCount += 1
        return true
    }

    /// Closes a kept connection that the peer has ended, or has said something on that nobody asked for.
    func dropKept(_ connection: Connection) {
        guard let index = connection.origin.kept.lastIndex(where: { $0 === connection }) else { return }
        connection.origin.kept.remove(at: index)
        keptCount -= 1
        close(connection)
    }

    /// Closes the connections that nobody has used for too long; when the next of them will be.
    func closeOld(at now: MonotonicTime) -> MonotonicTime {
        var next = MonotonicTime.never
        for case let connection? in connections where connection.exchange == nil {
            if connection.isTooOld(at: now) { dropKept(connection) } else { next = min(next, connection.end) }
        }
        return next
    }
}
