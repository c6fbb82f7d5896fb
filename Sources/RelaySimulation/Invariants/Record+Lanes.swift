import CivilTime
import RelayCore

/// The order within a lane: of those that wait at the same time, the one with the earlier position goes first.
///
/// Waiting is from the transaction that accepts or replays a delivery to the one that ends it. What begins to wait within
/// the very instant of a request may have come behind it, and does not count.
extension Record {
    static func keepsLaneOrder(_ record: Record) -> [Problem] {
        record.visits.flatMap { visit in
            guard let course = record.course(visit.delivery) else { return [Problem]() }
            let resolved = record.resolve(of: visit)
            let first = record.rivals(of: course).filter { earlier in
                guard earlier.stands(before: course), let wait = earlier.waits(at: resolved) else { return false }
                return wait.from.elapsed + record.longestLookup(of: visit) < resolved.elapsed
            }
            return first.map { earlier in
                let fact = "\(course.id) was sent while \(earlier.id) waited, which stands before it"
                return Problem("a lane's deliveries go out in order", fact, at: visit.began.step)
            }
        }
    }

    /// As long as one is on its way, no other of its lane is.
    static func sendsOneOfALaneAtATime(_ record: Record) -> [Problem] {
        record.visits.enumerated().flatMap { place, visit -> [Problem] in
            guard let course = record.course(visit.delivery) else { return [] }
            let others = record.visits[..<place].filter { other in
                other.life == visit.life && other.account == visit.account
                    && (other.ended.map { $0.number > visit.began.number } ?? true)
                    && course.lane != nil && record.course(other.delivery)?.lane == course.lane
            }
            return others.map { other in
                let fact = "\(visit.key) was sent while \(other.key) was on its way"
                return Problem("one of a lane at a time", fact, at: visit.began.step)
            }
        }
    }

    /// Where a dead letter's send holds the lane, nobody behind it passes it before a person has decided.
    static func holdsBehindTheDead(_ record: Record) -> [Problem] {
        record.visits.flatMap { visit in
            guard let course = record.course(visit.delivery) else { return [Problem]() }
            let holders = record.rivals(of: course).filter { $0.stands(before: course) && $0.held(at: visit.began) }
            return holders.map { dead in
                let fact = "\(course.id) was sent though \(dead.id) had died and holds the lane"
                return Problem("a dead letter holds its lane", fact, at: visit.began.step)
            }
        }
    }

    /// For a send that wants only the latest, nothing goes out that is older than what was delivered.
    static func sendsNothingStale(_ record: Record) -> [Problem] {
        record.visits.flatMap { visit in
            guard let course = record.course(visit.delivery), course.address.rules.order == .latest,
                course.replay(at: visit.began) != .evenIfStale
            else { return [Problem]() }
            let newer = record.rivals(of: course).filter { other in
                other.address == course.address && course.stands(before: other)
                    && other.wasDelivered(before: visit.began)
            }
            return newer.map { other in
                let fact = "\(course.id) was sent after \(other.id), which is newer"
                return Problem("nothing stale is sent", fact, at: visit.began.step)
            }
        }
    }
}

extension Course {
    /// Whether it was a dead letter then, and had been for longer than an instant, and still is.
    fileprivate func held(at moment: Moment) -> Bool {
        guard holdsItsLane, let died = waits.last?.to else { return false }
        return died.elapsed < moment.elapsed
    }

    /// Whether its last wait ended with that, for longer than an instant.
    fileprivate func wasDelivered(before moment: Moment) -> Bool {
        guard fate?.isDelivered == true, waits.count == 1, let end = waits.last?.to else { return false }
        return end.elapsed < moment.elapsed
    }
}
