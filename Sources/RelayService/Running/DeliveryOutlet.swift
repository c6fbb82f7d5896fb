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
        let failed = batch.accepted.contains { accepted in accepted.event.deliveries.contains { $0.failure != nil } }
        if failed || batch.hasOtherEnds || batch.hasDeadLetters { deadLetters.raise() }
    }
}

extension CommittedBatch {
    fileprivate var hasDeadLetters: Bool {
        settled.contains { settled in
            guard case .finished(let fate, _) = settled.delivery.delivery.state else { return false }
            return fate.isDeadLetter
        }
    }
}
