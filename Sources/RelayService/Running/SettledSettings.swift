import JSON

/// The settings of the service that are read once, when it starts.
enum SettledSettings {
    private static let service = ["listen", "data", "log", "proxies", "store"]
    private static let limits = [
        "body", "header", "request", "idle", "connections", "connectionsByAddress", "rateByAddress", "queue",
        "deadLetters", "grace",
    ]

    /// Those that a reloaded file changes, as paths, which is to no effect before the next start.
    static func changes(from old: JSONValue?, to new: JSONValue?) -> [String] {
        let (oldLimits, newLimits) = (old?["limits"], new?["limits"])
        return service.filter { old?[$0] != new?[$0] }.map { "service.\($0)" }
            + limits.filter { oldLimits?[$0] != newLimits?[$0] }.map { "service.limits.\($0)" }
    }
}
