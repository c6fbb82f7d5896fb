package import RelayCore

/// What may come in, wait and be made.
package struct ServiceLimits: Sendable {
    package let body: Int
    package let header: Int
    /// From a request's first byte to its last.
    package let request: Duration
    package let idle: Duration
    package let connections: Int
    /// Nil where it does not matter how many connections an address has.
    package let connectionsByAddress: Int?
    package let rateByAddress: Rate?
    /// What each source may send that has no rate of its own.
    package let rateBySource: Rate
    /// How many steps an expression may take.
    package let steps: Int
    /// The largest body that a send may produce.
    package let rendered: Int
    /// How much of an answer is read, and how much of it is kept.
    package let answer: Int
    package let answerKept: Int
    /// How many lookups a delivery may make.
    package let lookups: Int
    /// How many writes may wait for the store.
    package let queue: Int
    package let deadLetters: Int
    /// How long a stop waits for what is under way.
    package let grace: Duration

    init(_ settings: Settings) {
        body = settings.size("body", 256 << 10)
        header = settings.size("header", 16 << 10)
        request = settings.duration("request", .seconds(10))
        idle = settings.duration("idle", .seconds(60))
        connections = settings.count("connections", 4_096)
        let byAddress = settings.count("connectionsByAddress", 0)
        connectionsByAddress = byAddress > 0 ? byAddress : nil
        rateByAddress = settings.rate("rateByAddress")
        rateBySource = settings.rate("rateBySource") ?? Rate(count: 1_000, period: .seconds(1))
        steps = settings.count("steps", 10_000)
        rendered = settings.size("rendered", 1 << 20)
        answer = settings.size("answer", 1 << 20)
        answerKept = settings.size("answerKept", 8 << 10)
        lookups = settings.count("lookups", 4)
        queue = settings.count("queue", 10_000)
        deadLetters = settings.size("deadLetters", 64 << 20)
        grace = settings.duration("grace", .seconds(30))
    }
}

/// Where events are kept, and how long.
package struct StoreSettings: Sendable {
    package let size: Int
    /// How long finished deliveries are kept, the bodies of their events, and the ids that tell duplicates.
    package let history: Duration
    package let bodies: Duration
    package let duplicates: Duration
    /// Whether the bodies of refused requests are kept: of anybody's requests.
    package let rejectedBodies: Bool

    init(_ settings: Settings) {
        let day = Duration.seconds(86_400)
        size = settings.size("size", 10 << 30)
        history = settings.duration("history", day * 30)
        bodies = settings.duration("bodies", day * 8)
        duplicates = settings.duration("duplicates", day * 8)
        rejectedBodies = settings.flag("rejectedBodies", false)
    }
}
