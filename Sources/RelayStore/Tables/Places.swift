import CivilTime
import RelayCore

/// Where a delivery stands among others.
struct Place: Comparable {
    /// In microseconds: in a lane where the event stands in time, among those whose turn has come when they are due.
    let position: Int64
    private let event: Int64
    private let number: Int32
    /// The number of its send; nought where that is not at hand.
    let send: Int32
    /// Tells the lane from another one that has the same key, as long as this process lives.
    let laneHash: Int

    init(position: Int64, id: DeliveryID, send: Int64 = 0, lane: Lane? = nil) {
        self.position = position
        event = id.event.rawValue
        number = Int32(clamping: id.number)
        self.send = Int32(truncatingIfNeeded: send)
        laneHash = lane?.hashValue ?? 0
    }

    var id: DeliveryID { DeliveryID(event: EventNumber(rawValue: event), number: Int(number)) }

    static func < (left: Self, right: Self) -> Bool {
        (left.position, left.event, left.number) < (right.position, right.event, right.number)
    }

    static func == (left: Self, right: Self) -> Bool {
        (left.position, left.event, left.number) == (right.position, right.event, right.number)
    }
}

extension StoredDelivery {
    /// Its place in its lane.
    var place: Place { Place(position: position.microseconds, id: id) }

    /// Its place in its lane, with what it takes to tell it by that alone.
    func place(send: Int64) -> Place { Place(position: position.microseconds, id: id, send: send, lane: lane) }
}

/// Places in order.
struct Places {
    private var places = SortedQueue<Place>()

    var first: Place? { places.first }
    var isEmpty: Bool { places.isEmpty }
    /// All of them, the first at the start.
    var all: ArraySlice<Place> { places.all }

    mutating func insert(_ place: Place) {
        places.insert(place, at: index(of: place))
    }

    /// Takes a place out, and says whether it was there.
    mutating func remove(_ place: Place) -> Bool {
        let index = index(of: place)
        guard places.indices.contains(index), places[index] == place else { return false }
        places.remove(at: index)
        return true
    }

    /// Takes the last out, so many at most.
    mutating func removeLast(_ count: Int) -> ArraySlice<Place> { places.removeLast(count) }

    /// The index of the first that does not stand before it; nearly always an end.
    private func index(of place: Place) -> Int {
        guard let last = places.last, last >= place else { return places.indices.upperBound }
        return places.index { $0 < place }
    }
}
