import LinuxIO
import RelayCore

extension Chronicle {
    /// Holds what is on disk after an outage against what was committed before it, and goes on with what is there.
    func recover(events: [EventSummary], deliveries: [DeliverySummary], at moment: Moment) {
        with { state in
            state.findLost(events, deliveries, at: moment)
            for event in events { state.adopt(event) }
            for delivery in deliveries { state.adopt(delivery.stored, at: moment) }
            (state.doubtful, state.doubtfulEvents) = ([], [])
        }
    }
}

extension Chronicle.State {
    fileprivate mutating func findLost(_ events: [EventSummary], _ deliveries: [DeliverySummary], at moment: Moment) {
        let numbers = Set(events.map(\.number))
        for number in acceptances.keys.sorted() where !numbers.contains(number) {
            report("\(number) was committed and is gone", at: moment)
        }
        for event in events where acceptances[event.number] == nil && !mayHaveAccepted(event) {
            report("\(event.number) is there and was never accepted", at: moment)
        }
        let states = Dictionary(deliveries.map { ($0.stored.id, $0.stored.delivery.state) }) { $1 }
        for course in courses.values.sorted(by: { $0.id < $1.id }) where !mayHaveChanged(course) {
            guard let state = states[course.id] else {
                report("\(course.id) was committed and is gone", at: moment)
                continue
            }
            let fate: Fate? = if case .finished(let fate, _) = state { fate } else { nil }
            guard fate != course.fate else { continue }
            let words = (course.fate?.rawValue ?? "waiting", fate?.rawValue ?? "waiting")
            report("\(course.id) was committed as \(words.0) and is \(words.1)", at: moment)
        }
    }

    private mutating func report(_ fact: String, at moment: Moment) {
        problems.append(Problem("what was committed survives", fact, at: moment.step))
    }

    private func mayHaveAccepted(_ event: EventSummary) -> Bool {
        doubtfulEvents.contains { $0.event.id == event.senderID && $0.event.source == event.source }
    }

    /// Whether a transaction that nobody knows the end of had to do with it, or with its lane.
    private func mayHaveChanged(_ course: Course) -> Bool {
        doubtful.contains { write in
            switch write {
            case .accept(let events):
                events.flatMap(\.deliveries).contains { new in
                    new.address == course.address && new.lead != nil && new.lead == course.lane?.lead
                }
            case .settle(let stored, _), .claim(let stored):
                stored.id == course.id || stored.lane != nil && stored.lane == course.lane
            case .replay(let id, _), .discard(let id):
                id == course.id || course.lane != nil && courses[id]?.lane == course.lane
            case .retire, .repair: true
            case .reject, .configuration, .expect, .attend, .attended, .standing, .closure, .probe: false
            }
        }
    }

    fileprivate mutating func adopt(_ event: EventSummary) {
        acceptances[event.number] = Acceptance(
            number: event.number,
            senderID: event.senderID,
            source: event.source,
            lead: event.lead,
            isEcho: event.isEcho,
            deliveries: event.deliveries,
            at: acceptances[event.number]?.at
        )
    }

    fileprivate mutating func adopt(_ stored: StoredDelivery, at moment: Moment) {
        let fresh = Course.Wait(from: moment, replay: stored.delivery.history.replay)
        var course =
            courses[stored.id]
            ?? Course(
                id: stored.id,
                address: addresses[stored.address] ?? stored.address,
                lane: stored.lane,
                position: stored.position,
                waits: [fresh]
            )
        switch stored.delivery.state {
        case .finished(let fate, let reason):
            if course.fate != fate { course.end(fate, reason.cause, at: moment) }
        case .waiting, .inFlight:
            if !course.isWaiting { course.waits.append(fresh) }
            course.fate = nil
        }
        courses[stored.id] = course
    }
}
