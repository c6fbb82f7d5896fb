import CivilTime
import LinuxIO
import RelayCore

/// The deliveries whose turn has come without the file saying so: the writer of a store tells it to the readers.
package final class FreshTurns: Sendable {
    private let turns = Lock<[DeliveryID: StoredDelivery]>([:])

    enum Change: Sendable {
        case given(StoredDelivery)
        case taken(DeliveryID)
        case allTaken
    }

    func apply(_ changes: [Change]) {
        turns.withLock { turns in
            for change in changes {
                switch change {
                case .given(let stored): turns[stored.id] = stored
                case .taken(let id): turns[id] = nil
                case .allTaken: turns = [:]
                }
            }
        }
    }

    /// Those at a destination that are due within a range of time.
    func due(at destination: String, _ isDue: (Timestamp) -> Bool) -> [StoredDelivery] {
        turns.withLock { turns in
            turns.values.filter { $0.address.destination == destination && isDue($0.due) }
        }
    }

    var destinations: Set<String> { turns.withLock { Set($0.values.map(\.address.destination)) } }
}

extension StoredDelivery {
    /// When it is to be tried; long ago for one that does not wait.
    var due: Timestamp {
        if case .waiting(let due, _) = delivery.state { due } else { .earliest }
    }
}
