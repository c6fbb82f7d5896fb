import CivilTime
import RelayCore

/// What people do about dead letters.
extension MemoryStoreState {
    mutating func carryOut(_ repair: Repair, at now: Timestamp) -> StoreResult {
        switch repair {
        case .edit(let id, let edit, let replay):
            guard finished[id]?.stored.told(.replayed(.evenIfStale), at: now) != nil else {
                return .refused(Reason("not-in-that-state"))
            }
            let result = replay.map { self.replay(id, $0, at: now) } ?? .done
            if case .refused = result { return result }
            edits[id, default: []].append(StoredEdit(edit, at: now))
            return result
        case .begin(let order):
            if let key = order.key, let known = jobs.first(where: { $0.order.key == key }) { return .began(known.id) }
            guard hasRoomForJob else { return .refused(Reason("too-many-replays")) }
            let id = ReplayJobID(Int64(jobs.count) + 1)
            jobs.append(job(id, order, at: now))
            return .began(id)
        case .advance(let batch): return advance(batch, at: now)
        case .stop(let id): return set(.stopped, of: id)
        case .resume(let id): return set(.running, of: id)
        }
    }

    private mutating func advance(_ batch: ReplayBatch, at now: Timestamp) -> StoreResult {
        guard let place = jobs.firstIndex(where: { $0.id == batch.job }), jobs[place].state == .running,
            jobs[place].cursor == batch.from
        else { return .refused(Reason("moved")) }
        var ready: [StoredDelivery] = []
        for letter in batch.letters {
            let lane = finished[letter.id]?.stored.lane
            let before = head(of: lane)?.id
            let isSame = deadLetters.contains { $0.id == letter.id && $0.number == letter.number }
            let result = isSame ? replay(letter.id, jobs[place].order.manner, at: now) : .refused(Reason("moved"))
            guard case .done = result else {
                jobs[place].counts.skip(1, isSame ? result.cause : nil)
                continue
            }
            jobs[place].counts.replayed += 1
            // A letter that held its lane may have let another one go on.
            let turn = lane == nil ? waiting[letter.id] : head(of: lane)
            if let turn, turn.id != before { ready.append(turn) }
        }
        for event in batch.events {
            let taken = carryOut(event, of: jobs[place], at: now)
            jobs[place].counts.replayed += taken.count
            jobs[place].counts.skip(event.count - taken.count)
            ready += taken.compactMap { waiting[$0] }.filter(isHead)
        }
        jobs[place].pass(over: batch.unfit)
        jobs[place].cursor = batch.to
        if batch.isLast { jobs[place].state = .done }
        return .advanced(ready)
    }

    private var hasRoomForJob: Bool { jobs.count { $0.state == .running } < 16 }

    private mutating func set(_ state: ReplayJob.State, of id: ReplayJobID) -> StoreResult {
        guard let place = jobs.firstIndex(where: { $0.id == id }), jobs[place].state != .done else {
            return .refused(Reason("not-in-that-state"))
        }
        guard state != .running || jobs[place].state == .running || hasRoomForJob else {
            return .refused(Reason("too-many-replays"))
        }
        jobs[place].state = state
        return .done
    }
}

extension StoreResult {
    /// Why it was refused; nil where it was not.
    fileprivate var cause: String? {
        if case .refused(let reason) = self { reason.cause } else { nil }
    }
}
