package import CivilTime

extension Event {
    /// How far clocks may differ before what they say is not believed.
    package static let clockTolerance = Duration.seconds(300)

    /// Whether its sender says that it occurred later than it can have.
    package var isAheadOfTime: Bool { occurredAt.map { $0 > receivedAt + Self.clockTolerance } ?? false }

    /// What orders it among others about its lead: when it occurred, or else when it was received.
    ///
    /// A time that has not come yet would make all that comes before it look old, and so would this machine's own clock
    /// where it was put back since earlier events: their numbers still tell what it had come to.
    package func position(as number: EventNumber) -> Timestamp {
        let latest = number.moment
        let received = latest > receivedAt + Self.clockTolerance ? latest : receivedAt
        guard let occurredAt, occurredAt <= received + Self.clockTolerance else { return received }
        return occurredAt
    }
}
