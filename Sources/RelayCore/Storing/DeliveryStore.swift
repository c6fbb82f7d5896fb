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
    /// Something is about to leave that was out of sight for a while: refused where it has ended, and ended where its send
    /// wants only the latest and a newer one makes it needless.
    case claim(StoredDelivery)
    /// A request that was refused.
    case reject(RejectedRequest)
    /// The text of a configuration, under its fingerprint.
    case configuration(fingerprint: String, [UInt8])
    /// A dead letter is to be sent again, unless a newer one of the same send makes it stale and that matters.
    case replay(DeliveryID, Delivery.Replay = .inOrder)
    /// A dead letter, or a delivery that waits, is given up.
    case discard(DeliveryID)
    /// Something that a person does about dead letters, beside sending one again or giving it up.
    indirect case repair(Repair)
    /// Deliveries whose send is no longer in the routes file become dead letters; the addresses are those that are, and
    /// their rules are in force from now on.
    ///
    /// A store may do so in part, and does the rest when asked again; none are left when it has changed none.
    case retire(keeping: Set<DeliveryAddress>)
    /// What is about to be written will come back as an event.
    case expect(ExpectedEcho)
    /// An operator should look at something; it is so many more times where that has been told before.
    case attend(Attention, times: Int = 1)
    /// An operator has looked at it; nil for all there is.
    case attended(Attention.Name?)
    /// How a destination stands from now on; nil where it is open.
    case standing(of: String, Standing?)
    /// For how long nothing may be asked of a destination; nil where something may be.
    case closure(of: String, QuotaClosure?)
    /// About as much as an event takes, and nothing that anybody reads: fails where an event would.
    case probe

    /// Whether it takes room for something new, rather than telling what became of something old.
    package var bringsMore: Bool {
        switch self {
        case .accept, .probe: true
        case .repair(let repair): repair.bringsMore
        case .settle, .claim, .reject, .configuration, .replay, .discard, .retire, .attend, .attended, .standing,
            .closure, .expect:
            false
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
    /// As it was asked for; what was claimed may leave.
    case done
    /// There is nothing of that id, or it is not in a state in which this can be done.
    case refused(Reason)
    /// A job that sends dead letters again has begun.
    case began(ReplayJobID)
    /// Such a job has gone on; with the deliveries whose turn has come.
    case advanced([StoredDelivery])
    /// How many deliveries were changed, or how much was attended to.
    case changed(Int)
    /// Whether an operator had not been told of it.
    case noted(isNew: Bool)
}

/// What the sender of an event is told.
package struct Receipt: Sendable {
    package let number: EventNumber
    /// Whether an event of this id had been accepted before; then `number` is that event's.
    package let isDuplicate: Bool
    /// Whether it only repeats what we have written.
    package let isEcho: Bool
    /// How many deliveries the event has.
    package let deliveries: Int
    /// Those of them whose turn has come.
    package let ready: [StoredDelivery]
    /// Deliveries of other events whose turn has come, because those before them have been superseded.
    package let released: [StoredDelivery]

    package init(
        _ number: EventNumber,
        isDuplicate: Bool,
        isEcho: Bool = false,
        deliveries: Int,
        ready: [StoredDelivery] = [],
        released: [StoredDelivery] = []
    ) {
        self.number = number
        self.isDuplicate = isDuplicate
        self.isEcho = isEcho
        self.deliveries = deliveries
        self.ready = ready
        self.released = released
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
