import CivilTime
package import RelayCore
import RelayLog
import RelayRoutes

/// Destinations to which nothing is sent, because their account is broken or a person wants that.
extension Deliverer {
    // MARK: What a person wants

    /// Begins nothing more at a destination until it is resumed, and says whether there is one of this name.
    package func pause(_ destination: String, reason: String) async throws(StoreError) -> Bool {
        guard routing.table.destinations[destination] != nil else { return false }
        if !hasOpened { commanded.insert(destination) }
        let open = account(at: destination)
        open.account.pause.set(.byOperator(reason: reason, since: ports.clock.now))
        open.account.ramp = nil
        tellPaused(open)
        try await store(standingOf: destination)
        return true
    }

    /// Sends to a destination again, over that time from one delivery at a time up to all that is configured, and says
    /// whether there is one of this name.
    package func resume(_ destination: String, over ramp: Duration?) async throws(StoreError) -> Bool {
        guard let causes = routing.table.destinations[destination]?.pauseCauses else { return false }
        if !hasOpened { commanded.insert(destination) }
        let (open, now) = (account(at: destination), ports.clock.now)
        let ramp = ramp.map { AccountRamp(Ramp(since: now, until: now + $0), open.line?.quota.rate) }
        let pause = open.account.resume(ramp)
        if pause != nil { tellResumed(open) }
        endDoubt(of: open)
        // A lookup may have met no more than its breaker; and a person's pause hides the one by answers that it took the
        // place of.
        wake(what: pause, and: causes.sorted(), keptFrom: open)
        reopen(open)
        open.account.lookAgain()
        stir(open)
        try await store(standingOf: destination)
        await storeClosures()
        await tellDoubts()
        return true
    }

    // MARK: What answers say

    /// For how long a call at a destination may not be made.
    func rest(of call: Call, at destination: Destination) -> Duration? {
        guard let open = knownAccount(at: destination.name), open.account.pause.isKnown else { return nil }
        return open.account.pause.rest(of: call.name, at: ports.clock.now)
    }

    /// Takes note that a lookup got an answer that no broken account would give.
    func noteSound(at destination: Destination, for id: DeliveryID) {
        guard let open = knownAccount(at: destination.name) else { return }
        let hasOthers = open.account.pause.isInForce && waitsAny(at: open)
        let ended = open.account.pause.noteSound(answerToLookupFor: id, besideOthers: hasOthers)
        if let ended { noteEnd(of: ended, open) }
        if open.isDoubtOfLookup { endDoubt(of: open) }
    }

    func takeNote(of outcome: DeliveryWork.Outcome, to stored: StoredDelivery, _ open: OpenAccount) {
        if outcome.showsSoundAccount {
            endDoubt(of: open)
            if let pause = open.account.pause.noteSound(answerTo: stored.id) { noteEnd(of: pause, open) }
        } else if outcome.hasJudgedSend, outcome.breakage == nil, open.account.pause.isInForce {
            if open.account.pause.noteLost(answerTo: stored.id, open.policy, at: ports.clock.now) { change(open) }
        }
        guard let breakage = outcome.breakage else { return }
        let broken = account(at: breakage.destination)
        switch broken.account.pause.note(breakage, to: stored, broken.policy, at: ports.clock.now) {
        case .nothing: return noteDoubt(breakage, to: stored, broken)
        case .began: tellPaused(broken, by: breakage, stored.id)
        case .went: break
        }
        // A call alone is paused in memory only.
        guard breakage.verdict.scope == .destination else { return noteDoubt(breakage, to: stored, broken) }
        endDoubt(of: broken)
        change(broken)
    }

    /// An account whose answers had paused it works again.
    func noteEnd(of pause: DestinationPause, _ open: OpenAccount) {
        change(open)
        tellResumed(open)
        wake(what: pause, keptFrom: open)
    }

    // MARK: Storing

    /// Remembers to store how a destination stands.
    func change(_ open: OpenAccount) {
        changedStandings.append(open.destination)
        stir(open)
    }

    /// Stores how destinations stand, once a change.
    func storeStandings() async {
        while let destination = changedStandings.popLast() {
            do throws(StoreError) {
                try await store(standingOf: destination)
            } catch {
                ports.log.write(
                    .error,
                    "pause not stored",
                    ["destination": .string(destination), "error": .string("\(error)")]
                )
            }
        }
    }

    private func store(standingOf destination: String) async throws(StoreError) {
        let open = account(at: destination)
        let standing = open.standing(at: ports.clock.now)
        _ = try await ports.committer.submit(.standing(of: destination, standing))
        try await storeDowntime(of: open)
        guard let pause = standing?.pause, pause.by == .answer else {
            _ = try await ports.committer.submit(.attended(.pause(of: destination)))
            return
        }
        // After each probe anew: somebody may have taken it off that list.
        _ = try await ports.committer.submit(.attend(Attention(pause, of: destination)))
    }

    /// Has an operator look at a destination while its breaker is not closed, and no longer.
    private func storeDowntime(of open: OpenAccount) async throws(StoreError) {
        let isDown = open.account.breaker.since != nil
        guard isDown != open.isToldDown else { return }
        open.isToldDown = isDown
        let write: StoreWrite =
            isDown
            ? .attend(Attention(downtimeOf: open.destination, cause: open.downCause))
            : .attended(.downtime(of: open.destination))
        do throws(StoreError) {
            _ = try await ports.committer.submit(write)
        } catch {
            open.isToldDown = !isDown
            throw error
        }
    }

    /// Takes over how destinations stood when the process before this one ended.
    func takeStandings(_ reader: DeliveryReader, at now: Timestamp) {
        do throws(StoreError) {
            for (destination, standing) in try reader.standings().sorted(by: { $0.key < $1.key }) {
                guard routing.table.destinations[destination] != nil, !commanded.contains(destination) else { continue }
                let open = account(at: destination)
                switch standing {
                case .paused(let pause):
                    open.account.pause.set(pause)
                    // By a clock that was put back since, its time may never come.
                    if now < pause.since { open.account.pause.expire(at: now) }
                case .ramping(let ramp):
                    let ramp = now < ramp.since ? ramp.shifted(by: now.duration(since: ramp.since)) : ramp
                    guard !ramp.isOver(at: now) else { continue }
                    open.account.ramp = AccountRamp(ramp, open.line?.quota.rate, goingOnAt: now)
                }
            }
            try takeClosures(reader, at: now)
            for record in try reader.attention() { takeDowntime(record, at: now) }
        } catch {
            ports.log.write(.error, "pauses unreadable", ["error": .string("\(error)")])
        }
    }

    /// One that was down goes on with a single delivery, to see whether it still is.
    private func takeDowntime(_ record: AttentionRecord, at now: Timestamp) {
        let name = record.attention.name
        if name == .doubt(of: name.subject), routing.table.destinations[name.subject] != nil {
            let open = account(at: name.subject)
            open.isToldDoubtful = true
            open.isDoubtOfLookup = record.attention.detail.hasPrefix(Verdict.ofLookup)
        }
        guard name == .downtime(of: name.subject), routing.table.destinations[name.subject] != nil,
            !commanded.contains(name.subject)
        else { return }
        let open = account(at: name.subject)
        (open.downCause, open.isToldDown) = (record.attention.detail, true)
        open.account.breaker.takeOver(since: record.first, at: now)
    }

    // MARK: Telling

    private func tellPaused(_ open: OpenAccount) {
        guard let pause = open.account.pause.current else { return }
        ports.log.write(
            .info,
            "destination paused",
            ["destination": .string(open.destination), "cause": .string(pause.cause), "remedy": .string(pause.remedy)]
        )
    }

    private func tellPaused(_ open: OpenAccount, by breakage: Breakage, _ sample: DeliveryID) {
        ports.log.write(
            .warning,
            "destination paused",
            [
                "destination": .string(breakage.destination), "call": .string(breakage.call),
                "cause": .string(breakage.verdict.cause), "remedy": .string(breakage.verdict.remedy),
                "delivery": .string(sample.text),
            ]
        )
    }

    func tellResumed(_ open: OpenAccount) {
        ports.log.write(.info, "destination resumed", ["destination": .string(open.destination)])
    }
}
