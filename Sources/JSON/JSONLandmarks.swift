/// What finds places and pointers in a long text without going through it from the beginning.
///
/// Without it, telling where all that is remarkable in a file stands would take the square of its length. A text as short
/// as an event has none and pays nothing.
final class JSONLandmarks: Sendable {
    let milestones: JSONMilestones
    let longArrays: JSONLongArrays

    static let leastBytes = JSONMilestones.distance

    init(_ bytes: Span<UInt8>, _ tape: [JSONEntry]) {
        milestones = JSONMilestones(bytes)
        longArrays = JSONLongArrays(tape)
    }
}

/// The places of every few thousandth byte of a text.
struct JSONMilestones: Sendable {
    private var places: [JSONPlace] = []

    static let distance = 8_192

    init(_ bytes: Span<UInt8>) {
        var place = JSONPlace(line: 1, column: 1)
        for end in stride(from: Self.distance, through: bytes.count, by: Self.distance) {
            place = place.moved(over: bytes.extracting(end - Self.distance..<end))
            places.append(place)
        }
    }

    /// The place of a byte of the text that these milestones stand in.
    func place(of offset: Int, in bytes: Span<UInt8>) -> JSONPlace {
        let offset = min(offset, bytes.count)
        let passed = min(offset / Self.distance, places.count)
        guard passed > 0 else { return JSONPlace(of: offset, in: bytes) }
        return places[passed - 1].moved(over: bytes.extracting(passed * Self.distance..<offset))
    }
}
