import LinuxIO

/// What each address has of connections and of requests that it may still send; shared by all loops.
final class AddressTable: Sendable {
    private let limits: ServerLimits
    private let measures: Lock<AddressMeasures>

    init(limits: ServerLimits) {
        self.limits = limits
        measures = Lock(AddressMeasures(capacity: limits.addresses, rate: limits.rateOfAddress))
    }

    /// Counts a connection, if the address may have one more; whoever was counted calls `close`.
    func open(_ address: IPAddress?) -> Bool {
        guard let address, let limit = limits.connectionsOfAddress else { return true }
        return measures.withLock { $0.open(address.network, limit: limit) }
    }

    func close(_ address: IPAddress?) {
        guard let address, limits.connectionsOfAddress != nil else { return }
        measures.withLock { $0.close(address.network) }
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
