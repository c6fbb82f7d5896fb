import CivilTime
import RelayCore

/// How many more replays may stand ready at each destination.
///
/// Only what could go out now takes room. What waits for its turn, or to be tried again, may do so for hours and keeps
/// nobody else from going out.
final class ReplayRooms {
    private let reader: any Ledger
    private let now: Timestamp
    private let most: Int
    private var rooms: [String: Int] = [:]
    private var taken: Set<String> = []

    init(_ reader: any Ledger, at now: Timestamp, most: Int) {
        self.reader = reader
        self.now = now
        self.most = most
    }

    func isFull(_ destination: String) throws(StoreError) -> Bool { try room(at: destination) <= 0 }

    /// Whether it had room before something was taken of it here.
    func hasJustFilled(_ destination: String) -> Bool { taken.contains(destination) }

    func take(_ count: Int, at destination: String) throws(StoreError) {
        rooms[destination] = try room(at: destination) - count
        taken.insert(destination)
    }

    private func room(at destination: String) throws(StoreError) -> Int {
        if let room = rooms[destination] { return room }
        let room = most - (try reader.dueReplays(at: destination, by: now, upTo: most))
        rooms[destination] = room
        return room
    }
}
