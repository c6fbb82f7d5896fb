/// Those who wait for a time, the earliest first.
struct TimerQueue<Sleeper: Sendable>: Sendable {
    private struct Entry: Sendable {
        let due: Duration
        let id: UInt64
    }

    /// A binary heap; of a sleeper that was removed the entry stays until its time.
    private var heap: [Entry] = []
    private var sleepers: [UInt64: Sleeper] = [:]

    /// When the first of them is due; that of a removed one may still be told.
    var earliest: Duration? { heap.first?.due }
    var isEmpty: Bool { sleepers.isEmpty }

    mutating func add(_ sleeper: Sleeper, id: UInt64, due: Duration) {
        sleepers[id] = sleeper
        heap.append(Entry(due: due, id: id))
        var child = heap.count - 1
        while child > 0, heap[child].due < heap[(child - 1) / 2].due {
            heap.swapAt(child, (child - 1) / 2)
            child = (child - 1) / 2
        }
    }

    mutating func remove(_ id: UInt64) -> Sleeper? {
        guard let sleeper = sleepers.removeValue(forKey: id) else { return nil }
        if sleepers.isEmpty { heap.removeAll(keepingCapacity: true) }
        return sleeper
    }

    /// Takes out the next sleeper whose time has come.
    mutating func takeDue(at now: Duration) -> Sleeper? {
        while let first = heap.first, first.due <= now {
            removeFirst()
            if let sleeper = sleepers.removeValue(forKey: first.id) { return sleeper }
        }
        return nil
    }

    private mutating func removeFirst() {
        heap.swapAt(0, heap.count - 1)
        heap.removeLast()
        var parent = 0
        while 2 * parent + 1 < heap.count {
            var child = 2 * parent + 1
            if child + 1 < heap.count, heap[child + 1].due < heap[child].due { child += 1 }
            guard heap[child].due < heap[parent].due else { return }
            heap.swapAt(parent, child)
            parent = child
        }
    }
}
