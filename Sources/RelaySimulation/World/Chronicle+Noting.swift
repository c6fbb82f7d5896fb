import CivilTime
import LinuxIO
import RelayCore

/// A delivery that has ended, as the store has it.
struct EndedRow: Sendable {
    let id: DeliveryID
    let fate: Fate
    let cause: String
}

extension Chronicle {
    /// Takes note of a transaction that came to its end, with all that it has ended, also by the way.
    func note(_ writes: [StoreWrite], _ results: [StoreResult], ended: [EndedRow], at moment: Moment) {
        with { state in
            state.doubtful = []
            for (write, result) in zip(writes, results) { state.note(write, result, at: moment) }
            for row in ended { state.courses[row.id]?.end(row.fate, row.cause, at: moment) }
            for (write, result) in zip(writes, results) { state.checkOvertaken(write, result, at: moment) }
        }
    }

    func noteDoubt(_ writes: [StoreWrite]) {
        with { state in
            state.doubtful += writes
            for case .accept(let events) in writes { state.doubtfulEvents += events }
        }
    }
}

extension Chronicle.State {
    fileprivate mutating func note(_ write: StoreWrite, _ result: StoreResult, at moment: Moment) {
        switch (write, result) {
        case (.accept(let events), .accepted(let receipts)):
            for (event, receipt) in zip(events, receipts) where !receipt.isDuplicate { accept(event, receipt, moment) }
        case (.settle(let stored, _), .settled):
            if case .waiting = stored.delivery.state { courses[stored.id]?.settledAgain.append(moment) }
        case (.replay(let id, let replay), .settled):
            courses[id]?.waits.append(Course.Wait(from: moment, replay: replay))
            courses[id]?.fate = nil
        default: break
        }
    }

    private mutating func accept(_ new: NewEvent, _ receipt: Receipt, _ moment: Moment) {
        let (number, event) = (receipt.number, new.event)
        acceptances[number] = Acceptance(
            number: number,
            senderID: event.id,
            source: event.source,
            lead: event.lead,
            isEcho: receipt.isEcho,
            deliveries: receipt.deliveries,
            at: moment
        )
        guard !receipt.isEcho else { return }
        for (place, planned) in new.deliveries.enumerated() {
            let id = DeliveryID(event: number, number: place)
            courses[id] = Course(
                id: id,
                address: planned.address,
                lane: planned.lead.map { Lane(destination: planned.address.destination, lead: $0) },
                position: event.position(as: number),
                waits: [Course.Wait(from: moment, replay: nil)]
            )
        }
    }

    /// Nothing waits again for a send that wants only the latest while a newer one waits.
    fileprivate mutating func checkOvertaken(_ write: StoreWrite, _ result: StoreResult, at moment: Moment) {
        guard case (.settle(let stored, _), .settled) = (write, result), case .waiting = stored.delivery.state,
            stored.address.rules.order == .latest, let course = courses[stored.id], course.isWaiting,
            course.waits.last?.replay != .evenIfStale
        else { return }
        let newer = courses.values.filter { other in
            other.isWaiting && other.lane == course.lane && other.address == course.address && course.lane != nil
                && course.stands(before: other)
        }
        guard let newest = newer.max(by: { $0.stands(before: $1) }) else { return }
        let fact = "\(course.id) waits again though \(newest.id) is newer"
        problems.append(Problem("only the latest waits", fact, at: moment.step))
    }
}
