import CivilTime
import RelayCore

/// Where a delivery stands in its lane.
struct LanePlace: Comparable {
    /// In microseconds.
    let position: Int64
    let id: DeliveryID

    static func < (left: Self, right: Self) -> Bool { (left.position, left.id) < (right.position, right.id) }
}

extension StoredDelivery {
    var place: LanePlace { LanePlace(position: position.microseconds, id: id) }
}

/// The places of one lane, in order.
struct LanePlaces {
    private var places: [LanePlace] = []
    /// How many at the start are gone: to move the rest each time would cost more than all else.
    private var gone = 0

    var first: LanePlace? { isEmpty ? nil : places[gone] }
    var isEmpty: Bool { gone == places.count }

    mutating func insert(_ place: LanePlace) {
        places.insert(place, at: position(of: place))
    }

    /// Takes a place out, and says whether it was there.
    mutating func remove(_ place: LanePlace) -> Bool {
        let position = position(of: place)
        guard position < places.count, places[position] == place else { return false }
        guard position == gone else {
            places.remove(at: position)
            return true
        }
        gone += 1
        if gone * 2 > places.count {
            places.removeFirst(gone)
            gone = 0
        }
        return true
    }

    /// Takes the last out, so many at most.
    mutating func removeLast(_ count: Int) -> ArraySlice<LanePlace> {
        let last = places[gone...].suffix(count)
        places.removeLast(last.count)
        return last
    }

    /// The index of the first that does not stand before it; nearly always an end.
    private func position(of place: LanePlace) -> Int {
        guard let last = places.last, !isEmpty, last >= place else { return places.count }
        var (low, high) = (gone, places.count)
        while low < high {
            let middle = (low + high) / 2
            if places[middle] < place { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
