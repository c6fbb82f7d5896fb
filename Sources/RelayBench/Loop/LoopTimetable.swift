/// What outsiders change, and in which order.
///
/// Whoever comes to a lead changes it twice in a row, while the first is being written back, and once more about six
/// seconds later: by then the write is past what clocks may differ by, and its echo may still be on the way.
struct LoopTimetable: Sendable {
    let seconds: Int
    let rate: Int
    /// Each has leads of its own, one connection, and about three changes a second.
    let outsiders: Int
    private let leadsOfEach: Int
    /// After how many others a lead is changed for the third time.
    private static let lag = 6
    /// A lead has no more of them in ten minutes: of twenty-one the relay says that two systems play ping-pong.
    private static let changesOfLead = 12

    init(seconds: Int, rate: Int) {
        (self.seconds, self.rate) = (seconds, rate)
        outsiders = min(16, max(1, rate / 3))
        let inTenMinutes = rate * min(seconds, 600) / outsiders
        leadsOfEach = max(4 * Self.lag, inTenMinutes / Self.changesOfLead + 1)
    }

    var leads: Int { outsiders * leadsOfEach }
    /// How many turns an outsider has.
    var turns: Int { seconds * rate / outsiders }

    /// When it is somebody's turn.
    func due(_ turn: Int) -> Duration { .nanoseconds(Int64(turn * outsiders) * 1_000_000_000 / Int64(rate)) }

    /// The lead that is changed in a turn, and to which status; nil where it was not changed before.
    func change(_ turn: Int, of outsider: Int) -> (lead: Int, status: String)? {
        let (part, visit) = (turn % 3, turn / 3 - (turn % 3 == 2 ? Self.lag : 0))
        guard visit >= 0 else { return nil }
        let change = LoopRoutes.changes[visit / leadsOfEach % LoopRoutes.changes.count]
        return (outsider + outsiders * (visit % leadsOfEach), change.statuses[part])
    }
}
