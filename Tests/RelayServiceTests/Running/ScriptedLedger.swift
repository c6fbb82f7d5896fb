import CivilTime
import RelayCore

/// A ledger that holds dead letters, and nothing else.
final class ScriptedLedger: Ledger {
    /// How many there are; their numbers begin at one.
    var count = 0
    /// How many were read.
    private(set) var read = 0

    func deadLetters(after number: Int64, limit: Int) throws(StoreError) -> [(number: Int64, DeliverySummary)] {
        let first = Int(number) + 1
        guard first <= count else { return [] }
        let numbers = first...min(count, first + limit - 1)
        read += numbers.count
        return numbers.map { (Int64($0), Self.letter(Int64($0))) }
    }

    private static func letter(_ number: Int64) -> DeliverySummary {
        let delivery = Delivery(
            id: DeliveryID(event: EventNumber(rawValue: number), number: 0),
            since: .earliest,
            state: .finished(.dead, Reason("refused", detail: "what somebody wrote", remedy: "look")),
            history: Delivery.History()
        )
        let address = DeliveryAddress(route: "all", send: "first", destination: "crm")
        let stored = StoredDelivery(delivery, address, lane: nil, position: .earliest)
        return DeliverySummary(stored, lead: "lead_\(number)", finishedAt: .earliest, status: 400)
    }

    func events(_ query: EventQuery) throws(StoreError) -> [EventSummary] { [] }
    func event(_ number: EventNumber) throws(StoreError) -> StoredEvent? { nil }
    func number(ofSenderID id: String, source: String?) throws(StoreError) -> EventNumber? { nil }
    func deliveries(_ query: DeliveryQuery) throws(StoreError) -> [DeliverySummary] { [] }
    func attempts(of id: DeliveryID) throws(StoreError) -> [Attempt] { [] }
    func rejections(limit: Int) throws(StoreError) -> [RejectedRequest] { [] }
    func echoMatch(of event: EventNumber) throws(StoreError) -> EchoMatch? { nil }
    func attention() throws(StoreError) -> [AttentionRecord] { [] }
    func configuration(_ fingerprint: String) throws(StoreError) -> [UInt8]? { nil }
    func backlogs() throws(StoreError) -> [Backlog] { [] }
    func standings() throws(StoreError) -> [String: Standing] { [:] }
    func closures() throws(StoreError) -> [String: QuotaClosure] { [:] }
    func holder(before stored: StoredDelivery) throws(StoreError) -> DeliveryID? { nil }
    func deadLetters(after place: ReplayPlace, through last: Int64, limit: Int) -> [DeadLetter] { [] }
    func lastDeadLetter() -> Int64 { 0 }
    func edits(of id: DeliveryID) -> [StoredEdit] { [] }
    func obstacle(to stored: StoredDelivery) -> Reason? { nil }
    func lastEvent() -> EventNumber? { nil }
    func additions(to event: EventNumber) -> [Addition] { [] }
    func replayJobs() -> [ReplayJob] { [] }
    func replayJob(_ id: ReplayJobID) -> ReplayJob? { nil }
    func dueReplays(at destination: String, by now: Timestamp, upTo limit: Int) -> Int { 0 }
    func counts() throws(StoreError) -> StoreCounts { StoreCounts(waiting: 0, deadLetters: count, bytes: 0) }
}
