import CivilTime
import RelayCore

extension MemoryStoreState {
    mutating func carryOut(_ write: StoreWrite, at now: Timestamp) -> StoreResult {
        switch write {
        case .accept(let events): return accept(events, at: now)
        case .settle(let stored, let attempt): return settle(stored, attempt, at: now)
        case .reject(let request):
            rejections.append(request)
            return .done
        case .probe: return .done
        case .configuration(let fingerprint, let text):
            configurations[fingerprint] = text
            return .done
        case .replay(let id): return tell(id, .replayed, at: now)
        case .discard(let id): return tell(id, .discarded, at: now)
        case .retire(let addresses): return retire(keeping: addresses, at: now)
        }
    }

    // MARK: Accepting

    private mutating func accept(_ events: [NewEvent], at now: Timestamp) -> StoreResult {
        // The turn of a delivery is known once all of the request are here.
        let accepted = events.map { accept($0, at: now) }
        return .accepted(
            accepted.map { number, isDuplicate in
                let count = self.events[number]?.deliveries ?? 0
                let ids = isDuplicate ? [] : (0..<count).map { DeliveryID(event: number, number: $0) }
                let ready = ids.compactMap { waiting[$0] }.filter(isHead)
                return Receipt(number, isDuplicate: isDuplicate, deliveries: count, ready: ready)
            }
        )
    }

    private mutating func accept(_ new: NewEvent, at now: Timestamp) -> (EventNumber, isDuplicate: Bool) {
        let event = new.event
        let ids = ([event.id] + event.aliases).map { SenderID(source: event.source, id: $0) }
        for id in ids {
            if let known = self.ids[id] { return (known, true) }
        }
        let number = numbers.next(at: now)
        for id in ids { self.ids[id] = number }
        let stored = StoredEvent(
            number,
            event,
            configuration: new.configuration,
            notes: new.notes,
            isRouted: new.isRouted,
            isEmptied: false
        )
        events[number] = Kept(stored: stored, deliveries: new.deliveries.count)
        for (position, delivery) in new.deliveries.enumerated() {
            add(delivery, DeliveryID(event: number, number: position), of: event, at: now)
        }
        return (number, false)
    }

    private mutating func add(_ new: NewDelivery, _ id: DeliveryID, of event: Event, at now: Timestamp) {
        let state: Delivery.State =
            new.failure.map { .finished(.dead, $0) } ?? .waiting(due: now, Reason("its-turn"))
        put(
            StoredDelivery(
                Delivery(id: id, since: now, state: state),
                new.address,
                lane: new.lead.map { Lane(destination: new.address.destination, lead: $0) },
                position: event.occurredAt ?? event.receivedAt
            ),
            at: now
        )
    }

    // MARK: Changing

    private mutating func settle(_ stored: StoredDelivery, _ attempt: Attempt?, at now: Timestamp) -> StoreResult {
        guard waiting[stored.id] != nil else { return .refused(Reason("not-waiting")) }
        if let attempt { attempts[stored.id, default: []].append(attempt) }
        put(stored, at: now)
        guard case .finished = stored.delivery.state else { return .settled(next: nil) }
        return .settled(next: head(of: stored.lane))
    }

    private mutating func tell(_ id: DeliveryID, _ event: Delivery.Event, at now: Timestamp) -> StoreResult {
        guard let stored = waiting[id] ?? finished[id]?.stored else { return .refused(Reason("unknown")) }
        var delivery = stored.delivery
        let moment = Delivery.Moment(now: now, policy: .standard, jitter: Jitter(0))
        guard (try? delivery.apply(event, moment)) != nil else { return .refused(Reason("not-in-that-state")) }
        put(StoredDelivery(delivery, stored.address, lane: stored.lane, position: stored.position), at: now)
        return .done
    }

    private mutating func retire(keeping addresses: Set<DeliveryAddress>, at now: Timestamp) -> StoreResult {
        let gone = waiting.values.filter { !addresses.contains($0.address) }
        for stored in gone {
            let delivery = Delivery(
                id: stored.id,
                since: stored.delivery.since,
                state: .finished(.dead, Reason("send-removed")),
                history: stored.delivery.history
            )
            put(StoredDelivery(delivery, stored.address, lane: stored.lane, position: stored.position), at: now)
        }
        return .changed(gone.count)
    }

    /// Puts a delivery where its state belongs.
    private mutating func put(_ stored: StoredDelivery, at now: Timestamp) {
        remove(stored)
        switch stored.delivery.state {
        case .waiting, .inFlight:
            waiting[stored.id] = stored
            if let lane = stored.lane { enqueue(stored, in: lane) }
        case .finished(let fate, _):
            finished[stored.id] = Finished(stored: stored, at: now)
            guard fate.isDeadLetter else { return }
            lastDeadLetter += 1
            deadLetters.append((lastDeadLetter, stored.id))
        }
    }

    private mutating func remove(_ stored: StoredDelivery) {
        waiting[stored.id] = nil
        finished[stored.id] = nil
        deadLetters.removeAll { $0.id == stored.id }
        guard let lane = stored.lane, let position = lanes[lane]?.firstIndex(of: stored.id) else { return }
        lanes[lane]?.remove(at: position)
        if lanes[lane]?.isEmpty ?? false { lanes[lane] = nil }
    }

    private mutating func enqueue(_ stored: StoredDelivery, in lane: Lane) {
        let ids = lanes[lane] ?? []
        let place = ids.firstIndex { id in
            waiting[id].map { (stored.position, stored.id) < ($0.position, id) } ?? false
        }
        lanes[lane, default: []].insert(stored.id, at: place ?? ids.count)
    }
}
