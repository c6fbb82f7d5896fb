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
    /// Tells, with the send's destination, the lane from another one of the same key, as long as this process lives;
    /// nought where that is not at hand.
    let leadHash: Int

    init(position: Int64, id: DeliveryID, send: Int64 = 0, leadHash: Int = 0) {
        self.position = position
        event = id.event.rawValue
        number = Int32(clamping: id.number)
        self.send = Int32(truncatingIfNeeded: send)
        self.leadHash = leadHash
    }

    /// Behind all others.
    static let end = Place(position: .max, id: DeliveryID(event: EventNumber(rawValue: .max), number: .max))

    var id: DeliveryID { DeliveryID(event: EventNumber(rawValue: event), number: Int(number)) }

    /// Whether nothing says that it is of another send or about another lead.
    func mayBe(of otherSend: Int64, _ otherLeadHash: Int) -> Bool {
        (send == 0 || Int64(send) == otherSend) && (leadHash == 0 || leadHash == otherLeadHash)
    }

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
}

/// Places in order.
struct Places {
    private var places = SortedQueue<Place>()

    var first: Place? { places.first }
    var isEmpty: Bool { places.isEmpty }
    /// All of them, the first at the start.
    var all: ArraySlice<Place> { places.all }

    /// The last of those that stand before a place, so many at most, the last at the start.
    func last(_ count: Int, before end: Place) -> [Place] { places.all[..<index(of: end)].suffix(count).reversed() }

    /// Puts a place among the others, and returns which of them had been the first.
    @discardableResult
    mutating func insert(_ place: Place) -> Place? {
        let first = places.first
        let index = index(of: place)
        if index == places.indices.upperBound { places.append(place) } else { places.insert(place, at: index) }
        return first
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
