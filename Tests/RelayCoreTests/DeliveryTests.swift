import CivilTime
import RelayCore
import Testing

@Suite("A delivery")
struct DeliveryTests {
    private static let age = RetryPolicy.standard.age

    private func judged(
        _ verdict: Verdict,
        _ answered: Delivery.Answered = .init(),
        after time: Duration = .zero,
        _ history: Delivery.History = .init(),
        policy: RetryPolicy = .standard,
        jitter: Jitter = Jitter(.max)
    ) throws -> Delivery {
        var delivery = Samples.delivery(.inFlight, history)
        let moment = Samples.moment(after: time, policy: policy, jitter: jitter)
        _ = try delivery.apply(.judged(verdict, answered), moment)
        return delivery
    }

    private func pause(of delivery: Delivery) -> Duration? { delivery.due?.duration(since: Samples.beginning) }

    @Test(arguments: zip([0, 1, 2, 3, 4, 9], [1, 5, 15, 30, 30, 30]))
    func `that waits without a hint comes back later each time, and has not used an attempt`(
        waits: Int,
        minutes: Int
    ) throws {
        let delivery = try judged(Verdict(.wait), Delivery.History(attempts: 3, waits: waits))
        #expect(pause(of: delivery) == .seconds(minutes * 60))
        #expect(delivery.history == Delivery.History(attempts: 3, waits: waits + 1))
    }

    private func judged(_ verdict: Verdict, _ history: Delivery.History) throws -> Delivery {
        try judged(verdict, .init(), history)
    }

    @Test(
        arguments: [
            (rule: Duration.seconds(900), header: nil, pause: Duration.seconds(900)),
            (rule: .seconds(30), header: .seconds(17), pause: .seconds(30)),
            (rule: .seconds(30), header: .seconds(45), pause: .seconds(45)),
            (rule: nil, header: .seconds(17), pause: .seconds(17)),
            (rule: .zero, header: nil, pause: .seconds(1)), (rule: nil, header: .zero, pause: .seconds(1)),
        ] as [(rule: Duration?, header: Duration?, pause: Duration)]
    )
    func `waits as long as the rule or the answer says, whichever is longer, and never not at all`(
        hint: (rule: Duration?, header: Duration?, pause: Duration)
    ) throws {
        let answered = Delivery.Answered(retryAfter: hint.header)
        #expect(pause(of: try judged(Verdict(.wait, after: hint.rule), answered)) == hint.pause)
        #expect(pause(of: try judged(Verdict(.pause, after: hint.rule), answered)) == hint.pause)
    }

    @Test func `comes back no sooner than Retry-After asks for`() throws {
        let minute = Delivery.Answered(retryAfter: .seconds(60))
        #expect(pause(of: try judged(Verdict(.retry), minute, jitter: Jitter(0))) == .seconds(60))
        let rule = Verdict(.retry, after: .seconds(90))
        #expect(pause(of: try judged(rule, minute, jitter: Jitter(0))) == .seconds(90))
        let late = try judged(
            Verdict(.retry),
            Delivery.Answered(retryAfter: .seconds(1)),
            Delivery.History(attempts: 4)
        )
        #expect(try #require(pause(of: late)) > .seconds(800), "a floor, and not the pause itself")
    }

    @Test(arguments: [Verdict.Kind.retry, .wait, .pause])
    func `waits for an answer no longer than a quota does`(kind: Verdict.Kind) throws {
        let asked = Delivery.Answered(retryAfter: .seconds(9_999_999_999))
        #expect(pause(of: try judged(Verdict(kind), asked)) == .seconds(86_400))
    }

    @Test(arguments: [Verdict.Kind.retry, .wait, .pause])
    func `is tried once more shortly before its time ends, and never due after that`(kind: Verdict.Kind) throws {
        let asked = Delivery.Answered(retryAfter: .seconds(9_999))
        for (age, time, due) in [
            (Duration.seconds(8), Duration.zero, Duration.milliseconds(7_600)),
            (.seconds(8), .milliseconds(6_900), .milliseconds(7_900)),
            (.seconds(8), .seconds(7), .seconds(8)), (.seconds(8), .milliseconds(7_600), .seconds(8)),
            (.seconds(8), .seconds(9), .seconds(9)), (.seconds(7_200), .seconds(60), .seconds(7_140)),
            (.seconds(7_200), .seconds(7_139), .seconds(7_140)), (.seconds(7_200), .seconds(7_140), .seconds(7_200)),
            (.seconds(7_200), .seconds(7_201), .seconds(7_201)), (.seconds(10_059), .seconds(60), .seconds(9_999)),
            (.seconds(10_060), .seconds(60), .seconds(10_059)), (.seconds(11_000), .seconds(30), .seconds(10_029)),
        ] {
            let delivery = try judged(Verdict(kind), asked, after: time, policy: RetryPolicy(age: age))
            #expect(pause(of: delivery) == due, "\(age) old at the most, and asked to wait at \(time)")
        }
    }

    @Test(arguments: [(RetryPolicy(age: .seconds(8)), nil), (.standard, Samples.beginning + .seconds(8))])
    func `has its last try, and then expires`(policy: RetryPolicy, limit: Timestamp?) throws {
        let asked = Delivery.Answered(retryAfter: .seconds(9_999))
        var delivery = Samples.delivery(.inFlight, .init())
        _ = try delivery.apply(.judged(Verdict(.retry), asked), Samples.moment(policy: policy, worthUntil: limit))
        for (time, fate) in [(Duration.milliseconds(7_600), nil), (.seconds(8), .expired)] as [(Duration, Fate?)] {
            let moment = Samples.moment(after: time, policy: policy, worthUntil: limit)
            #expect(delivery.due == moment.now)
            _ = try delivery.apply(.started, moment)
            #expect(delivery.fate == fate)
            if fate == nil { _ = try delivery.apply(.judged(Verdict(.retry), asked), moment) }
        }
    }

    @Test func `ends when its attempts are used up`() throws {
        let last = try judged(Verdict(.retry, cause: "server-error"), Delivery.History(attempts: 10))
        #expect(last.fate == nil)
        let over = try judged(Verdict(.retry, cause: "server-error"), Delivery.History(attempts: 11))
        #expect(
            over.state
                == .finished(
                    .dead,
                    Reason("server-error", detail: "12 attempts failed", remedy: "see the last answer; then replay")
                )
        )
        #expect(over.history.attempts == 12)
        #expect(try judged(Verdict(.retry), policy: RetryPolicy(attempts: 1)).fate == .dead)
    }

    @Test(arguments: [
        ("none, it is sent again; the API is busy", "see the last answer; then replay"),
        ("none", "see the last answer; then replay"), ("nonesuch is no host", "nonesuch is no host"),
    ])
    func `does not say that it is sent again when it is not`(remedy: String, told: String) throws {
        let over = try judged(Verdict(.retry, remedy: remedy), Delivery.History(attempts: 11))
        guard case .finished(.dead, let reason) = over.state else { return #expect(over.fate == .dead) }
        #expect(reason.remedy == told)
    }

    @Test func `expires once it is too old, unless it was never tried`() throws {
        for (history, time, fate) in [
            (Delivery.History(attempts: 1), Self.age - .seconds(1), nil), (.init(attempts: 1), Self.age, .expired),
            (.init(waits: 1), Self.age, .expired), (.init(), Self.age * 2, nil),
        ] as [(Delivery.History, Duration, Fate?)] {
            var delivery = Samples.delivery(.waiting(due: Samples.beginning, Samples.reason), history)
            let effects = try delivery.apply(.started, Samples.moment(after: time))
            #expect(delivery.fate == fate)
            #expect(effects == (fate == nil ? [.send] : [.writeDeadLetter]))
        }
    }

    @Test func `expires when it is not worth sending any more, also if it was never tried`() throws {
        let limit = Samples.beginning + .seconds(60)
        for (time, fate) in [(Duration.seconds(59), nil), (.seconds(60), .expired)] as [(Duration, Fate?)] {
            var delivery = Samples.delivery(.waiting(due: Samples.beginning, Samples.reason))
            let effects = try delivery.apply(.started, Samples.moment(after: time, worthUntil: limit))
            #expect(delivery.fate == fate)
            #expect(effects == (fate == nil ? [.send] : [.writeDeadLetter]))
        }
    }

    @Test func `waits less than it is worth sending, but a pause lasts as long as it must`() throws {
        let limit = Samples.beginning + .seconds(60)
        for (kind, due) in [(Verdict.Kind.retry, 57), (.wait, 57), (.pause, 900)] {
            var delivery = Samples.delivery(.inFlight)
            let verdict = Verdict(kind, after: .seconds(900))
            _ = try delivery.apply(.judged(verdict, .init()), Samples.moment(worthUntil: limit))
            #expect(delivery.due == Samples.beginning + .seconds(due))
        }
    }

    @Test func `is not superseded and not stale if a person wants it even so`() throws {
        let history = Delivery.History(replay: .evenIfStale)
        for event in [Delivery.Event.superseded(by: Samples.id), .stale(after: Samples.id)] {
            var delivery = Samples.delivery(.waiting(due: Samples.beginning, .replayed), history)
            #expect(throws: InvalidTransition.self) { _ = try delivery.apply(event, Samples.moment()) }
        }
    }

    @Test func `is young and untried after a replay, but its doubt stays`() throws {
        let history = Delivery.History(attempts: 12, waits: 5, inDoubt: 2)
        var delivery = Samples.delivery(.finished(.dead, Samples.reason), history)
        _ = try delivery.apply(.replayed(.inOrder), Samples.moment(after: Self.age * 3))
        #expect(delivery.history == Delivery.History(inDoubt: 2, replay: .inOrder))
        #expect(delivery.since == Samples.beginning + Self.age * 3)
        #expect(delivery.state == .waiting(due: delivery.since, .replayed))
    }

    @Test func `counts what was sent without an answer, whatever the verdict`() throws {
        for kind in Verdict.Kind.allCases {
            let doubt = Delivery.Answered(isInDoubt: true)
            #expect(try judged(Verdict(kind), doubt, Delivery.History(inDoubt: 1)).history.inDoubt == 2)
            #expect(try judged(Verdict(kind), Delivery.History(inDoubt: 1)).history.inDoubt == 1)
        }
    }

    @Test func `that was released is due at once, and nothing is counted`() throws {
        var delivery = Samples.delivery(.inFlight, Delivery.History(attempts: 2))
        _ = try delivery.apply(.released, Samples.moment(after: .seconds(5)))
        #expect(delivery.due == Samples.beginning + .seconds(5))
        #expect(delivery.history == Delivery.History(attempts: 2))
    }
}
