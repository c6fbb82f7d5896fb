/// What a round has found.
package struct RoundResult: Sendable {
    var nginxPerSecond: Double?
    var acceptedPerSecond = 0.0
    var acceptSecondsOf1000 = 0.0
    /// In milliseconds, at half load.
    var accepting = Sample([])
    var acceptedWhileRelaying = 0.0
    var relayedPerSecond = 0.0
    var relaySecondsOf1000 = 0.0
    /// From when an event was posted until a destination had it, in milliseconds, at half load.
    var delivering = Sample([])
    var startMilliseconds: [Double] = []
    var idleMebibytes: [Double] = []
    var loads = LoadShares()
    /// Events that the relay did not accept.
    var refused = 0
    var audit = DeliveryAudit()
    package var interference: Interference?
    /// The longest that the relay's processor waited for memory between two parts, in nanoseconds.
    package var memoryWait = 0.0

    package init() {}

    mutating func note(_ load: LoadResult) { refused += load.events.count - load.accepted }

    /// Takes over what another relay of the same round has shown.
    mutating func add(_ other: RoundResult) {
        acceptedWhileRelaying = other.acceptedWhileRelaying
        relayedPerSecond = other.relayedPerSecond
        relaySecondsOf1000 = other.relaySecondsOf1000
        delivering = other.delivering
        startMilliseconds += other.startMilliseconds
        idleMebibytes += other.idleMebibytes
        loads.relaying = other.loads.relaying
        refused += other.refused
        audit.add(other.audit)
    }

    var words: String {
        let nginx = nginxPerSecond.map { "nginx \(Figure.text($0))/s, " } ?? ""
        return "\(nginx)accepted \(Figure.text(acceptedPerSecond))/s, relayed \(Figure.text(relayedPerSecond))/s"
    }
}

/// How much of its processors the load took while each rate was measured: where it is all of them, the load was the limit.
struct LoadShares: Sendable {
    var nginx: Double?
    var accepting = 0.0
    var relaying = 0.0
}
