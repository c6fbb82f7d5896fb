package import CivilTime

/// What people read of a store: a port. A page holds what was asked for, newest first unless it says otherwise.
package protocol Ledger: RepairLedger {
    func events(_ query: EventQuery) throws(StoreError) -> [EventSummary]
    func event(_ number: EventNumber) throws(StoreError) -> StoredEvent?
    /// The event that a sender calls by that id.
    func number(ofSenderID id: String, source: String?) throws(StoreError) -> EventNumber?
    func deliveries(_ query: DeliveryQuery) throws(StoreError) -> [DeliverySummary]
    /// All that was tried for a delivery, the first attempt first.
    func attempts(of id: DeliveryID) throws(StoreError) -> [Attempt]
    func rejections(limit: Int) throws(StoreError) -> [RejectedRequest]
    /// The write that an event was held against, which it repeats or contradicts; nil for nearly all events.
    func echoMatch(of event: EventNumber) throws(StoreError) -> EchoMatch?
    /// What an operator should look at, what was seen last first.
    func attention() throws(StoreError) -> [AttentionRecord]
    func configuration(_ fingerprint: String) throws(StoreError) -> [UInt8]?
    /// Dead letters written after that one, the oldest first.
    func deadLetters(after number: Int64, limit: Int) throws(StoreError) -> [(number: Int64, DeliverySummary)]
    func counts() throws(StoreError) -> StoreCounts
    /// What waits for each destination for which anything does, by their names.
    func backlogs() throws(StoreError) -> [Backlog]
    /// How the destinations stand that are not open.
    func standings() throws(StoreError) -> [String: Standing]
    /// Of which destinations nothing may be asked for a while, or might not before.
    func closures() throws(StoreError) -> [String: QuotaClosure]
    /// The dead letter that holds a delivery back until a person replays or discards it; nil for nearly all.
    func holder(before stored: StoredDelivery) throws(StoreError) -> DeliveryID?
}

extension Ledger {
    /// All deliveries of an event, in the order of their numbers.
    package func deliveries(of event: EventNumber) throws(StoreError) -> [DeliverySummary] {
        var query = DeliveryQuery(limit: .max)
        query.event = event
        return try deliveries(query).sorted { $0.stored.id < $1.stored.id }
    }
}

/// Which events are asked for; what is nil does not matter.
package struct EventQuery: Sendable {
    package var source: String?
    package var type: String?
    package var lead: String?
    /// Accepted then or later, to the millisecond.
    package var since: Timestamp?
    /// Accepted before, to the millisecond.
    package var until: Timestamp?
    /// Only those before this one.
    package var before: EventNumber?
    /// Only those after this one, and then the oldest first: for those who follow.
    package var after: EventNumber?
    package var limit: Int

    package init(limit: Int = 50) {
        self.limit = limit
    }
}

/// Which deliveries are asked for; what is nil does not matter.
package struct DeliveryQuery: Sendable {
    package var event: EventNumber?
    package var id: DeliveryID?
    package var destination: String?
    package var route: String?
    package var lead: String?
    package var state: StateFilter?
    package var cause: String?
    /// The event was accepted then or later, to the millisecond.
    package var since: Timestamp?
    /// The event was accepted before, to the millisecond.
    package var until: Timestamp?
    /// Only those before this one.
    package var before: DeliveryID?
    package var limit: Int

    package enum StateFilter: Sendable, Equatable {
        case waiting
        case finished(Fate)
        /// Dead and expired ones.
        case deadLetter
    }

    package init(limit: Int = 50) {
        self.limit = limit
    }
}

/// An event in a list.
package struct EventSummary: Sendable, Equatable {
    package let number: EventNumber
    package let senderID: String
    package let source: String
    package let type: String
    package let lead: String?
    package let occurredAt: Timestamp?
    package let receivedAt: Timestamp
    package let isRouted: Bool
    /// Whether it only repeats what we have written, so that no route was asked.
    package let isEcho: Bool
    package let deliveries: Int

    package init(
        number: EventNumber,
        senderID: String,
        source: String,
        type: String,
        lead: String?,
        occurredAt: Timestamp?,
        receivedAt: Timestamp,
        isRouted: Bool,
        isEcho: Bool = false,
        deliveries: Int
    ) {
        self.isEcho = isEcho
        self.number = number
        self.senderID = senderID
        self.source = source
        self.type = type
        self.lead = lead
        self.occurredAt = occurredAt
        self.receivedAt = receivedAt
        self.isRouted = isRouted
        self.deliveries = deliveries
    }
}

/// A delivery in a list.
package struct DeliverySummary: Sendable, Equatable {
    package let stored: StoredDelivery
    package let lead: String?
    /// When it ended; nil while it waits.
    package let finishedAt: Timestamp?
    /// The status of the last answer; nil where none came.
    package let status: Int?

    package init(_ stored: StoredDelivery, lead: String?, finishedAt: Timestamp?, status: Int?) {
        self.stored = stored
        self.lead = lead
        self.finishedAt = finishedAt
        self.status = status
    }
}

/// How much there is.
package struct StoreCounts: Sendable, Equatable {
    package let waiting: Int
    package let deadLetters: Int
    /// How much there is to look at.
    package let attention: Int
    /// Events that repeated what we had written.
    package let echoes: Int
    /// Events that came soon after a write of ours for the same lead, and said something else.
    package let nearMisses: Int
    /// On disk, with the write-ahead log.
    package let bytes: Int64

    package init(waiting: Int, deadLetters: Int, attention: Int = 0, echoes: Int = 0, nearMisses: Int = 0, bytes: Int64)
    {
        self.echoes = echoes
        self.nearMisses = nearMisses
        self.waiting = waiting
        self.deadLetters = deadLetters
        self.attention = attention
        self.bytes = bytes
    }
}
