package import CivilTime

/// Where events and deliveries are kept: a port, because a relay may run on a file of its own or share a server.
///
/// A store has one owner, who calls it from one thread at a time. What `commit` returned without an error is on disk.
package protocol DeliveryStore: AnyObject {
    /// Carries out all writes in one transaction, and says what each came to; after an error none of them happened.
    func commit(_ writes: [StoreWrite], at now: Timestamp) throws(StoreError) -> [StoreResult]

    /// Spends a bounded time on what keeps the store small, and says whether there is more of it to do.
    func tidy(at now: Timestamp) throws(StoreError) -> Bool

    /// Notes that the end was an orderly one; nothing may be asked of it afterwards.
    func close() throws(StoreError)
}

extension DeliveryStore {
    /// Nothing, for a store that does not care how it ends.
    package func close() throws(StoreError) {}
}

/// Something that is to be stored.
package enum StoreWrite: Sendable {
    /// The events of one request: all of them, or none.
    case accept([NewEvent])
    /// What became of a delivery that was worked on, and the attempt that it took; nil where nothing was tried.
    indirect case settle(StoredDelivery, Attempt?)
    /// A request that was refused.
    case reject(RejectedRequest)
    /// The text of a configuration, under its fingerprint.
    case configuration(fingerprint: String, [UInt8])
    /// A dead letter is to be sent again.
    case replay(DeliveryID)
    /// A dead letter, or a delivery that waits, is given up.
    case discard(DeliveryID)
    /// Deliveries whose send is no longer in the routes file become dead letters; the addresses are those that are.
    ///
    /// A store may do so in part, and does the rest when asked again; none are left when it has changed none.
    case retire(keeping: Set<DeliveryAddress>)
    /// About as much as an event takes, and nothing that anybody reads: fails where an event would.
    case probe

    /// Whether it takes room for something new, rather than telling what became of something old.
    package var bringsMore: Bool {
        switch self {
        case .accept, .probe: true
        case .settle, .reject, .configuration, .replay, .discard, .retire: false
        }
    }
}

/// What a write came to.
package enum StoreResult: Sendable {
    /// One receipt for each event.
    case accepted([Receipt])
    /// The delivery whose turn has come with this: after an end the next of its lane, after a replay the replayed.
    ///
    /// Nil where nobody waits, and where the first of the lane has had its turn already: because an older one took it
    /// from the delivery that has now ended.
    case settled(next: StoredDelivery?)
    case done
    /// There is nothing of that id, or it is not in a state in which this can be done.
    case refused(Reason)
    /// How many deliveries were changed.
    case changed(Int)
}

/// What the sender of an event is told.
package struct Receipt: Sendable {
    package let number: EventNumber
    /// Whether an event of this id had been accepted before; then `number` is that event's.
    package let isDuplicate: Bool
    /// How many deliveries the event has.
    package let deliveries: Int
    /// Those of them whose turn has come.
    package let ready: [StoredDelivery]

    package init(_ number: EventNumber, isDuplicate: Bool, deliveries: Int, ready: [StoredDelivery] = []) {
        self.number = number
        self.isDuplicate = isDuplicate
        self.deliveries = deliveries
        self.ready = ready
    }
}

/// A request that did not become an event.
package struct RejectedRequest: Sendable, Equatable {
    package let at: Timestamp
    package let peer: String
    package let path: String
    /// The source that it was meant for; empty where there is none of that name.
    package let source: String
    package let status: Int
    /// A stable word, for the operator; the sender was not told.
    package let cause: String
    /// The start of the body, if the configuration asks for it.
    package let body: [UInt8]

    package init(
        at: Timestamp,
        peer: String,
        path: String,
        source: String,
        status: Int,
        cause: String,
        body: [UInt8] = []
    ) {
        self.at = at
        self.peer = peer
        self.path = path
        self.source = source
        self.status = status
        self.cause = cause
        self.body = body
    }
}
