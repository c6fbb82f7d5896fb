import RelayCore

/// One way over a page of what a job is about: how far it came, and which destinations were held up from where on.
struct ReplayPassage {
    let start: Int64
    private let front: Int64
    private(set) var end: Int64
    private(set) var held: [String: Int64] = [:]
    /// Whether it has done what it was for: while it catches up with the others, there is no use in going on for nobody.
    private(set) var isOver = false

    init(from start: Int64, catchingUpWith front: Int64) {
        self.start = start
        self.front = front
        end = start
    }

    /// Takes room for what a destination gets of this number, and is false where there is none.
    mutating func takes(
        _ count: Int,
        at destination: String,
        number: Int64,
        _ rooms: ReplayRooms
    ) throws(StoreError) -> Bool {
        guard try rooms.isFull(destination) else {
            try rooms.take(count, at: destination)
            return true
        }
        if held[destination] == nil { held[destination] = number - 1 }
        if rooms.hasJustFilled(destination), number <= front { isOver = true }
        return false
    }

    mutating func come(to place: Int64) { end = max(end, place) }
}
