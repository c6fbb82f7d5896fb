package import CivilTime
import LinuxIO
package import RelayCore

/// A store in memory, written so plainly that an engine can be held against it.
package final class MemoryStore: DeliveryStore, Sendable {
    let state = Lock(MemoryStoreState())

    package init() {}

    package func commit(_ writes: [StoreWrite], at now: Timestamp) throws(StoreError) -> [StoreResult] {
        state.withLock { state in writes.map { state.carryOut($0, at: now) } }
    }

    package func tidy(at now: Timestamp) throws(StoreError) -> Bool {
        state.withLock { $0.shortenEchoes(at: now) }
        return false
    }

    /// All deliveries that have ended.
    package var finished: [StoredDelivery] { state.withLock { $0.finished.values.map(\.stored) } }
    package var waiting: [StoredDelivery] { state.withLock { Array($0.waiting.values) } }
}

/// All that a store in memory holds.
struct MemoryStoreState: Sendable {
    var numbers = EventNumbers()
    var events: [EventNumber: Kept] = [:]
    var ids: [SenderID: EventNumber] = [:]
    var waiting: [DeliveryID: StoredDelivery] = [:]
    /// The first of each lane is its head; the others wait for their turn.
    var lanes: [Lane: [DeliveryID]] = [:]
    var finished: [DeliveryID: Finished] = [:]
    /// As the first to name a send said, or the last retirement.
    var rules: [DeliveryAddress: SendRules] = [:]
    /// What was delivered for sends that want only the latest.
    var latest: Set<DeliveryID> = []
    /// The dead letters that hold their lanes.
    var holders: [Lane: Set<DeliveryID>] = [:]
    var attempts: [DeliveryID: [Attempt]] = [:]
    var deadLetters: [(number: Int64, id: DeliveryID)] = []
    var lastDeadLetter: Int64 = 0
    var edits: [DeliveryID: [StoredEdit]] = [:]
    var jobs: [ReplayJob] = []
    var additions: [EventNumber: [Addition]] = [:]
    var rejections: [RejectedRequest] = []
    var configurations: [String: [UInt8]] = [:]
    var echoes: [Awaited] = []
    var echoMatches: [EventNumber: EchoMatch] = [:]
    var attention: [Attention.Name: AttentionRecord] = [:]
    var standings: [String: Standing] = [:]
    var closures: [String: QuotaClosure] = [:]

    struct SenderID: Sendable, Hashable {
        let source: String
        let id: String
    }

    /// A write that may come back as an event.
    struct Awaited: Sendable {
        let echo: ExpectedEcho
        var write: AwaitedWrite
    }

    struct Kept: Sendable {
        let stored: StoredEvent
        let deliveries: Int
    }

    struct Finished: Sendable {
        let stored: StoredDelivery
        let at: Timestamp
    }

    func isHead(_ stored: StoredDelivery) -> Bool {
        guard let lane = stored.lane else { return true }
        return lanes[lane]?.first == stored.id && holder(before: stored) == nil
    }

    func head(of lane: Lane?) -> StoredDelivery? {
        lane.flatMap { lanes[$0]?.first }.flatMap { waiting[$0] }.flatMap { holder(before: $0) == nil ? $0 : nil }
    }

    /// The first dead letter that holds its lane and stands there before a delivery.
    func holder(before stored: StoredDelivery) -> DeliveryID? {
        guard let lane = stored.lane, let letters = holders[lane] else { return nil }
        let before = letters.compactMap { finished[$0]?.stored }.filter { letter in
            (letter.position, letter.id) < (stored.position, stored.id)
        }
        return before.map(\.id).min()
    }
}
