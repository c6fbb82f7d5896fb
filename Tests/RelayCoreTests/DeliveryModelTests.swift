import CivilTime
import RelayCore
import Testing

/// Every history of a delivery up to some length, over a small world: few events, and few moments at which they come.
@Suite("Over every short history a delivery")
struct DeliveryModelTests {
    private static let policy = RetryPolicy(attempts: 3, age: .seconds(3_600), first: .seconds(600))
    private static let length = 7

    private static let events: [Delivery.Event] =
        [
            .started, .skipped(Samples.reason), .failed(Samples.reason), .released, .discarded, .replayed(.inOrder),
            .replayed(.evenIfStale), .superseded(by: Samples.id), .stale(after: Samples.id),
            .judged(Verdict(.retry), .init(isInDoubt: true)),
            .judged(Verdict(.wait), .init(retryAfter: .seconds(9_999))),
        ] + Verdict.Kind.allCases.map { .judged(Verdict($0), .init()) }

    /// A delivery at a moment.
    private struct Situation {
        var delivery = Samples.delivery(.waiting(due: Samples.beginning, Samples.reason))
        var now = Samples.beginning

        var key: String { "\(now.microseconds) \(delivery.since.microseconds) \(delivery.state) \(delivery.history)" }

        func told(_ event: Delivery.Event, worthUntil: Timestamp?) -> (Situation, [Delivery.Effect])? {
            var next = self
            let moment = Delivery.Moment(now: now, policy: policy, jitter: Jitter(.max), worthUntil: worthUntil)
            guard let effects = try? next.delivery.apply(event, moment) else { return nil }
            return (next, effects)
        }

        /// The same a while later: when it is due, and when its time is up.
        var later: [Situation] {
            [delivery.due, delivery.since + policy.age].compactMap { $0 }.filter { $0 > now }.map { moment in
                var next = self
                next.now = moment
                return next
            }
        }
    }

    /// All situations that can be reached with so many events, each of which is checked on its way there.
    private func explore(worthUntil: Timestamp?) -> [Situation] {
        var (frontier, reached): ([Situation], [Situation]) = ([Situation()], [])
        var known: Set<String> = []
        for _ in 0...Self.length {
            let fresh = frontier.flatMap { [$0] + $0.later }.filter { known.insert($0.key).inserted }
            reached += fresh
            frontier = fresh.flatMap { situation in
                Self.events.compactMap { event in
                    guard let (next, effects) = situation.told(event, worthUntil: worthUntil) else { return nil }
                    check(situation, event, next, effects)
                    return next
                }
            }
        }
        return reached
    }

    private func check(_ before: Situation, _ event: Delivery.Event, _ after: Situation, _ effects: [Delivery.Effect]) {
        let (old, new) = (before.delivery, after.delivery)
        let story: Comment = "\(before.key), told \(event)"
        #expect(new.history.attempts <= Self.policy.attempts, story)
        #expect(new.history.inDoubt >= old.history.inDoubt, story)
        if let due = new.due {
            #expect(due >= after.now, story)
            #expect(due <= max(after.now, new.since + Self.policy.age), story)
        }
        if new.state == .inFlight { #expect(old.due.map { $0 <= before.now } ?? false, story) }
        #expect((new.state == .inFlight) == effects.contains(.send), story)
        if let fate = old.fate { #expect(fate.mayBecome(new, on: event), story) }
        let hasDied = new.fate?.isDeadLetter == true && old.fate == nil
        #expect(effects.contains(.writeDeadLetter) == hasDied, story)
    }

    @Test(arguments: [nil, Samples.beginning + .seconds(1_200)])
    func `keeps to its rules`(worthUntil: Timestamp?) {
        let reached = explore(worthUntil: worthUntil)
        #expect(reached.count > 1_000, "\(reached.count) situations prove little")
        let states = Set(
            reached.map { $0.delivery.fate?.rawValue ?? ($0.delivery.due == nil ? "in flight" : "waiting") }
        )
        // Nothing says that an API had it already but what looks for that before it sends.
        let all = Set(Fate.allCases.map(\.rawValue)).subtracting(["already-so"]).union(["in flight", "waiting"])
        #expect(states == all)
    }

    @Test func `never comes to where nothing can happen to it any more`() {
        for situation in explore(worthUntil: nil) where situation.delivery.fate == nil {
            let ways = Self.events.filter { event in
                ([situation] + situation.later).contains { $0.told(event, worthUntil: nil) != nil }
            }
            let isWaiting = situation.delivery.due != nil
            #expect(isWaiting ? ways.contains(.started) : ways.count == 11, "\(situation.key): \(ways)")
        }
    }
}

extension Fate {
    /// Whether what has ended so can be that after it was told something.
    fileprivate func mayBecome(_ delivery: Delivery, on event: Delivery.Event) -> Bool {
        switch event {
        case .discarded: isDeadLetter && delivery.fate == .discarded
        case .replayed(.inOrder): (isDeadLetter || self == .discarded) && delivery.due != nil
        case .replayed(.evenIfStale): (isDeadLetter || isOvertaken || self == .discarded) && delivery.due != nil
        default: false
        }
    }
}
