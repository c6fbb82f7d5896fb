package import CivilTime

/// What is sent again one after the other, at a pace: kept in the store, so that it goes on after a restart.
package struct ReplayJob: Sendable, Equatable {
    package let id: ReplayJobID
    package let order: ReplayOrder
    package let madeAt: Timestamp
    /// The number of the last dead letter, or event, that it is about: what comes later is not.
    package let last: Int64
    /// The last that it has been over.
    package var cursor = ReplayPlace.start
    package var counts = Counts()
    package var state = State.running

    package enum State: String, Sendable {
        case running, done, stopped
    }

    package struct Counts: Sendable, Equatable {
        package var replayed = 0
        /// Those that it is about, and that could not be sent again.
        package private(set) var skipped = 0
        /// How many of those for which cause; what somebody else had seen to has none.
        package private(set) var causes: [String: Int] = [:]
        /// Events that could not be routed any more: nobody knows how many deliveries these are.
        package var withoutBody = 0

        package init(replayed: Int = 0, skipped: Int = 0, causes: [String: Int] = [:], withoutBody: Int = 0) {
            self.replayed = replayed
            self.skipped = skipped
            self.causes = causes
            self.withoutBody = withoutBody
        }

        /// Takes note of some that are passed over.
        package mutating func skip(_ count: Int = 1, _ cause: String? = nil) {
            guard count > 0 else { return }
            skipped += count
            if let cause { causes[cause, default: 0] += count }
        }
    }

    package init(_ id: ReplayJobID, _ order: ReplayOrder, madeAt: Timestamp, last: Int64) {
        self.id = id
        self.order = order
        self.madeAt = madeAt
        self.last = last
    }

    /// Where it is through.
    package var end: ReplayPlace {
        switch order.subject {
        case .letters: .end
        case .events: .event(last)
        }
    }

    /// How many it was asked for and did not find any more, because somebody else had seen to them.
    package var gone: Int {
        guard state == .done, let expected = order.expected else { return 0 }
        return max(0, expected - counts.replayed - counts.skipped)
    }

    /// How many of those that it was asked for it has not sent again. After a restart it may come by some once more, and
    /// pass over them twice.
    package var skipped: Int {
        let most = order.expected.map { max(0, $0 - counts.replayed) } ?? .max
        return min(counts.skipped + gone, most)
    }

    /// How many it may still take up, to send them again or to pass over them.
    package var rest: Int { order.limit.map { max(0, $0 - counts.replayed - counts.skipped) } ?? .max }

    /// Takes note of what could not be sent again as the job wants it.
    package mutating func pass(over unfit: Int) {
        switch order.subject {
        case .letters: counts.skip(unfit, Self.notAsSent)
        case .events: counts.withoutBody += unfit
        }
    }

    /// The cause of those that cannot be sent as they were.
    package static let notAsSent = "not-as-sent"
}

/// A job's number: `rj_3`.
package struct ReplayJobID: Sendable, Hashable, Comparable, CustomStringConvertible {
    package let number: Int64

    package init(_ number: Int64) { self.number = number }

    package init?(text: String) {
        guard text.hasPrefix("rj_"), let number = Int64(text.dropFirst(3)), number > 0, "rj_\(number)" == text else {
            return nil
        }
        self.number = number
    }

    package var text: String { "rj_\(number)" }
    package var description: String { text }

    package static func < (left: Self, right: Self) -> Bool { left.number < right.number }
}

/// What a person wants sent again, and how.
package struct ReplayOrder: Sendable, Equatable {
    package var subject: Subject
    package var manner: Delivery.Replay
    /// So many in such a time; nil for as many as there is room for.
    package var pace: Rate?
    /// How many at the most.
    package var limit: Int?
    /// How many deliveries there were when it was asked for; nil where nobody counted.
    package var expected: Int?
    /// Who asked for it: `uid 1000 (ann)`.
    package var by: String
    /// What tells the same order that comes twice from two that are alike; nil where each is another.
    package var key: String?

    package enum Subject: Sendable, Equatable {
        case letters(LetterFilter)
        /// Events go through the routes again.
        case events(EventFilter)
    }

    package init(
        _ filter: LetterFilter,
        _ manner: Delivery.Replay = .inOrder,
        pace: Rate? = nil,
        limit: Int? = nil,
        expected: Int? = nil,
        by: String
    ) {
        self.init(.letters(filter), manner, pace: pace, limit: limit, expected: expected, by: by)
    }

    package init(
        _ subject: Subject,
        _ manner: Delivery.Replay,
        pace: Rate? = nil,
        limit: Int? = nil,
        expected: Int? = nil,
        by: String
    ) {
        self.subject = subject
        self.manner = manner
        self.pace = pace
        self.limit = limit
        self.expected = expected
        self.by = by
    }
}

/// What a job does at once: all of it is stored together with how far it has come, or nothing.
package struct ReplayBatch: Sendable, Equatable {
    package let job: ReplayJobID
    /// How far the job had come; another batch that was stored since makes this one void.
    package let from: ReplayPlace
    package let to: ReplayPlace
    package let letters: [Letter]
    /// What events get, where the job is about these.
    package let events: [RoutedAgain]
    /// How many of those in between cannot be sent again.
    package let unfit: Int
    /// Whether the job has then come to its end.
    package let isLast: Bool

    /// A dead letter, by the number without which it is not the same any more.
    package struct Letter: Sendable, Equatable {
        package let id: DeliveryID
        package let number: Int64

        package init(_ id: DeliveryID, number: Int64) {
            self.id = id
            self.number = number
        }
    }

    package init(
        _ job: ReplayJobID,
        from: ReplayPlace,
        to: ReplayPlace,
        _ letters: [Letter] = [],
        events: [RoutedAgain] = [],
        unfit: Int = 0,
        isLast: Bool
    ) {
        self.events = events
        self.job = job
        self.from = from
        self.to = to
        self.letters = letters
        self.unfit = unfit
        self.isLast = isLast
    }
}
