import CivilTime
import RelayCore
import RelayTesting
import Testing

@Suite("Over any history a delivery")
struct DeliveryPropertyTests {
    private static let policy = RetryPolicy(attempts: 5, age: .seconds(7_200))

    @Test(arguments: Seeds.first(300))
    func `keeps to its policy`(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        var life = Life()
        for _ in 0..<120 { try life.step(&random) }
        #expect(life.changes > 0, "a life in which nothing happens proves nothing")
    }

    /// A delivery that is told what may happen to it, and what may not.
    private struct Life {
        var delivery = Samples.delivery(.waiting(due: Samples.beginning, Samples.reason))
        var now = Samples.beginning
        var changes = 0
        private var attemptsSinceReplay = 0
        private var doubts = 0

        mutating func step(_ random: inout SeededRandom) throws {
            let event = Self.event(&random)
            // Most of the time the next step is the one that was waited for.
            if case .started = event, let due = delivery.due, random.chance(3, outOf: 4) { now = max(now, due) }
            now = now + .milliseconds(random.below(600_000))
            let before = delivery
            let moment = Delivery.Moment(now: now, policy: policy, jitter: Jitter(random.next()))
            guard (try? delivery.apply(event, moment)) != nil else {
                #expect(delivery == before)
                return
            }
            check(event, before)
        }

        private mutating func check(_ event: Delivery.Event, _ before: Delivery) {
            if delivery != before { changes += 1 }
            if case .judged(let verdict, let answered) = event {
                if ![.wait, .pause].contains(verdict.kind) { attemptsSinceReplay += 1 }
                if answered.isInDoubt { doubts += 1 }
            }
            if case .alreadySo = event { attemptsSinceReplay += 1 }
            if case .replayed = event { attemptsSinceReplay = 0 }
            #expect(delivery.history.attempts == attemptsSinceReplay)
            #expect(delivery.history.attempts <= policy.attempts)
            #expect(delivery.history.inDoubt == doubts)
            if let due = delivery.due { #expect(due <= max(now, delivery.since + policy.age)) }
            let revivals: [Delivery.Event] = [.replayed(.inOrder), .replayed(.evenIfStale), .discarded]
            if before.fate != nil { #expect(revivals.contains(event)) }
        }

        private static func event(_ random: inout SeededRandom) -> Delivery.Event {
            let kinds: [Verdict.Kind] = [.retry, .retry, .retry, .wait, .pause, .delivered, .warned, .dead]
            switch random.below(21) {
            case 0..<8: return .started
            case 8: return random.chance(1, outOf: 2) ? .skipped(Samples.reason) : .alreadySo(Samples.reason)
            case 9: return .failed(Samples.reason)
            case 10: return .released
            case 11: return .discarded
            case 12: return .replayed(random.chance(1, outOf: 2) ? .inOrder : .evenIfStale)
            case 13: return random.chance(1, outOf: 2) ? .superseded(by: Samples.id) : .stale(after: Samples.id)
            default:
                let after = random.chance(1, outOf: 3) ? Duration.seconds(random.below(9_999)) : nil
                let hint = random.chance(1, outOf: 3) ? Duration.seconds(random.below(9_999)) : nil
                let verdict = Verdict(kinds[random.below(kinds.count)], after: after)
                return .judged(verdict, .init(retryAfter: hint, isInDoubt: random.chance(1, outOf: 5)))
            }
        }
    }
}
