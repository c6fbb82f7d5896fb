import RelayCore

/// How far a job has come at each destination, so that one that has its fill of replays holds up no other.
///
/// Only in memory: what is stored is how far all of them have come. What lies behind that is looked at again after a
/// restart, and nothing of it is sent twice, because each commit asks what is there already.
struct ReplayFronts {
    /// How far those have come that nothing has held up.
    private(set) var front: ReplayPlace
    private var held: [String: ReplayPlace] = [:]

    init(at cursor: ReplayPlace) { front = cursor }

    /// How far all of them have come.
    var cursor: ReplayPlace { min(front, held.values.min() ?? front) }

    /// Whether a destination has been seen to up to there: what was passed over then is not counted once more.
    func isPast(_ place: ReplayPlace, at destination: String) -> Bool { place <= held[destination] ?? front }

    /// Where to go on; nil where all that is left goes to destinations without room.
    func start(before end: ReplayPlace, _ rooms: ReplayRooms) throws(StoreError) -> ReplayPlace? {
        guard !held.isEmpty else { return front }
        var start = front < end ? front : nil
        for (destination, place) in held where try !rooms.isFull(destination) { start = min(start ?? place, place) }
        return start
    }

    /// Notes how far a passage has come, and who was held up on it.
    mutating func advance(by passage: ReplayPassage) {
        let (start, end) = (passage.start, passage.end)
        for (destination, place) in held where place >= start { held[destination] = max(place, end) }
        for (destination, place) in passage.held {
            // One that had no room from further back on is still held up there.
            if let before = held[destination], before < start { continue }
            held[destination] = place
        }
        front = max(front, end)
        held = held.filter { $0.value < front }
    }
}
