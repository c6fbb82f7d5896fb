import CivilTime
import RelayCore

extension MemoryStoreState {
    mutating func carryOut(_ write: StoreWrite, at now: Timestamp) -> StoreResult {
        switch write {
        case .accept(let events): return accept(events, at: now)
        case .settle(let stored, let attempt): return settle(stored, attempt, at: now)
        case .claim(let stored): return claim(stored, at: now)
        case .reject(let request):
            rejections.append(request)
            return .done
        case .probe: return .done
        case .standing(let destination, let standing):
            standings[destination] = standing
            return .done
        case .closure(let destination, let closure):
            closures[destination] = closure
            return .done
        case .configuration(let fingerprint, let text):
            configurations[fingerprint] = text
            return .done
        case .replay(let id, let replay): return self.replay(id, replay, at: now)
        case .repair(let repair): return carryOut(repair, at: now)
        case .discard(let id): return tell(id, .discarded, at: now)
        case .attend(let told, let times): return attend(told, times: times, at: now)
        case .expect(let echo): return expect(echo, at: now)
        case .attended(let name): return attended(name)
        case .retire(let addresses):
            rules = Dictionary(addresses.map { ($0, $0.rules) }) { $1 }
            return retire(keeping: addresses, at: now)
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
                let isEcho = !isDuplicate && (self.events[number]?.stored.isEcho ?? false)
                return Receipt(number, isDuplicate: isDuplicate, isEcho: isEcho, deliveries: count, ready: ready)
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
        let found = match(new, at: now)
        echoMatches[number] = found
        let isEcho = found?.isEcho ?? false
        let stored = StoredEvent(
            number,
            event,
            configuration: new.configuration,
            notes: isEcho ? [] : new.notes,
            isRouted: new.isRouted && !isEcho,
            isEcho: isEcho,
            isEmptied: false
        )
        let deliveries = isEcho ? [] : new.deliveries
        events[number] = Kept(stored: stored, deliveries: deliveries.count)
        for (position, delivery) in deliveries.enumerated() {
            add(delivery, DeliveryID(event: number, number: position), of: event, at: now)
        }
        return (number, false)
    }

    mutating func add(
        _ new: NewDelivery,
        _ id: DeliveryID,
        of event: Event,
        replaying replay: Delivery.Replay? = nil,
        at now: Timestamp
    ) {
        if rules[new.address] == nil { rules[new.address] = new.address.rules }
        let state: Delivery.State =
            new.failure.map { .finished(.dead, $0) }
            ?? .waiting(due: now, replay == nil ? Reason("its-turn") : .replayed)
        let stored = StoredDelivery(
            Delivery(id: id, since: now, state: state, history: Delivery.History(replay: replay)),
            new.address,
            lane: new.lead.map { Lane(destination: new.address.destination, lead: $0) },
            position: event.position(as: id.event)
        )
        arrive(stored, at: now)
    }

    // MARK: Changing

    private mutating func settle(_ stored: StoredDelivery, _ attempt: Attempt?, at now: Timestamp) -> StoreResult {
        let known = waiting[stored.id] ?? finished[stored.id]?.stored
        guard let known, known.isOfSameLife(as: stored) else { return .refused(Reason("not-waiting")) }
        noteEcho(of: stored, attempt)
        let isLate = known.wasEndedByOthers && (attempt != nil || isOvertaken(stored.id))
        guard waiting[stored.id] != nil || isLate else { return .refused(Reason("not-waiting")) }
        if let attempt { attempts[stored.id, default: []].append(attempt) }
        let settled = overtaken(stored, at: now)
        let isAsBefore = isLate && !isOvertaken(stored.id) && settled.delivery.state == known.delivery.state
        put(settled, at: now)
        noteDelivered(settled, at: now)
        guard !isAsBefore else { return .refused(Reason("not-waiting")) }
        guard case .finished = settled.delivery.state else { return .settled(next: nil) }
        return .settled(next: head(of: settled.lane))
    }

    private mutating func claim(_ stored: StoredDelivery, at now: Timestamp) -> StoreResult {
        guard let waiting = waiting[stored.id], waiting.isOfSameLife(as: stored) else {
            return .refused(Reason("not-waiting"))
        }
        guard let verdict = verdict(on: waiting), let ended = waiting.told(verdict, at: now) else { return .done }
        put(ended, at: now)
        return .settled(next: head(of: ended.lane))
    }

    private mutating func tell(_ id: DeliveryID, _ event: Delivery.Event, at now: Timestamp) -> StoreResult {
        guard let stored = waiting[id] ?? finished[id]?.stored else { return .refused(Reason("unknown")) }
        var delivery = stored.delivery
        let moment = Delivery.Moment(now: now, policy: .standard, jitter: Jitter(0))
        guard (try? delivery.apply(event, moment)) != nil else { return .refused(Reason("not-in-that-state")) }
        put(stored.becoming(delivery), at: now)
        return .done
    }

    mutating func replay(_ id: DeliveryID, _ replay: Delivery.Replay, at now: Timestamp) -> StoreResult {
        guard let ended = finished[id]?.stored, let again = ended.told(.replayed(replay), at: now) else {
            return .refused(Reason("not-in-that-state"))
        }
        guard replay.contains(.evenIfStale) || verdict(on: ended) == nil else { return .refused(Reason("stale")) }
        supersedeOlder(than: again, at: now)
        put(again, at: now)
        return .done
    }

    private mutating func retire(keeping addresses: Set<DeliveryAddress>, at now: Timestamp) -> StoreResult {
        for (lane, letters) in holders {
            // Of a send that is gone they hold on: only a person knows what is to become of them.
            let others = letters.filter { id in
                finished[id].map { holds($0.stored) || !addresses.contains($0.stored.address) } ?? false
            }
            holders[lane] = others.isEmpty ? nil : others
        }
        let gone = waiting.values.filter { !addresses.contains($0.address) }
        for stored in gone {
            let delivery = Delivery(
                id: stored.id,
                since: stored.delivery.since,
                state: .finished(.dead, Reason("send-removed")),
                history: stored.delivery.history
            )
            put(stored.becoming(delivery), at: now)
        }
        return .changed(gone.count)
    }

    /// Whether a dead letter holds its lane.
    private func holds(_ letter: StoredDelivery?) -> Bool {
        guard let letter, case .finished(_, let reason) = letter.delivery.state else { return false }
        let isWanted = rules[letter.address]?.onDead == .hold && reason.cause != Reason.sendRemoved
        return isWanted || reason.cause == PingPong.cause
    }

    /// Puts a delivery where its state belongs.
    mutating func put(_ stored: StoredDelivery, at now: Timestamp) {
        remove(stored)
        switch stored.delivery.state {
        case .waiting, .inFlight:
            waiting[stored.id] = stored
            if let lane = stored.lane { enqueue(stored, in: lane) }
        case .finished(let fate, _):
            finished[stored.id] = Finished(stored: stored, at: now)
            guard fate.isDeadLetter else { return }
            if let lane = stored.lane, holds(stored) { holders[lane, default: []].insert(stored.id) }
            lastDeadLetter += 1
            deadLetters.append((lastDeadLetter, stored.id))
        }
    }

    private mutating func remove(_ stored: StoredDelivery) {
        waiting[stored.id] = nil
        finished[stored.id] = nil
        deadLetters.removeAll { $0.id == stored.id }
        if let lane = stored.lane, holders[lane]?.remove(stored.id) != nil, holders[lane]?.isEmpty ?? true {
            holders[lane] = nil
        }
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
