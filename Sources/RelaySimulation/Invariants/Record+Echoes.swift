import CivilTime
import RelayCore

/// What the APIs tell of our own writes.
extension Record {
    /// An event that only repeats a write is not routed, unless it came later than anybody waits for it.
    static func routesNoEcho(_ record: Record) -> [Problem] {
        let reports = record.reports
        return record.visits.compactMap { visit in
            guard let report = reports[Mirror.report(of: visit)], !report.isEcho, let accepted = report.at,
                record.isExpected(visit, at: accepted),
                !record.isContradicted(visit, before: accepted, reports)
            else { return nil }
            let fact = "\(report.senderID) only repeats \(visit.key), and was routed"
            return Problem("an echo is not routed", fact, at: accepted.step)
        }
    }

    /// What goes round with the APIs comes to an end soon, also where nobody knew an echo for what it was.
    static func endsEchoes(_ record: Record) -> [Problem] {
        let reports = record.reports
        var rounds: [EventNumber: Int] = [:]
        return record.visits.compactMap { visit in
            let round = rounds[visit.delivery.event, default: 0]
            if let report = reports[Mirror.report(of: visit)] { rounds[report.number] = round + 1 }
            guard round > Self.mostRounds else { return nil }
            return Problem("echoes come to an end", "\(visit.key) is the round \(round)", at: visit.began.step)
        }
    }

    /// Where the relay's clock is hours behind those of the APIs it is ping-pong that ends it.
    private static let mostRounds = PingPong.turns

    private func isExpected(_ visit: Visit, at moment: Moment) -> Bool {
        moment.counted < visit.began.counted + ExpectedEcho.lifetime
    }

    /// Whether somebody else has written another value, or a person had it sent again, or an event that came too late for
    /// its own write was taken for the echo of another that says the same: then one that comes in time may have no
    /// record left.
    private func isContradicted(_ visit: Visit, before moment: Moment, _ reports: [String: Acceptance]) -> Bool {
        let isOverwritten = reports.values.contains { other in
            !other.isEcho && other.lead == visit.question.lead && other.at.map { $0.number < moment.number } ?? true
        }
        return isOverwritten
            || visits.contains { other in
                guard other.question.lead == visit.question.lead, other.question.value == visit.question.value else {
                    return false
                }
                // What is given up and sent again while it is on its way has the same attempt twice.
                if course(other.delivery)?.waits.contains(where: { $0.replay != nil }) ?? false { return true }
                guard let late = reports[Mirror.report(of: other)], let accepted = late.at else { return false }
                // One transaction may have taken both.
                return late.isEcho && !isExpected(other, at: accepted) && accepted.number <= moment.number
            }
    }

    private var reports: [String: Acceptance] {
        Dictionary(acceptances.filter { $0.source == "mirror" }.map { ($0.senderID, $0) }) { $1 }
    }
}
