import CivilTime
import RelayCore
import RelayLog
import RelayRoutes

/// One delivery after the other.
extension Deliverer {
    /// Works on one delivery after the other, as long as more of the account may be begun: a task for each would cost
    /// about as much as all else that is done for it.
    func work(from first: StoredDelivery) async {
        let open = account(at: first.address.destination)
        let gate = DestinationGate(
            rest: rest,
            restOfLookup: rest(ofLookup:at:for:),
            turn: turn,
            line: { self.knownAccount(at: $0.name)?.line },
            note: note,
            noteSound: noteSound
        )
        var next: StoredDelivery? = first
        while let stored = next, let reader {
            let means = means(for: stored, open, reader, gate)
            let permit = permit(for: stored, open)
            var outcome = DeliveryWork.Outcome()
            var due: Timestamp?
            let settlement: Settlement
            if stored.lane != nil, means.send?.rules.order == .latest, let claimed = await claim(stored) {
                permit?.putBack(at: ports.clock.now)
                settlement = claimed
            } else {
                var delivery = stored.delivery
                outcome = await work(on: stored, open, means.send, permit).run(&delivery, means)
                permit?.putBack(at: ports.clock.now)
                if let send = means.send, !send.lookups.isEmpty { letGo(ofLookupsOf: send, for: stored.id) }
                due = delivery.due
                if outcome.isReleased {
                    settlement = .lost
                } else {
                    let changed = stored.becoming(delivery)
                    // Not in a function of its own: each that waits costs a look at which thread it goes on.
                    do throws(StoreError) {
                        let result = try await ports.committer.submit(.settle(changed, outcome.attempt))
                        settlement = settled(changed, outcome, result)
                    } catch {
                        settlement = await settle(changed, outcome, after: error)
                    }
                }
            }
            end(stored, due: due, outcome, settlement, means.recent, open)
            if !changedStandings.isEmpty { await storeStandings() }
            if !untoldHolders.isEmpty { await tellHolders() }
            if !untoldDoubts.isEmpty { await tellDoubts() }
            next = isStopping || Task.isCancelled ? nil : begin(open, at: ports.clock.now)
        }
    }

    /// Asks whether a newer one makes a delivery needless that wants to be the latest, and says what came of it; nil where
    /// it may leave. As long as it waited the store could not know whether it was on its way.
    @inline(never)
    private func claim(_ stored: StoredDelivery) async -> Settlement? {
        // What may have been sent already is judged, whatever has come since.
        guard interrupted.isEmpty || !interrupted.contains(stored.id) else { return nil }
        do throws(StoreError) {
            switch try await ports.committer.submit(.claim(stored)) {
            case .settled(let next): return .stored(next)
            case .refused: return .refused
            default: return nil
            }
        } catch {
            // To send one too many is better than to send none; but a relay that goes down sends nothing more.
            return error.code == .stopped ? .lost : nil
        }
    }

    private func work(
        on stored: StoredDelivery,
        _ open: OpenAccount,
        _ send: Send?,
        _ permit: QuotaPermit?
    ) -> DeliveryWork {
        let isInterrupted = !interrupted.isEmpty && interrupted.contains(stored.id)
        return DeliveryWork(
            stored: stored,
            routing: routing,
            ports: ports,
            policy: open.policy,
            permit: permit,
            lacksToken: permit == nil && open.line != nil,
            // What may have been sent already is judged first, whatever it is worth.
            worthUntil: isInterrupted ? nil : send?.expires.map { stored.worthBegins + $0 },
            isInterrupted: isInterrupted
        )
    }

    private func means(
        for stored: StoredDelivery,
        _ open: OpenAccount,
        _ reader: DeliveryReader,
        _ gate: DestinationGate
    ) -> Means {
        Means(
            reader: reader,
            recent: recent[stored.id.event] ?? readAhead(from: stored, open, reader),
            recents: recent,
            send: latestSends.value(of: stored.address) { routing.send(at: stored.address) },
            lookups: lookups,
            gate: gate
        )
    }

    /// Reads the event of a delivery, and those of the deliveries that are begun next: to look into the store costs more
    /// than what is read there. Nil where it is large or gone, or the store cannot be read: whoever needs it asks again.
    @inline(never)
    private func readAhead(
        from stored: StoredDelivery,
        _ open: OpenAccount,
        _ reader: DeliveryReader
    ) -> RecentEvent? {
        var numbers = [stored.id.event]
        for next in open.account.upcoming(Self.mostAhead) where next.id.event != numbers.last {
            if !recent.holds(next.id.event) { numbers.append(next.id.event) }
        }
        let found = (try? reader.events(numbers, largestBody: RecentEvents.largestBody)) ?? []
        for event in found { recent.add(event.event, event.number) }
        return recent[stored.id.event]
    }

    private static let mostAhead = 32

    /// Makes room for the next, now that one has ended or waits again.
    @inline(never)
    private func end(
        _ stored: StoredDelivery,
        due: Timestamp?,
        _ outcome: DeliveryWork.Outcome,
        _ settlement: Settlement,
        _ event: RecentEvent?,
        _ open: OpenAccount
    ) {
        // What the committing thread handed in up to now may name this delivery; once it is forgotten, that would count.
        takeOffers()
        // What could not be stored stays known, so that it is not begun as if it had never been sent.
        guard settlement != .lost else { return }
        if let event = event ?? recent[stored.id.event] { recent.release(event) }
        let next: StoredDelivery? = if case .stored(let next) = settlement { next } else { nil }
        open.account.end(stored, next: next?.id)
        takeNote(of: outcome, to: stored, open)
        switch settlement {
        case .stored(let next?): open.account.offer(next, at: ports.clock.now)
        case .refused: open.account.lookAgain()
        case .stored(nil), .lost: break
        }
        if let due { open.account.expect(due) }
        stir(open)
    }
}

extension StoredDelivery {
    /// From when counts how long it is worth sending: its event's time, or when a person wanted it again.
    fileprivate var worthBegins: Timestamp { delivery.history.replay == nil ? position : delivery.since }
}
