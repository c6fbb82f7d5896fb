import RelayCore

/// The position of an event's deliveries, from its row: `Event.position` in SQL.
enum PositionColumn {
    /// The names of the columns begin with that of the table, as in `e.`.
    static func sql(_ table: String = "") -> String {
        let tolerance = Event.clockTolerance.components.seconds * 1_000_000
        let latest = "((\(table)number >> 22) + \(EventNumbers.epoch)) * 1000"
        let received =
            "CASE WHEN \(latest) > \(table)received + \(tolerance) THEN \(latest) ELSE \(table)received END"
        return "CASE WHEN \(table)occurred <= (\(received)) + \(tolerance) THEN \(table)occurred ELSE \(received) END"
    }
}
