import RelayCore

/// How much a job does at once, and how long it then waits.
struct ReplayTempo {
    let pace: Rate?

    /// How much is sent again in one commit.
    private static let most = 100
    /// For how long a batch of a job with a pace is enough.
    private static let beat = Duration.milliseconds(200)
    /// So that others come in between.
    private static let breath = Duration.milliseconds(10)

    var share: Int {
        guard let pace else { return Self.most }
        return min(Self.most, max(1, Int(Double(pace.count) * (Self.beat / pace.period))))
    }

    func pause(after count: Int) -> Duration {
        guard let pace else { return Self.breath }
        return max(Self.breath, pace.period * count / pace.count)
    }
}
