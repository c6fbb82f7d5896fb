import CivilTime
import RelayCore
import SQLite

/// Stores what people do about dead letters, and about events that are to be routed again.
final class Repairs {
    private let settlement: Settlement
    private let history: HistoryTable
    private let rerouting: Rerouting
    private let meta: MetaTable
    private let edits: EditTable
    private let jobs: ReplayJobTable

    /// Each has a reader of its own, and more would only stand in each other's way.
    private static let mostRunning = 16

    init(
        _ connection: borrowing Connection,
        _ settlement: Settlement,
        _ history: HistoryTable,
        _ rerouting: Rerouting,
        _ meta: MetaTable
    ) throws(SQLiteError) {
        self.settlement = settlement
        self.history = history
        self.rerouting = rerouting
        self.meta = meta
        edits = try EditTable(connection)
        jobs = try ReplayJobTable(connection)
    }

    func carryOut(_ repair: Repair, at now: Timestamp) throws(SQLiteError) -> StoreResult {
        switch repair {
        case .edit(let id, let edit, let replay): return try self.edit(id, edit, replay, at: now)
        case .begin(let order): return try begin(order, at: now)
        case .advance(let batch): return try advance(batch, at: now)
        case .stop(let id): return try set(.stopped, of: id, butNot: .done)
        case .resume(let id): return try set(.running, of: id, butNot: .done)
        }
    }

    private func edit(
        _ id: DeliveryID,
        _ edit: DeliveryEdit,
        _ replay: Delivery.Replay?,
        at now: Timestamp
    ) throws(SQLiteError) -> StoreResult {
        if let obstacle = try settlement.obstacle(toEditing: id) { return .refused(obstacle) }
        var result = StoreResult.done
        if let replay { result = try settlement.replay(id, replay, at: now) }
        if case .refused = result { return result }
        try edits.add(edit, of: id, at: now)
        return result
    }

    // MARK: Jobs

    private func begin(_ order: ReplayOrder, at now: Timestamp) throws(SQLiteError) -> StoreResult {
        // Whoever did not get the answer may ask again.
        if let key = order.key, let known = try jobs.job(ofKey: key) { return .began(known) }
        guard try jobs.running() < Self.mostRunning else { return .refused(.tooManyReplays(Self.mostRunning)) }
        let last =
            switch order.subject {
            case .letters: try meta[.deadLetters] ?? 0
            case .events(let filter): min(try jobs.lastEvent(), filter.end)
            }
        guard let id = try jobs.add(order, last: last, at: now) else { return .refused(.unknownJob) }
        return .began(id)
    }

    private func advance(_ batch: ReplayBatch, at now: Timestamp) throws(SQLiteError) -> StoreResult {
        guard var job = try jobs.job(batch.job) else { return .refused(.unknownJob) }
        guard job.state == .running, job.cursor == batch.from else { return .refused(.hasMoved) }
        var ready: [StoredDelivery] = []
        for letter in batch.letters {
            // One that was seen to meanwhile is somebody else's by now.
            guard try history.deadNumber(of: letter.id) == letter.number else {
                job.counts.skip()
                continue
            }
            if let next = try replay(letter.id, of: &job, at: now) { ready.append(next) }
        }
        for event in batch.events { ready += try carryOut(event, of: &job, at: now) }
        job.pass(over: batch.unfit)
        job.cursor = batch.to
        if batch.isLast { job.state = .done }
        try jobs.advance(job)
        return .advanced(ready)
    }

    private func carryOut(
        _ event: RoutedAgain,
        of job: inout ReplayJob,
        at now: Timestamp
    ) throws(SQLiteError) -> [StoredDelivery] {
        let added = try rerouting.add(event, by: job, at: now)
        var ready = added.ready
        job.counts.replayed += added.count
        job.counts.skip(event.added.count - added.count)
        for ended in event.onceMore {
            guard try history.end(of: ended.id) == ended.at else {
                job.counts.skip()
                continue
            }
            if let next = try replay(ended.id, of: &job, at: now) { ready.append(next) }
        }
        return ready
    }

    /// Sends one again and counts it, as what it comes to; returns whose turn has come.
    private func replay(
        _ id: DeliveryID,
        of job: inout ReplayJob,
        at now: Timestamp
    ) throws(SQLiteError) -> StoredDelivery? {
        switch try settlement.replay(id, job.order.manner, at: now) {
        case .settled(let next):
            job.counts.replayed += 1
            return next
        case .refused(let reason): job.counts.skip(1, reason.cause)
        default: job.counts.skip()
        }
        return nil
    }

    private func set(
        _ state: ReplayJob.State,
        of id: ReplayJobID,
        butNot end: ReplayJob.State
    ) throws(SQLiteError) -> StoreResult {
        guard let job = try jobs.job(id) else { return .refused(.unknownJob) }
        guard job.state != end else { return .refused(.isDone) }
        guard job.state != state else { return .done }
        if state == .running, try jobs.running() >= Self.mostRunning {
            return .refused(.tooManyReplays(Self.mostRunning))
        }
        try jobs.set(state, of: id)
        return .done
    }
}
