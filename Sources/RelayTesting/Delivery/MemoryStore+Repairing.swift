package import CivilTime
import LinuxIO
package import RelayCore

extension MemoryStore: RepairLedger {
    package func deadLetters(
        after place: ReplayPlace,
        through last: Int64,
        limit: Int
    ) throws(StoreError) -> [DeadLetter] {
        state.withLock { state in
            let letters = state.deadLetters.filter { $0.number <= last }.compactMap { number, id in
                state.finished[id].map { (number: number, stored: $0.stored, place: ReplayPlace(of: $0.stored)) }
            }
            return letters.filter { $0.place > place }.sorted { $0.place < $1.place }.prefix(limit).map { letter in
                let last = state.attempts[letter.stored.id]?.last
                return DeadLetter(
                    number: letter.number,
                    state.summary(of: letter.stored),
                    failure: last?.failure ?? "",
                    answer: last?.answer ?? []
                )
            }
        }
    }

    package func lastDeadLetter() throws(StoreError) -> Int64 { state.withLock { $0.lastDeadLetter } }
    package func edits(of id: DeliveryID) throws(StoreError) -> [StoredEdit] { state.withLock { $0.edits[id] ?? [] } }
    package func lastEvent() throws(StoreError) -> EventNumber? { state.withLock { $0.events.keys.max() } }

    package func obstacle(to stored: StoredDelivery) throws(StoreError) -> Reason? {
        if let reason = stored.delivery.overtaking { return .overtaken(reason) }
        return state.withLock { $0.verdict(on: stored).flatMap { Reason(overtakenBy: $0) } }
    }

    package func additions(to event: EventNumber) throws(StoreError) -> [Addition] {
        state.withLock { $0.additions[event] ?? [] }
    }

    package func replayJobs() throws(StoreError) -> [ReplayJob] { state.withLock { $0.jobs } }

    package func replayJob(_ id: ReplayJobID) throws(StoreError) -> ReplayJob? {
        state.withLock { $0.jobs.first { $0.id == id } }
    }

    package func dueReplays(at destination: String, by now: Timestamp, upTo limit: Int) throws(StoreError) -> Int {
        state.withLock { state in
            let due = state.waiting.values.count { stored in
                stored.address.destination == destination && stored.delivery.history.replay != nil
                    && state.isHead(stored) && stored.delivery.due.map { $0 <= now } ?? false
            }
            return min(limit, due)
        }
    }
}
