import Synchronization

/// How many connections a server has, over all its loops.
final class ConnectionCount: Sendable {
    private let count = Atomic(0)
    private let limit: Int

    init(limit: Int) { self.limit = limit }

    /// Counts one more; false where that is one too many.
    func add() -> Bool {
        guard count.wrappingAdd(1, ordering: .relaxed).oldValue < limit else {
            remove()
            return false
        }
        return true
    }

    func remove() { count.wrappingSubtract(1, ordering: .relaxed) }
}
