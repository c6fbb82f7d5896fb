import RelayCore

/// One way over a page of what a job is about: how far it came, and which destinations were held up from where on.
struct ReplayPassage {
    let start: ReplayPlace
    private let front: ReplayPlace
    private(set) var end: ReplayPlace
    private(set) var held: [String: ReplayPlace] = [:]
    /// Whether it has done what it was for: while it catches up with the others, there is no use in going on for nobody.
    private(set) var isOver = false

    init(from start: ReplayPlace, catchingUpWith front: ReplayPlace) {
        self.start = start
        self.front = front
        end = start
    }

    /// Takes room for what a destination gets of the one that stands here, and is false where there is none.
    mutating func takes(
        _ count: Int,
        at destination: String,
        _ place: ReplayPlace,
        _ rooms: ReplayRooms
    ) throws(StoreError) -> Bool {
        guard try rooms.isFull(destination) else {
            try rooms.take(count, at: destination)
            return true
        }
        if held[destination] == nil { held[destination] = end }
        if rooms.hasJustFilled(destination), place <= front { isOver = true }
        return false
    }

    mutating func come(to place: ReplayPlace) { end = max(end, place) }
}
