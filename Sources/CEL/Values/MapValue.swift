/// The entries of a map in the order in which they were written.
package final class MapValue: Sendable {
    package let keys: [Value]
    package let values: [Value]
    /// See `Value.weight`.
    let weight: Int
    /// See `Value.depth`.
    let depth: Int
    /// Where each key stands; empty in a small map, which is looked through instead.
    private let index: [MapKey: Int]

    private static let smallSize = 8

    /// Makes a map of entries whose keys are of a kind that a map can hold.
    ///
    /// - Returns: nil where a key is of another kind, or stands twice.
    package convenience init?(_ entries: [(key: Value, value: Value)]) {
        var seen: Set<MapKey> = []
        for entry in entries {
            guard entry.key.isMapKey, let key = MapKey(entry.key), seen.insert(key).inserted else { return nil }
        }
        self.init(uniqueKeys: entries.map(\.key), values: entries.map(\.value))
    }

    /// Takes keys of which the caller knows that each is a possible one and stands once.
    package init(uniqueKeys keys: [Value], values: [Value]) {
        self.keys = keys
        self.values = values
        weight = keys.reduce(1) { $0.addingClamped($1.weight) }
            .addingClamped(values.reduce(0) { $0.addingClamped($1.weight) })
        depth = 1 + values.reduce(0) { max($0, $1.depth) }
        guard keys.count > Self.smallSize else {
            index = [:]
            return
        }
        var index: [MapKey: Int] = [:]
        for (position, key) in keys.enumerated() {
            if let key = MapKey(key) { index[key] = position }
        }
        self.index = index
    }

    package var count: Int { keys.count }

    /// The value under a key that equals this one.
    package subscript(key: Value) -> Value? {
        guard index.isEmpty else { return MapKey(key).flatMap { index[$0] }.map { values[$0] } }
        guard let position = keys.firstIndex(where: { $0.isEqualKey(key) }) else { return nil }
        return values[position]
    }
}

extension Value {
    /// Whether this may be a key of a map.
    var isMapKey: Bool {
        switch resolved {
        case .bool, .int, .uint, .string: true
        default: false
        }
    }

    fileprivate func isEqualKey(_ other: Value) -> Bool {
        if case .string(let left) = self, case .string(let right) = other { return left.isIdentical(to: right) }
        guard let left = MapKey(self), let right = MapKey(other) else { return false }
        return left == right
    }
}
