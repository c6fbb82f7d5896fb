import CivilTime
import RelayCore

/// Events that go through the routes again.
extension MemoryStoreState {
    /// A job as it begins: it ends with what there is now.
    func job(_ id: ReplayJobID, _ order: ReplayOrder, at now: Timestamp) -> ReplayJob {
        guard case .events(let filter) = order.subject else {
            return ReplayJob(id, order, madeAt: now, last: lastDeadLetter)
        }
        let last = min(events.keys.max()?.rawValue ?? 0, filter.end)
        var job = ReplayJob(id, order, madeAt: now, last: last)
        job.cursor = .event(min(filter.start, last))
        return job
    }

    /// Gives an event what it has not yet, and sends once more what ended when that was said; returns which these are.
    mutating func carryOut(_ again: RoutedAgain, of job: ReplayJob, at now: Timestamp) -> [DeliveryID] {
        var taken: [DeliveryID] = []
        for planned in again.added {
            guard let kept = events[again.event], !has(planned.address, again.event) else { continue }
            let id = DeliveryID(event: again.event, number: kept.deliveries)
            events[again.event] = kept.grown
            additions[again.event, default: []].append(
                Addition(id, by: job.id, at: now, configuration: again.configuration)
            )
            add(planned, id, of: kept.stored.event, replaying: job.order.manner, at: now)
            taken.append(id)
        }
        for ended in again.onceMore where finished[ended.id]?.at == ended.at {
            guard case .done = replay(ended.id, job.order.manner, at: now) else { continue }
            taken.append(ended.id)
        }
        return taken
    }

    private func has(_ address: DeliveryAddress, _ event: EventNumber) -> Bool {
        let all = Array(waiting.values) + finished.values.map(\.stored)
        return all.contains { $0.id.event == event && $0.address == address }
    }
}

extension MemoryStoreState.Kept {
    /// The same with a delivery more.
    fileprivate var grown: Self {
        let routed = StoredEvent(
            stored.number,
            stored.event,
            configuration: stored.configuration,
            notes: stored.notes,
            isRouted: !stored.isEcho,
            isEcho: stored.isEcho,
            isEmptied: stored.isEmptied
        )
        return Self(stored: routed, deliveries: deliveries + 1)
    }
}
