import CivilTime

/// So many requests in so long, counted from the first one on.
struct RateWindow: Sendable {
    private let limit: Int
    private let length: Duration
    private var count = 0
    private var closes: Timestamp?

    init(limit: Int, length: Duration) {
        self.limit = limit
        self.length = length
    }

    /// Counts a request, or says in how many seconds the next window opens.
    mutating func admit(at moment: Timestamp) -> Int? {
        if let closes, moment < closes {
            guard count < limit else { return closes.duration(since: moment).roundedUpSeconds }
        } else {
            closes = moment.adding(length)
            count = 0
        }
        count += 1
        return nil
    }
}

extension Duration {
    fileprivate var roundedUpSeconds: Int {
        Int(components.seconds) + (components.attoseconds > 0 ? 1 : 0)
    }
}
