package import CivilTime

/// What people read of a store: a port. A page holds what was asked for, newest first unless it says otherwise.
package protocol Ledger: AnyObject {
    func events(_ query: EventQuery) throws(StoreError) -> [EventSummary]
    func event(_ number: EventNumber) throws(StoreError) -> StoredEvent?
    /// The event that a sender calls by that id.
    func number(ofSenderID id: String, source: String?) throws(StoreError) -> EventNumber?
    func deliveries(_ query: DeliveryQuery) throws(StoreError) -> [DeliverySummary]
    /// All that was tried for a delivery, the first attempt first.
    func attempts(of id: DeliveryID) throws(StoreError) -> [Attempt]
    func rejections(limit: Int) throws(StoreError) -> [RejectedRequest]
    func configuration(_ fingerprint: String) throws(StoreError) -> [UInt8]?
    /// Dead letters written after that one, the oldest first.
    func deadLetters(after number: Int64, limit: Int) throws(StoreError) -> [(number: Int64, DeliverySummary)]
    func counts() throws(StoreError) -> StoreCounts
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
        deliveries: Int
    ) {
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
    /// On disk, with the write-ahead log.
    package let bytes: Int64

    package init(waiting: Int, deadLetters: Int, bytes: Int64) {
        self.waiting = waiting
        self.deadLetters = deadLetters
        self.bytes = bytes
    }
}
