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
    private var places: [Place] = []
    /// How many at the start are gone: to move the rest each time would cost more than all else.
    private var gone = 0

    var first: Place? { isEmpty ? nil : places[gone] }
    var isEmpty: Bool { gone == places.count }
    /// All of them, the first at the start.
    var all: ArraySlice<Place> { places[gone...] }

    mutating func insert(_ place: Place) {
        places.insert(place, at: index(of: place))
    }

    /// Takes a place out, and says whether it was there.
    mutating func remove(_ place: Place) -> Bool {
        let index = index(of: place)
        guard index < places.count, places[index] == place else { return false }
        // Nearly always it is one of the first, and fewer stand before it than behind it.
        guard index - gone < places.count - index else {
            places.remove(at: index)
            return true
        }
        for later in stride(from: index, to: gone, by: -1) { places[later] = places[later - 1] }
        gone += 1
        if gone * 2 > places.count {
            places.removeFirst(gone)
            gone = 0
        }
        return true
    }

    /// Takes the last out, so many at most.
    mutating func removeLast(_ count: Int) -> ArraySlice<Place> {
        let last = places[gone...].suffix(count)
        places.removeLast(last.count)
        return last
    }

    /// The index of the first that does not stand before it; nearly always an end.
    private func index(of place: Place) -> Int {
        guard let last = places.last, !isEmpty, last >= place else { return places.count }
        var (low, high) = (gone, places.count)
        while low < high {
            let middle = (low + high) / 2
            if places[middle] < place { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
