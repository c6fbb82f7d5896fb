import LinuxIO

/// The attempts to reach one of a server's addresses: the first connection wins.
struct ConnectAttempts {
    /// More addresses of one name are not tried.
    private static let mostAddresses = 8
    /// How long an address has before the next one is tried beside it (RFC 8305, section 5).
    private static let headStart = Duration.milliseconds(250)

    private var addresses: ArraySlice<IPAddress> = []
    /// The connections that are being made.
    private(set) var connections: [Connection] = []
    /// When the next address is tried though no attempt has failed.
    private(set) var nextDue = MonotonicTime.never
    /// Why the last attempt failed.
    private(set) var failure = ClientFailure.unreachable

    init() {}

    init(_ addresses: [IPAddress]) { self.addresses = addresses.prefix(Self.mostAddresses) }

    var isExhausted: Bool { addresses.isEmpty && connections.isEmpty }

    mutating func takeAddress(at now: MonotonicTime) -> IPAddress? {
        guard let address = addresses.popFirst() else { return nil }
        nextDue = addresses.isEmpty ? .never : now + Self.headStart
        return address
    }

    mutating func add(_ connection: Connection) { connections.append(connection) }

    mutating func fail(_ connection: Connection?, _ error: LinuxIOError) {
        failure = error.isRefused ? .refused : .unreachable
        connections.removeAll { $0 === connection }
    }

    /// Ends all of them, and hands out the connections that were being made.
    mutating func takeAll() -> [Connection] {
        let taken = connections
        self = ConnectAttempts()
        return taken
    }
}
