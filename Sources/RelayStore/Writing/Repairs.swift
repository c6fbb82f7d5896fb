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
            if try history.deadNumber(of: letter.id) == letter.number,
                case .settled(let next) = try settlement.replay(letter.id, job.order.manner, at: now)
            {
                job.counts.replayed += 1
                if let next { ready.append(next) }
            } else {
                job.counts.skipped += 1
            }
        }
        for event in batch.events { ready += try carryOut(event, of: &job, at: now) }
        job.counts.skipped += batch.unfit
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
        var (count, ready) = try rerouting.add(event, by: job, at: now)
        for ended in event.onceMore where try history.end(of: ended.id) == ended.at {
            guard case .settled(let next) = try settlement.replay(ended.id, job.order.manner, at: now) else { continue }
            count += 1
            if let next { ready.append(next) }
        }
        job.counts.replayed += count
        job.counts.skipped += event.count - count
        return ready
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
