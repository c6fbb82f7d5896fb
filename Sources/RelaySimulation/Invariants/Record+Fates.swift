import CivilTime
import RelayCore

/// What became of everything.
extension Record {
    /// Nothing waits for ever: only behind a dead letter that holds its lane.
    static func comesToRest(_ record: Record) -> [Problem] {
        guard !record.isAtRest else { return [] }
        return record.courses.filter(\.isWaiting).map { course in
            let state = record.stored.first { $0.stored.id == course.id }?.stored.delivery.state
            let words = state.map { "\($0)" } ?? "unknown"
            return Problem("nothing waits for ever", "\(course.id) still waits: \(words)", at: record.lastStep)
        }
    }

    /// Whoever was told that an event is taken finds it, under the id that he was told.
    static func losesNothingAcknowledged(_ record: Record) -> [Problem] {
        record.answers.compactMap { told in
            let found = record.acceptances.first { $0.number.text == told.event }
            guard found?.senderID != told.id || found?.source != told.source else { return nil }
            return Problem("nothing acknowledged is lost", "\(told.id) was taken as \(told.event)", at: told.step)
        }
    }

    /// Each event is there once, with all its deliveries, each of which has one fate or waits rightly.
    static func givesEachEventOneFate(_ record: Record) -> [Problem] {
        let name = "every event has exactly one fate"
        var problems: [Problem] = []
        for (id, events) in Dictionary(grouping: record.acceptances, by: { "\($0.source) \($0.senderID)" })
        where events.count > 1 {
            problems.append(Problem(name, "\(id) was accepted \(events.count) times", at: record.lastStep))
        }
        let stored = Dictionary(grouping: record.stored, by: \.stored.id)
        for acceptance in record.acceptances {
            for number in 0..<acceptance.deliveries {
                let id = DeliveryID(event: acceptance.number, number: number)
                guard let found = stored[id], found.count == 1 else {
                    problems.append(Problem(name, "\(id) stands \(stored[id]?.count ?? 0) times", at: record.lastStep))
                    continue
                }
            }
        }
        return problems
            + record.courses.compactMap { course in
                guard course.fate?.isDelivered == true,
                    !(record.visitsByDelivery[course.id] ?? []).contains(where: \.conduct.isConfirmed)
                else { return nil }
                return Problem(name, "\(course.id) counts as delivered, and nobody has it", at: record.lastStep)
            }
    }

    /// A dead letter says why, and what can be done.
    static func explainsDeadLetters(_ record: Record) -> [Problem] {
        record.stored.compactMap { summary in
            guard case .finished(let fate, let reason) = summary.stored.delivery.state, fate.isDeadLetter,
                reason.cause.isEmpty || reason.remedy.isEmpty
            else { return nil }
            return Problem(
                "dead letters carry cause and remedy",
                "\(summary.stored.id): \(reason)",
                at: record.lastStep
            )
        }
    }

    /// The store counts what it holds.
    static func countsItsRows(_ record: Record) -> [Problem] {
        let waiting = record.courses.count(where: \.isWaiting)
        let dead = record.courses.count { $0.fate?.isDeadLetter == true }
        guard record.counts.waiting != waiting || record.counts.deadLetters != dead else { return [] }
        let fact = "\(record.counts) for \(waiting) waiting and \(dead) dead"
        return [Problem("counters equal the rows", fact, at: record.lastStep)]
    }

    /// Attempts are numbered without a gap within each try for an end, and are no more than allowed.
    static func numbersAttempts(_ record: Record) -> [Problem] {
        record.stored.compactMap { summary in
            let (id, history) = (summary.stored.id, summary.stored.delivery.history)
            let attempts = record.attempts[id] ?? []
            let isInOrder = zip(attempts, attempts.dropFirst()).allSatisfy {
                $1.number == $0.number + 1 || $1.number == 1
            }
            guard !isInOrder || history.attempts > RoutesSketch.Account.attempts else { return nil }
            let fact = "\(id): \(attempts.map(\.number)), \(history.attempts) count"
            return Problem("attempts are counted and limited", fact, at: record.lastStep)
        }
    }
}
