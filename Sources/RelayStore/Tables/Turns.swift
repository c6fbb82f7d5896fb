import LinuxIO
import RelayCore

/// The fresh deliveries whose turn has come, as they stand on disk: the writer tells of them once a transaction, and
/// who reads beside it asks.
package final class Turns: Sendable {
    /// By the destination's number in `names`, in the order in which they are due.
    private let lists = Lock<[Int64: Places]>([:])

    /// What a transaction does to them.
    enum Change {
        case gained(Place, destination: Int64)
        case lost(Place, destination: Int64)
    }

    func apply(_ changes: [Change]) {
        guard !changes.isEmpty else { return }
        lists.withLock { lists in
            for change in changes { lists.apply(change) }
        }
    }

    func replace(by changes: [Change]) {
        lists.withLock { lists in
            lists = [:]
            for change in changes { lists.apply(change) }
        }
    }

    /// Those of a destination that are due by then, the longest due first.
    func due(at destination: Int64, by now: Int64, limit: Int) -> [Place] {
        lists.withLock { lists in
            guard let all = lists[destination]?.all else { return [] }
            return Array(all.prefix(limit).prefix { $0.position <= now })
        }
    }

    /// When the next of a destination is due after that time.
    func nextDue(at destination: Int64, after now: Int64) -> Int64? {
        lists.withLock { lists in
            // Nearly always all of them are due, and then the last one tells.
            guard let all = lists[destination]?.all, let last = all.last, last.position > now else { return nil }
            return all.first { $0.position > now }?.position
        }
    }

    var destinations: [Int64] { lists.withLock { Array($0.keys) } }
}

extension [Int64: Places] {
    fileprivate mutating func apply(_ change: Turns.Change) {
        switch change {
        case .gained(let place, let destination): self[destination, default: Places()].insert(place)
        case .lost(let place, let destination):
            if !take(place, from: destination) {
                // Two lanes that share a number may be of two destinations.
                for other in keys where take(place, from: other) { break }
            }
        }
    }

    private mutating func take(_ place: Place, from destination: Int64) -> Bool {
        guard let index = index(forKey: destination), values[index].remove(place) else { return false }
        if values[index].isEmpty { remove(at: index) }
        return true
    }
}
