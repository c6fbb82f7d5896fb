package import RelayCore

/// What a transaction brought, once it is on disk.
package struct CommittedBatch: Sendable {
    /// The events that were accepted, duplicates among them.
    package private(set) var accepted: [(event: NewEvent, receipt: Receipt)] = []
    /// The deliveries that were worked on, unless that was refused.
    package private(set) var settled: [(delivery: StoredDelivery, attempt: Attempt?)] = []
    /// All deliveries whose turn has come.
    package private(set) var ready: [StoredDelivery] = []
    /// Whether deliveries were ended otherwise: by a person, or because their sends are gone.
    package private(set) var hasOtherEnds = false

    mutating func add(_ write: StoreWrite, _ result: StoreResult) {
        switch (write, result) {
        case (.accept(let events), .accepted(let receipts)):
            for (event, receipt) in zip(events, receipts) {
                accepted.append((event, receipt))
                ready += receipt.ready
            }
        case (.settle(let delivery, let attempt), .settled(let next)):
            settled.append((delivery, attempt))
            if let next { ready.append(next) }
        case (.discard, .settled(let next)), (.replay, .settled(let next)):
            hasOtherEnds = true
            if let next { ready.append(next) }
        case (.discard, .done), (.retire, .changed): hasOtherEnds = true
        default: break
        }
    }
}
