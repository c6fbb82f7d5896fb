import CivilTime
import RelayCore
import SQLite

/// Stores what becomes of deliveries.
final class Settlement {
    private let deliveries: WaitingDeliveries
    private let history: HistoryTable
    private let events: EventTable
    private let latest: LatestOnly
    private let echoes: EchoTable

    init(
        _ deliveries: WaitingDeliveries,
        _ history: HistoryTable,
        _ events: EventTable,
        _ latest: LatestOnly,
        _ echoes: EchoTable
    ) {
        self.echoes = echoes
        self.deliveries = deliveries
        self.history = history
        self.events = events
        self.latest = latest
    }

    /// A delivery was worked on.
    func settle(_ stored: StoredDelivery, _ attempt: Attempt?, at now: Timestamp) throws(SQLiteError) -> StoreResult {
        let result = try store(stored, attempt, at: now)
        // What was sent again since has writes of its own, under the same numbers.
        if case .refused = result, try !isKnown(stored) { return result }
        try echoes.note(stored, attempt, at: now)
        return result
    }

    /// Whether a delivery, however it stands by now, has not been sent again since.
    private func isKnown(_ stored: StoredDelivery) throws(SQLiteError) -> Bool {
        if let waiting = try deliveries.delivery(stored.id) { return waiting.isOfSameLife(as: stored) }
        return try history.delivery(stored.id)?.isOfSameLife(as: stored) ?? false
    }

    private func store(
        _ stored: StoredDelivery,
        _ attempt: Attempt?,
        at now: Timestamp
    ) throws(SQLiteError) -> StoreResult {
        let settled = try latest.overtaken(stored, at: now) ?? stored
        switch settled.delivery.state {
        case .waiting(let due, let reason):
            guard try deliveries.reschedule(settled, due: due, reason) else { break }
            if let attempt { try history.add(attempt, of: settled.id) }
            return .settled(next: nil)
        case .finished:
            guard let next = try end(settled, attempt, at: now) else { break }
            return .settled(next: next.delivery)
        case .inFlight:
            return .refused(Reason("in-flight", detail: "a delivery in flight is not stored"))
        }
        return try settleEnded(stored, attempt, at: now)
    }

    /// A delivery is about to leave: ended where a newer one makes it needless, for until now nobody knew whether it was on
    /// its way already.
    func claim(_ stored: StoredDelivery, at now: Timestamp) throws(SQLiteError) -> StoreResult {
        guard let waiting = try deliveries.delivery(stored.id), waiting.isOfSameLife(as: stored) else {
            return .refused(.isGone)
        }
        guard let verdict = try latest.verdict(on: waiting), let ended = waiting.applying(verdict, at: now) else {
            return .done
        }
        guard let next = try end(ended, nil, at: now) else { return .refused(.isGone) }
        return .settled(next: next.delivery)
    }

    /// A delivery is about to leave, and what it writes will come back. One that has ended since it was expected before
    /// writes nothing.
    func expect(_ echo: ExpectedEcho, at now: Timestamp) throws(SQLiteError) -> StoreResult {
        guard try deliveries.delivery(echo.delivery) != nil else {
            try echoes.forget(echo)
            return .refused(.isGone)
        }
        return try echoes.expect(echo, at: now)
    }

    /// It was on its way when a newer one took its place, or a person gave it up: what came of that counts, and it is not
    /// tried again.
    private func settleEnded(
        _ stored: StoredDelivery,
        _ attempt: Attempt?,
        at now: Timestamp
    ) throws(SQLiteError) -> StoreResult {
        guard let known = try history.delivery(stored.id), known.isOfSameLife(as: stored),
            known.wasEndedByOthers, attempt != nil || known.isOvertaken
        else { return .refused(.isGone) }
        let settled = known.endedByOthers(thoughSent: stored)
        try history.remove(settled.id)
        let next = try conclude(settled, attempt, at: now)
        let isAsBefore = !known.isOvertaken && settled.delivery.state == known.delivery.state
        return isAsBefore ? .refused(.isGone) : .settled(next: next)
    }

    func replay(
        _ id: DeliveryID,
        _ replay: Delivery.Replay,
        at now: Timestamp
    ) throws(SQLiteError) -> StoreResult {
        guard let ended = try history.delivery(id) else {
            return .refused(try deliveries.delivery(id) == nil ? .isUnknown : .isWaiting)
        }
        if !replay.contains(.evenIfStale), let obstacle = try obstacle(to: ended) { return .refused(obstacle) }
        guard let again = ended.applying(.replayed(replay), at: now) else { return .refused(.cannotBeReplayed) }
        guard try events.hasBody(id.event) else { return .refused(.hasNoBody) }
        try history.remove(id)
        let wasHeld = try deliveries.release(behind: again)
        let hasFreedTurn = try latest.supersedeOlder(than: again, at: now)
        let isHead = try deliveries.add(again)
        guard !isHead, wasHeld || hasFreedTurn, let lane = again.lane else {
            return .settled(next: isHead ? again : nil)
        }
        return .settled(next: try deliveries.promoteFirst(of: lane))
    }

    /// Why a delivery that has ended is not the one to be sent; nil where no newer one has to do with it.
    private func obstacle(to ended: StoredDelivery) throws(SQLiteError) -> Reason? {
        if let reason = ended.delivery.overtaking { return .overtaken(reason) }
        return try latest.verdict(on: ended).flatMap { Reason(overtakenBy: $0) }
    }

    /// Why nothing can be changed of a delivery; nil for a dead letter, and for what was given up or overtaken.
    func obstacle(toEditing id: DeliveryID) throws(SQLiteError) -> Reason? {
        guard let ended = try history.delivery(id) else {
            return try deliveries.delivery(id) == nil ? .isUnknown : .isWaitingUnedited
        }
        return ended.delivery.canBeReplayed(.evenIfStale) ? nil : .cannotBeReplayed
    }

    func discard(_ id: DeliveryID, at now: Timestamp) throws(SQLiteError) -> StoreResult {
        if let given = try deliveries.delivery(id)?.applying(.discarded, at: now) {
            return .settled(next: try end(given, nil, at: now)?.delivery)
        }
        guard let dead = try history.delivery(id) else { return .refused(.isUnknown) }
        guard let given = dead.applying(.discarded, at: now),
            case .finished(let fate, let reason) = given.delivery.state
        else { return .refused(.isNoDeadLetter) }
        try history.rewrite(id, fate, reason, at: now)
        guard try deliveries.release(behind: given), let lane = given.lane else { return .done }
        return .settled(next: try deliveries.promoteFirst(of: lane))
    }

    /// Lets go on what waits behind a dead letter whose send holds nobody any more.
    func letGo(behind id: DeliveryID, keeping kept: Set<DeliveryAddress>) throws(SQLiteError) {
        guard let letter = try history.delivery(id), let lane = letter.lane, kept.contains(letter.address),
            try deliveries.sends.entry(for: letter.address).rules.onDead == .release,
            try deliveries.release(behind: letter)
        else { return }
        _ = try deliveries.promoteFirst(of: lane)
    }

    /// Moves a delivery to the history. Nil if it does not wait; or else whose turn has come, if anybody's has.
    func end(
        _ stored: StoredDelivery,
        _ attempt: Attempt?,
        at now: Timestamp
    ) throws(SQLiteError) -> (delivery: StoredDelivery?, Void)? {
        guard try deliveries.remove(stored) else { return nil }
        return (try conclude(stored, attempt, at: now), ())
    }

    /// Writes down how a delivery ended that waits no more, and returns whose turn has come.
    private func conclude(
        _ stored: StoredDelivery,
        _ attempt: Attempt?,
        at now: Timestamp
    ) throws(SQLiteError) -> StoredDelivery? {
        try history.add(stored, attempt, at: now)
        try latest.note(stored, at: now)
        try deliveries.hold(behind: stored)
        return try stored.lane.flatMap { lane throws(SQLiteError) in try deliveries.promoteFirst(of: lane) }
    }
}

extension Reason {
    fileprivate static let isGone = Reason(
        "not-waiting",
        detail: "it has been discarded or sent again, or has ended otherwise"
    )
    fileprivate static let isUnknown = Reason("unknown", detail: "there is no delivery of that id")
    fileprivate static let isWaitingUnedited = Reason(
        "waiting",
        detail: "it waits to be sent already, and may be on its way",
        remedy: "edit it once it has ended, or discard it, edit it and so have it sent again"
    )
    fileprivate static let isNoDeadLetter = Reason("no-dead-letter", detail: "it has ended, and not as a dead letter")
    fileprivate static let hasNoBody = Reason(
        "body-dropped",
        detail: "the event's body has been dropped to save room",
        remedy: "let the sender send the event again"
    )

    static let unknownJob = Reason("unknown", detail: "there is no such job", remedy: "list them: leadrelay replays")
    static let isDone = Reason("done", detail: "the job has come to its end", remedy: "begin another one")
    static let hasMoved = Reason("moved", detail: "the job is elsewhere by now, or stopped")

    static func tooManyReplays(_ count: Int) -> Reason {
        Reason(
            "too-many-replays",
            detail: "\(count) jobs run already",
            remedy: "wait for one to end, or stop one: leadrelay replays"
        )
    }
}
