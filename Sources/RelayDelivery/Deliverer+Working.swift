import RelayCore
import RelayLog
import RelayRoutes

/// One delivery after the other.
extension Deliverer {
    /// Works on one delivery after the other, as long as more of the account may be begun: a task for each would cost
    /// about as much as all else that is done for it.
    func work(from first: StoredDelivery) async {
        let open = account(at: first.address.destination)
        var next: StoredDelivery? = first
        while let stored = next, let reader {
            var delivery = stored.delivery
            let means = means(for: stored, reader)
            let outcome = await work(on: stored, open).run(&delivery, means)
            let settlement: Settlement
            if outcome.isReleased {
                settlement = .lost
            } else {
                let changed = StoredDelivery(delivery, stored.address, lane: stored.lane, position: stored.position)
                // Not in a function of its own: each that waits costs a look at which thread it goes on.
                do throws(StoreError) {
                    let result = try await ports.committer.submit(.settle(changed, outcome.attempt))
                    settlement = settled(changed, outcome, result)
                } catch {
                    settlement = await settle(changed, outcome, after: error)
                }
            }
            end(stored, as: delivery, outcome, settlement, means.recent, open)
            next = isStopping || Task.isCancelled ? nil : open.account.begin(at: ports.clock.now)
        }
    }

    private func work(on stored: StoredDelivery, _ open: OpenAccount) -> DeliveryWork {
        DeliveryWork(
            stored: stored,
            routing: routing,
            ports: ports,
            policy: open.policy,
            isInterrupted: !interrupted.isEmpty && interrupted.contains(stored.id)
        )
    }

    private func means(for stored: StoredDelivery, _ reader: DeliveryReader) -> Means {
        Means(
            reader: reader,
            recent: recent[stored.id.event],
            recents: recent,
            send: latestSends.value(of: stored.address) { routing.send(at: stored.address) },
            lookups: lookups,
            rest: rest
        )
    }

    /// Makes room for the next, now that one has ended or waits again.
    private func end(
        _ stored: StoredDelivery,
        as delivery: Delivery,
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
        if case .waiting(let due, _) = delivery.state { open.account.expect(due) }
        stir(open)
    }

    /// For how long a call at a destination may not be made.
    private func rest(of call: Call, at destination: Destination) -> Duration? {
        guard let open = knownAccount(at: destination.name), open.account.pause.isKnown else { return nil }
        return open.account.pause.rest(of: call.name, at: ports.clock.now)
    }

    private func takeNote(of outcome: DeliveryWork.Outcome, to stored: StoredDelivery, _ open: OpenAccount) {
        if outcome.showsSoundAccount { open.account.pause.noteSound(answerTo: stored.id) }
        guard let breakage = outcome.breakage else { return }
        let account = account(at: breakage.destination)
        let (verdict, now) = (breakage.verdict, ports.clock.now)
        guard
            account.account.pause.note(verdict, to: stored, call: breakage.call, until: breakage.until, at: now)
        else { return }
        ports.log.write(
            .warning,
            "destination paused",
            [
                "destination": .string(breakage.destination), "call": .string(breakage.call),
                "cause": .string(verdict.cause), "remedy": .string(verdict.remedy),
            ]
        )
        stir(account)
    }
}
