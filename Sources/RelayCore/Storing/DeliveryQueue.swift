package import CivilTime

/// What the deliverer reads of a store, beside its writer: a port.
package protocol DeliveryQueue: AnyObject {
    /// Deliveries of a destination whose turn and time have come, the longest due first, so many at most; and behind
    /// them as many again of those that a person wants sent again.
    func due(at destination: String, by now: Timestamp, limit: Int) throws(StoreError) -> [StoredDelivery]

    /// When the next delivery of a destination is due after that time, whose turn has come; nil where none waits.
    func nextDue(at destination: String, after now: Timestamp) throws(StoreError) -> Timestamp?

    /// How the destinations stand that are not open.
    func standings() throws(StoreError) -> [String: Standing]
    /// Of which destinations nothing may be asked for a while, or might not before.
    func closures() throws(StoreError) -> [String: QuotaClosure]

    /// The destinations for which anything waits.
    func destinations() throws(StoreError) -> [String]

    func event(_ number: EventNumber) throws(StoreError) -> StoredEvent?

    /// Those of so many events that are there whole and whose bodies are no longer than that, in any order.
    func events(_ numbers: [EventNumber], largestBody: Int) throws(StoreError) -> [StoredEvent]

    func delivery(_ id: DeliveryID) throws(StoreError) -> StoredDelivery?
}
