package import CivilTime

/// What is read of a store by those who mend what could not be delivered: a port.
package protocol RepairLedger: AnyObject {
    /// Dead letters behind a place, in order, with the answers that ended them; none whose number is above that.
    func deadLetters(after place: ReplayPlace, through last: Int64, limit: Int) throws(StoreError) -> [DeadLetter]
    /// The number of the newest dead letter that there was; zero before the first.
    func lastDeadLetter() throws(StoreError) -> Int64
    /// What a person has changed of a delivery, the oldest first.
    func edits(of id: DeliveryID) throws(StoreError) -> [StoredEdit]
    /// What an event was given when it went through the routes again, in the order of its deliveries.
    func additions(to event: EventNumber) throws(StoreError) -> [Addition]
    /// All jobs that send dead letters again, the oldest first.
    func replayJobs() throws(StoreError) -> [ReplayJob]
    func replayJob(_ id: ReplayJobID) throws(StoreError) -> ReplayJob?
    /// Why a delivery would not be sent again, or not be sent at all, unless a person wants it even so: a newer one of the
    /// same send and lead was delivered or waits, and that send only wants the latest. Nil for all others.
    func obstacle(to stored: StoredDelivery) throws(StoreError) -> Reason?
    /// The same question about many: what waits is read once, when it is first asked.
    func obstacles() -> (StoredDelivery) throws(StoreError) -> Reason?
    /// The newest event that there is; nil before the first.
    func lastEvent() throws(StoreError) -> EventNumber?
    /// How many deliveries that a person wants again could go to a destination by then; counted up to a limit. Those that
    /// wait for their turn, for a dead letter before them or for a later time are none of these.
    func dueReplays(at destination: String, by now: Timestamp, upTo limit: Int) throws(StoreError) -> Int
}

extension RepairLedger {
    package func obstacles() -> (StoredDelivery) throws(StoreError) -> Reason? {
        { stored throws(StoreError) in try self.obstacle(to: stored) }
    }
}

/// A dead letter with what tells it from those that died of something else.
package struct DeadLetter: Sendable, Equatable {
    /// In the order of their ends; never given twice.
    package let number: Int64
    package let summary: DeliverySummary
    /// The word for why no answer came to the attempt that ended it; empty where one did, or none was made.
    package let failure: String
    /// What is kept of that answer's body.
    package let answer: [UInt8]

    package init(number: Int64, _ summary: DeliverySummary, failure: String = "", answer: [UInt8] = []) {
        self.number = number
        self.summary = summary
        self.failure = failure
        self.answer = answer
    }

    package var id: DeliveryID { summary.stored.id }
    package var place: ReplayPlace { ReplayPlace(of: summary.stored) }

    package var reason: Reason {
        if case .finished(_, let reason) = summary.stored.delivery.state { reason } else { Reason("") }
    }

    /// Those that died of the same.
    package var group: LetterGroup {
        LetterGroup(
            destination: summary.stored.address.destination,
            cause: reason.cause,
            signature: AnswerSignature.of(status: summary.status, failure: failure, answer, reason.detail)
        )
    }
}
