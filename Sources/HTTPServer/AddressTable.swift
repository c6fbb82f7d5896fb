import LinuxIO

/// What each address has of connections and of requests that it may still send; shared by all loops.
final class AddressTable: Sendable {
    /// Where a connection is counted, to be handed back when it closes.
    enum Place: Sendable {
        case nowhere
        case address(IPAddress)
        /// Among those that came while the table was full.
        case others
    }

    private let limits: ServerLimits
    private let measures: Lock<AddressMeasures>

    init(limits: ServerLimits) {
        self.limits = limits
        measures = Lock(AddressMeasures(capacity: limits.addresses, rate: limits.rateOfAddress))
    }

    /// Counts a connection; nil where the address may have no more.
    func open(_ address: IPAddress?) -> Place? {
        guard let address, let limit = limits.connectionsOfAddress else { return .nowhere }
        return measures.withLock { $0.open(address.network, limit: limit) }
    }

    func close(_ place: Place) {
        if case .nowhere = place { return }
        measures.withLock { $0.close(place) }
    }

    /// Takes one request; if the address has none left, how long until it has.
    func request(_ address: IPAddress?, at now: MonotonicTime) -> Duration? {
        guard let address, limits.rateOfAddress != nil else { return nil }
        return measures.withLock { $0.request(address.network, at: now) }
    }
}

extension IPAddress {
    /// Whom the address belongs to: of IPv6 one customer has 2⁶⁴ at least.
    fileprivate var network: IPAddress { isV4 ? self : IPAddress(bits: bits & ~UInt128(UInt64.max)) }
}
