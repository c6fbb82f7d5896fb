/// Two systems that undo each other's writes through us: neither would ever stop.
package enum PingPong {
    /// Of a dead letter that ended it, which holds its lane.
    package static let cause = "ping-pong"

    /// With so many deliveries that take turns between two values it is one.
    package static let turns = 6
    /// With more deliveries than this, whatever they write, it is one too.
    package static let most = 20

    /// Whether one more value makes it one, after those that were written for the same lead at the same destination in
    /// the last minutes, the oldest first.
    package static func isSeen(in values: [String], next: String) -> Bool {
        guard values.count < most else { return true }
        let last = (values.suffix(turns - 1) + [next]).map { ExactText($0) }
        guard last.count == turns, last[0] != last[1] else { return false }
        return zip(last, last.dropFirst(2)).allSatisfy { $0 == $1 }
    }

    package static func reason(at destination: String, lead: String, values: Int) -> Reason {
        Reason(
            cause,
            detail:
                """
                \(values) deliveries for \(PersonalText.abbreviated(lead)) went to \(destination) within minutes, and this \
                would undo the last
                """,
            remedy: "find who writes against whom, then replay it, or discard it: the lane goes on with either"
        )
    }
}
