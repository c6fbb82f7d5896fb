import LinuxIO

/// The measures of addresses, as a value: of so many at most, and one for all that come once the table is full.
struct AddressMeasures: Sendable {
    private struct Measure {
        var connections = 0
        var bucket: TokenBucket?
    }

    private let capacity: Int
    private let rate: AddressRate?
    private var measures: [IPAddress: Measure] = [:]
    private var others = Measure()
    private var nextPurge = MonotonicTime(nanoseconds: 0)

    init(capacity: Int, rate: AddressRate?) {
        self.capacity = capacity
        self.rate = rate
    }

    mutating func open(_ address: IPAddress, limit: Int) -> AddressTable.Place? {
        change(address) { measure, place in
            guard measure.connections < limit else { return nil }
            measure.connections += 1
            return place
        }
    }

    mutating func close(_ place: AddressTable.Place) {
        switch place {
        case .nowhere: break
        case .others: others.connections -= 1
        case .address(let address):
            measures[address]?.connections -= 1
            if let measure = measures[address], measure.connections == 0, measure.bucket == nil {
                measures[address] = nil
            }
        }
    }

    mutating func request(_ address: IPAddress, at now: MonotonicTime) -> Duration? {
        guard let rate else { return nil }
        if measures[address] == nil, measures.count >= capacity { purge(at: now) }
        return change(address) { measure, _ in
            var bucket = measure.bucket ?? TokenBucket(rate, at: now)
            defer { measure.bucket = bucket }
            return bucket.take(at: now)
        }
    }

    private mutating func change<Value>(
        _ address: IPAddress,
        _ body: (inout Measure, AddressTable.Place) -> Value
    ) -> Value {
        if measures[address] == nil, measures.count >= capacity { return body(&others, .others) }
        return body(&measures[address, default: Measure()], .address(address))
    }

    /// Forgets those who would begin anew with what they have; not more than once a second, since it looks at all.
    private mutating func purge(at now: MonotonicTime) {
        guard nextPurge <= now else { return }
        nextPurge = now + .seconds(1)
        measures = measures.filter { $0.value.connections > 0 || !($0.value.bucket?.isFull(at: now) ?? true) }
    }
}
