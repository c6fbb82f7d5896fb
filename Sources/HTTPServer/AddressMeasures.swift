import LinuxIO

/// The measures of addresses, as a value: at most so many, and one for all that come once those are in use.
struct AddressMeasures: Sendable {
    private struct Measure {
        var connections = 0
        var bucket: TokenBucket?
        /// Connections opened while the table was full count here too, until they close.
        var isUnused: Bool { connections == 0 }
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

    mutating func open(_ address: IPAddress, limit: Int) -> Bool {
        if measures[address] == nil, measures.count >= capacity { purgeUnused() }
        return change(address) { measure in
            guard measure.connections < limit else { return false }
            measure.connections += 1
            return true
        }
    }

    mutating func close(_ address: IPAddress) {
        // Whoever came while the table was full is counted among the others.
        change(address) { $0.connections = max(0, $0.connections - 1) }
        if let measure = measures[address], measure.isUnused, measure.bucket == nil { measures[address] = nil }
    }

    mutating func request(_ address: IPAddress, at now: MonotonicTime) -> Duration? {
        guard let rate else { return nil }
        if measures[address] == nil, measures.count >= capacity { purgeFull(at: now) }
        return change(address) { measure in
            var bucket = measure.bucket ?? TokenBucket(rate, at: now)
            defer { measure.bucket = bucket }
            return bucket.take(at: now)
        }
    }

    @discardableResult
    private mutating func change<Value>(_ address: IPAddress, _ body: (inout Measure) -> Value) -> Value {
        if measures[address] == nil, measures.count >= capacity { return body(&others) }
        return body(&measures[address, default: Measure()])
    }

    private mutating func purgeUnused() {
        guard rate == nil else { return }
        measures = measures.filter { !$0.value.isUnused }
    }

    /// Forgets those who would begin anew with what they have; not more than once a second, since it looks at all.
    private mutating func purgeFull(at now: MonotonicTime) {
        guard nextPurge <= now else { return }
        nextPurge = now + .seconds(1)
        measures = measures.filter { !$0.value.isUnused || !($0.value.bucket?.isFull(at: now) ?? true) }
    }
}
