import RelayCore

/// How many more replays may wait at each destination.
final class ReplayRooms {
    private let reader: any Ledger
    private let most: Int
    private var rooms: [String: Int] = [:]
    private var taken: Set<String> = []

    init(_ reader: any Ledger, most: Int) {
        self.reader = reader
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
        let room = most - (try reader.waitingReplays(at: destination, upTo: most))
        rooms[destination] = room
        return room
    }
}
