import CivilTime
import RelayCore
import Testing

@Suite("A delivery in a state, told of an event,")
struct DeliveryTableTests {
    /// What becomes of a state.
    enum Next: Sendable, Equatable {
        case waits, inFlight, ends(Fate), refused
    }

    struct Row: Sendable, CustomTestStringConvertible {
        let from: String
        let event: String
        let next: Next
        var testDescription: String { "\(from), \(event): \(next)" }
    }

    /// A delivery in a state, and when it is told.
    struct Case: Sendable {
        let name: String
        let delivery: Delivery
        let moment: Delivery.Moment

        init(
            _ name: String,
            _ state: Delivery.State,
            _ history: Delivery.History = .init(),
            at moment: Delivery.Moment = Samples.moment()
        ) {
            (self.name, delivery, self.moment) = (name, Samples.delivery(state, history), moment)
        }
    }

    private static let due = Delivery.State.waiting(due: Samples.beginning, Samples.reason)

    private static let cases =
        [
            Case("due", due),
            Case("early", .waiting(due: Samples.beginning + .nanoseconds(1), Samples.reason)),
            Case("wanted even if stale", due, .init(replay: .evenIfStale)),
            Case("wanted again", due, .init(replay: .inOrder)),
            Case("tried and too old", due, .init(attempts: 1), at: Samples.moment(after: RetryPolicy.standard.age)),
            Case("never tried, and old", due, at: Samples.moment(after: RetryPolicy.standard.age)),
            Case("not worth it any more", due, at: Samples.moment(worthUntil: Samples.beginning)),
            Case("in flight", .inFlight),
            Case("in flight for the last time", .inFlight, .init(attempts: RetryPolicy.standard.attempts - 1)),
        ] + Fate.allCases.map { Case($0.rawValue, .finished($0, Samples.reason)) }

    private static let events: [(name: String, event: Delivery.Event)] =
        [
            ("started", .started), ("skipped", .skipped(Samples.reason)), ("failed", .failed(Samples.reason)),
            ("alreadySo", .alreadySo(Samples.reason)), ("released", .released), ("discarded", .discarded),
            ("replayed", .replayed(.inOrder)), ("replayedEvenIfStale", .replayed(.evenIfStale)),
            ("superseded", .superseded(by: Samples.id)), ("stale", .stale(after: Samples.id)),
        ] + Verdict.Kind.allCases.map { ($0.rawValue, .judged(Verdict($0), Delivery.Answered())) }

    private static let overtaken: [String: Next] = [
        "discarded": .ends(.discarded), "superseded": .ends(.superseded), "stale": .ends(.stale),
    ]
    private static let answered: [String: Next] = [
        "skipped": .ends(.skipped), "alreadySo": .ends(.alreadySo), "failed": .ends(.dead), "released": .waits,
        "delivered": .ends(.delivered), "warned": .ends(.warned), "retry": .waits, "wait": .waits, "pause": .waits,
        "dead": .ends(.dead),
    ]
    private static let replayed: [String: Next] = ["replayed": .waits, "replayedEvenIfStale": .waits]

    /// All that is allowed; every other pair is refused.
    private static let allowed: [String: [String: Next]] = [
        "due": overtaken.adding("started", .inFlight),
        "early": overtaken,
        "wanted even if stale": ["started": .inFlight, "discarded": .ends(.discarded)],
        "wanted again": overtaken.adding("started", .inFlight),
        "tried and too old": overtaken.adding("started", .ends(.expired)),
        "never tried, and old": overtaken.adding("started", .inFlight),
        "not worth it any more": overtaken.adding("started", .ends(.expired)),
        "in flight": answered,
        "in flight for the last time": answered.adding("retry", .ends(.dead)),
        "dead": replayed.adding("discarded", .ends(.discarded)),
        "expired": replayed.adding("discarded", .ends(.discarded)),
        "discarded": replayed,
        "superseded": ["replayedEvenIfStale": .waits],
        "stale": ["replayedEvenIfStale": .waits],
    ]

    static let rows = cases.flatMap { from in
        events.map { Row(from: from.name, event: $0.name, next: allowed[from.name]?[$0.name] ?? .refused) }
    }

    @Test func `meets every pair of them`() {
        #expect(Self.rows.count == 18 * 16)
        #expect(Self.rows.count { $0.next != .refused } == 55)
    }

    @Test(arguments: rows)
    func `does what the table says`(row: Row) throws {
        let from = try #require(Self.cases.first { $0.name == row.from })
        let event = try #require(Self.events.first { $0.name == row.event }).event
        var delivery = from.delivery
        do {
            let effects = try delivery.apply(event, from.moment)
            #expect(Self.next(delivery) == row.next)
            #expect(effects.contains(.writeDeadLetter) == [.ends(.dead), .ends(.expired)].contains(row.next))
            #expect(effects.contains(.send) == (row.next == .inFlight))
            #expect(effects.contains { if case .pause = $0 { true } else { false } } == (row.event == "pause"))
        } catch {
            #expect(row.next == .refused)
            #expect(error.from == from.delivery.state && error.event == event)
            #expect(delivery == from.delivery, "what is refused changes nothing")
        }
    }

    private static func next(_ delivery: Delivery) -> Next {
        switch delivery.state {
        case .waiting: .waits
        case .inFlight: .inFlight
        case .finished(let fate, _): .ends(fate)
        }
    }
}

extension [String: DeliveryTableTests.Next] {
    fileprivate func adding(_ event: String, _ next: DeliveryTableTests.Next) -> Self {
        merging([event: next]) { $1 }
    }
}
