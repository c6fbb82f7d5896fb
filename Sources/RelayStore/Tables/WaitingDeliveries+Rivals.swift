import RelayCore
import SQLite

/// Those that wait for one send and are about one lead.
extension WaitingDeliveries {
    /// A delivery that waits, and whether its turn has come.
    struct Waiting {
        let stored: StoredDelivery
        let hasTurn: Bool
    }

    /// The newest of a lane that waits for one send.
    func newest(for address: DeliveryAddress, in lane: Lane) throws(SQLiteError) -> StoredDelivery? {
        try waiting(for: address, in: lane, before: .end, atMost: 1).first?.stored
    }

    /// Those of a lane that wait for one send and stand before a place, so many at most, the newest at the start.
    func waiting(
        for address: DeliveryAddress,
        in lane: Lane,
        before end: Place,
        atMost count: Int
    ) throws(SQLiteError) -> [Waiting] {
        var (found, end) = ([Waiting](), end)
        while true {
            let places = try rivals(count, for: address, in: lane, before: end)
            for place in places {
                guard let waiting = try waiting(place, in: lane), waiting.stored.lane == lane,
                    waiting.stored.address == address
                else { continue }
                found.append(waiting)
            }
            // Some may have been of others that share a number.
            guard found.count < count, places.count == count, let last = places.last else { return found }
            end = last
        }
    }

    /// Places of those that may be of a send and about a lead.
    private func rivals(
        _ count: Int,
        for address: DeliveryAddress,
        in lane: Lane,
        before end: Place
    ) throws(SQLiteError) -> [Place] {
        let entry = try sends.entry(for: address)
        if let key = sends.rivalsKey(of: entry.id, lead: lane.lead), try areRivalsComplete(entry) {
            return try lanes.last(count, of: key, before: end)
        }
        let all = try lanes.places(of: lane.key, send: entry.id, leadHash: leadHash(lane.lead))
        return Array(all.filter { $0 < end }.sorted(by: >).prefix(count))
    }

    /// Whether none waits any more that waited when its send first wanted only the latest.
    private func areRivalsComplete(_ entry: SendTable.Entry) throws(SQLiteError) -> Bool {
        guard let last = entry.rivalsAfter, last > 0 else { return true }
        guard try rows.firstEvent.map({ $0 > last }) ?? true, fresh.firstEvent.map({ $0 > last }) ?? true else {
            return false
        }
        try sends.completeRivals(of: entry)
        return true
    }

    private func waiting(_ place: Place, in lane: Lane) throws(SQLiteError) -> Waiting? {
        guard let entry = fresh.entry(of: place.id) else {
            return try rows.delivery(place.id).map { Waiting(stored: $0.stored, hasTurn: $0.isHead) }
        }
        let stored = try planned(place, in: lane, entry)
        return stored.map { Waiting(stored: $0, hasTurn: entry.hasTurn(place.id.number)) }
    }
}
