/// The few values that were asked for last, of keys that are asked for again and again: they are found by comparing,
/// which costs less than a hash as long as they are few.
struct LatestFew<Key: Equatable, Value> {
    private var entries: [(key: Key, value: Value)] = []
    private var oldest = 0

    private static var capacity: Int { 8 }

    /// The value of a key; where it is not among the latest, it is looked for elsewhere.
    mutating func value(of key: Key, elsewhere find: () -> Value?) -> Value? {
        if let place = entries.firstIndex(where: { $0.key == key }) { return entries[place].value }
        guard let value = find() else { return nil }
        keep(value, of: key)
        return value
    }

    private mutating func keep(_ value: Value, of key: Key) {
        guard entries.count == Self.capacity else { return entries.append((key, value)) }
        entries[oldest] = (key, value)
        oldest = (oldest + 1) % Self.capacity
    }
}
