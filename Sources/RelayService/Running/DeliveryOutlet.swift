import LinuxIO
import RelayCore
import RelayDelivery
import RelayStore

/// What the writer's thread tells of each transaction, and to whom.
final class DeliveryOutlet: Sendable {
    private let deliverer = Lock<Deliverer?>(nil)
    /// Raised when there may be a dead letter more.
    let deadLetters = Alarm()

    func connect(_ deliverer: Deliverer) { self.deliverer.withLock { $0 = deliverer } }

    func take(_ batch: CommittedBatch) {
        deliverer.withLock { $0 }?.offer(batch.ready, events: batch.newEvents)
        if batch.mayChangeDeadLetters { deadLetters.raise() }
    }
}
