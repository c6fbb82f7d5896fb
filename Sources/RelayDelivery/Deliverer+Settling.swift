import CivilTime
import RelayCore
import RelayLog

extension Deliverer {
    /// What came of storing what became of a delivery.
    enum Settlement: Equatable {
        /// With the delivery of the lane whose turn has come.
        case stored(StoredDelivery?)
        /// Somebody gave it up meanwhile.
        case refused
        /// It could not be stored, and will not be: this relay is going down.
        case lost
    }

    /// What it means that the store has taken what became of a delivery.
    @inline(never)
    func settled(_ stored: StoredDelivery, _ outcome: DeliveryWork.Outcome, _ result: StoreResult) -> Settlement {
        forgetMark(of: stored, outcome)
        guard case .settled(let next) = result else { return .refused }
        if case .finished(let fate, _) = stored.delivery.state, fate.isDeadLetter {
            ports.deadLetterWritten()
            if stored.address.rules.onDead == .hold, stored.lane != nil { untoldHolders.append(stored) }
        }
        return .stored(next)
    }

    /// Has an operator look at the lanes that wait for what a person does with a dead letter.
    func tellHolders() async {
        while let letter = untoldHolders.popLast() {
            // One that went to and fro is told as that.
            guard case .finished(_, let reason) = letter.delivery.state, reason.cause != PingPong.cause else {
                continue
            }
            await ports.attend(Attention(laneHeldBy: letter.id, of: letter.address, reason), "lane held")
        }
    }

    /// Stores what could not be stored at once, for as long as that takes: what was sent must not be forgotten while this
    /// lives.
    @inline(never)
    func settle(
        _ stored: StoredDelivery,
        _ outcome: DeliveryWork.Outcome,
        after first: StoreError
    ) async -> Settlement {
        report(first, of: stored)
        var error = first
        while true {
            if error.code == .stopped { stop() }
            guard error.code != .stopped, (try? await ports.clock.sleep(for: .seconds(1))) != nil else { return .lost }
            do throws(StoreError) {
                let result = try await ports.committer.submit(.settle(stored, outcome.attempt))
                return settled(stored, outcome, result)
            } catch let again {
                error = again
            }
        }
    }

    private func report(_ error: StoreError, of stored: StoredDelivery) {
        ports.log.write(
            .error,
            "outcome not stored",
            ["delivery": .string(stored.id.text), "error": .string("\(error)")]
        )
    }

    /// An interruption that has not been judged yet must be found again, be it by this process or by the next.
    private func forgetMark(of stored: StoredDelivery, _ outcome: DeliveryWork.Outcome) {
        if let mark = outcome.mark { ports.marks.clear(mark) }
        guard !interrupted.isEmpty, interrupted.contains(stored.id) else { return }
        if case .finished = stored.delivery.state {} else { guard outcome.hasJudgedSend else { return } }
        interrupted.remove(stored.id)
        ports.marks.clear(interrupted: stored.id)
    }
}
