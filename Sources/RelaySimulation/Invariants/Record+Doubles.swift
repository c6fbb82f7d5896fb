import RelayCore

/// What is sent again.
extension Record {
    /// Nothing that was carried out is sent again, unless whoever sent it could not know, or a person wants it.
    static func sendsNothingTwice(_ record: Record) -> [Problem] {
        record.repetitions.compactMap { before, after in
            guard before.conduct.isConfirmed, let course = record.course(before.delivery),
                !course.wasReplayed(between: before.began, and: after.began)
            else { return nil }
            // A life that ended between them may not have lived to store the answer.
            let wasStored = course.waits.contains { wait in
                wait.to.map { $0.number > before.began.number && $0.number < after.began.number } ?? false
            }
            guard before.life == after.life && before.ended != nil || wasStored else { return nil }
            return Problem(
                "no double without a crash or a lost answer",
                "\(after.key) was taken at step \(before.began.step), and came again",
                at: after.began.step
            )
        }
    }

    /// What is sent again has the same key as long as it has the same body, and another one with another.
    static func keepsTheKey(_ record: Record) -> [Problem] {
        record.repetitions.compactMap { before, after in
            // Nobody knows of a body that was sent by a life that did not live to store it.
            guard before.ended != nil, before.life == after.life else { return nil }
            guard (before.body == after.body) != (before.key == after.key) else { return nil }
            return Problem("always the same idempotency key", "\(before.key), then \(after.key)", at: after.began.step)
        }
    }
}

extension Record {
    /// What may have been carried out without an answer is remembered until the end, over every outage.
    static func remembersDoubt(_ record: Record) -> [Problem] {
        record.stored.compactMap { summary in
            let delivery = summary.stored.delivery
            guard let course = record.course(delivery.id), course.fate?.isDelivered == true, course.waits.count == 1
            else { return nil }
            let doubtful = (record.visitsByDelivery[course.id] ?? []).count { $0.conduct.isLost || $0.ended == nil }
            guard delivery.history.inDoubt < doubtful else { return nil }
            let fact = "\(course.id) had \(doubtful) doubtful attempts, and remembers \(delivery.history.inDoubt)"
            return Problem("what is in doubt is remembered", fact, at: record.lastStep)
        }
    }
}

extension Course {
    func wasReplayed(between earlier: Moment, and later: Moment) -> Bool {
        waits.contains { $0.replay != nil && $0.from.number > earlier.number && $0.from.number < later.number }
    }
}
