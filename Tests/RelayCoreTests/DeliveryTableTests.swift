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

    private static let states: [(name: String, state: Delivery.State)] =
        [
            ("due", .waiting(due: Samples.beginning, Samples.reason)),
            ("early", .waiting(due: Samples.beginning + .nanoseconds(1), Samples.reason)),
            ("inFlight", .inFlight),
        ] + Fate.allCases.map { ($0.rawValue, .finished($0, Samples.reason)) }

    private static let events: [(name: String, event: Delivery.Event)] =
        [
            ("started", .started), ("skipped", .skipped(Samples.reason)), ("failed", .failed(Samples.reason)),
            ("released", .released), ("discarded", .discarded), ("replayed", .replayed),
        ] + Verdict.Kind.allCases.map { ($0.rawValue, .judged(Verdict($0), Delivery.Answered())) }

    /// All that is allowed; every other pair is refused.
    private static let allowed: [String: [String: Next]] = [
        "due": ["started": .inFlight, "discarded": .ends(.discarded)],
        "early": ["discarded": .ends(.discarded)],
        "inFlight": [
            "skipped": .ends(.skipped), "failed": .ends(.dead), "released": .waits, "delivered": .ends(.delivered),
            "warned": .ends(.warned), "retry": .waits, "wait": .waits, "pause": .waits, "dead": .ends(.dead),
        ],
        "dead": ["replayed": .waits, "discarded": .ends(.discarded)],
        "expired": ["replayed": .waits, "discarded": .ends(.discarded)],
        "discarded": ["replayed": .waits],
    ]

    static let rows = states.flatMap { state in
        events.map { Row(from: state.name, event: $0.name, next: allowed[state.name]?[$0.name] ?? .refused) }
    }

    @Test func `meets every pair of them`() {
        #expect(Self.rows.count == 12 * 12)
        #expect(Self.rows.count { $0.next != .refused } == 17)
    }

    @Test(arguments: rows)
    func `does what the table says`(row: Row) throws {
        let state = try #require(Self.states.first { $0.name == row.from }).state
        let event = try #require(Self.events.first { $0.name == row.event }).event
        var delivery = Samples.delivery(state)
        let before = delivery
        do {
            let effects = try delivery.apply(event, Samples.moment())
            #expect(Self.next(delivery) == row.next)
            #expect(effects.contains(.writeDeadLetter) == (row.next == .ends(.dead)))
            #expect(effects.contains(.send) == (row.event == "started"))
            #expect(effects.contains { if case .pause = $0 { true } else { false } } == (row.event == "pause"))
        } catch {
            #expect(row.next == .refused)
            #expect(error.from == state && error.event == event)
            #expect(delivery == before, "what is refused changes nothing")
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
