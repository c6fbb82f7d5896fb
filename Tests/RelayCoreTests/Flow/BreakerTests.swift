import CivilTime
import RelayCore
import Testing

@Suite("A breaker")
struct BreakerTests {
    private let start = Samples.beginning
    private let most = 4

    private func id(_ number: Int64) -> DeliveryID { DeliveryID(event: EventNumber(rawValue: number), number: 0) }

    @discardableResult
    private func note(
        _ sign: Breaker.Sign,
        _ breaker: inout Breaker,
        of number: Int64 = 1,
        started: Duration? = nil,
        at offset: Duration = .zero
    ) -> Breaker.Change? {
        let now = start + offset
        let begun = started.map { start + $0 } ?? now
        return breaker.note(sign, of: id(number), started: begun, most: most, at: now)
    }

    /// One that has opened at the start.
    private func open() -> Breaker {
        var breaker = Breaker(Breaker.Settings(failures: 3, firstPause: .seconds(10), longestPause: .seconds(60)))
        for _ in 0..<3 { note(.broken, &breaker) }
        return breaker
    }

    @Test func `opens on so many failures in a row, and says so once`() {
        var breaker = Breaker()
        let failures = Breaker.Settings.standard.failures
        for _ in 1..<failures { #expect(note(.broken, &breaker) == nil) }
        note(.sound, &breaker)
        for _ in 1..<failures { #expect(note(.broken, &breaker) == nil) }
        #expect(breaker.allows(beside: 3, at: start))
        #expect(note(.broken, &breaker) == .opened(until: start + .seconds(5)))
        #expect(note(.broken, &breaker) == nil)
        #expect(breaker.since == start)
        #expect(!breaker.allows(beside: 0, at: start))
    }

    @Test(arguments: [
        (Answer(status: 500), Breaker.Sign.broken), (Answer(status: 503), .broken), (Answer(status: 200), .sound),
        (Answer(status: 401), .sound), (Answer(status: 404), .sound), (Answer(status: 429), .sound),
        (Answer(.timeout, wasSent: true), .broken), (Answer(.connectRefused, wasSent: false), .broken),
        (Answer(.secretMissing, wasSent: false), nil), (Answer(.cancelled, wasSent: false), nil),
    ])
    func `counts transport failures and 5xx, and nothing else`(answer: Answer, sign: Breaker.Sign?) {
        #expect(Breaker.Sign(answer) == sign)
    }

    @Test func `lets one probe at a time through after its pause`() {
        var breaker = open()
        #expect(!breaker.allows(beside: 0, at: start + .milliseconds(9_999)))
        #expect(breaker.allows(beside: 0, at: start + .seconds(10)))
        breaker.begin(id(7))
        #expect(!breaker.allows(beside: 1, at: start + .seconds(11)))
        breaker.end(id(7))
        #expect(breaker.allows(beside: 0, at: start + .seconds(11)))
    }

    @Test func `pauses twice as long after each probe that fails, up to a limit`() {
        var (breaker, now, pauses) = (open(), Duration.seconds(10), [Int64]())
        for number in 0..<5 as Range<Int64> {
            breaker.begin(id(number))
            #expect(note(.broken, &breaker, of: number, at: now) == .prolonged)
            let end = breaker.end(at: start + now)?.duration(since: start + now) ?? .zero
            pauses.append(end.components.seconds)
            now += end
        }
        #expect(pauses == [20, 40, 60, 60, 60])
        #expect(breaker.since == start)
    }

    @Test func `closes when a probe is answered, with a ramp`() {
        var breaker = open()
        breaker.begin(id(7))
        #expect(note(.sound, &breaker, of: 7, at: .seconds(11)) == .closed)
        #expect(breaker.since == nil)
        for allowed in 2...most {
            #expect(breaker.allows(beside: allowed - 1, at: start + .seconds(11)))
            #expect(!breaker.allows(beside: allowed, at: start + .seconds(11)))
            note(.sound, &breaker, of: 8, at: .seconds(12))
        }
        #expect(breaker.state == .closed(failures: 0))
    }

    @Test func `opens again, for longer, on a failure within the ramp`() {
        var breaker = open()
        breaker.begin(id(7))
        note(.sound, &breaker, of: 7, at: .seconds(11))
        #expect(note(.broken, &breaker, of: 8, at: .seconds(12)) == .opened(until: start + .seconds(32)))
    }

    @Test func `takes a failure long after the ramp began for a first one`() {
        var breaker = open()
        breaker.begin(id(7))
        note(.sound, &breaker, of: 7, at: .seconds(11))
        #expect(note(.broken, &breaker, of: 8, at: .seconds(3_600)) == nil)
        #expect(breaker.state == .closed(failures: 1))
    }

    @Test func `learns nothing from what was under way before`() {
        var breaker = open()
        #expect(note(.sound, &breaker, of: 5, started: .seconds(-1), at: .seconds(1)) == nil)
        #expect(note(.broken, &breaker, of: 5, started: .seconds(-1), at: .seconds(2)) == nil)
        #expect(breaker.end(at: start + .seconds(2)) == start + .seconds(10))
        breaker.begin(id(7))
        note(.sound, &breaker, of: 7, started: .seconds(10), at: .seconds(11))
        #expect(note(.broken, &breaker, of: 5, started: .seconds(-1), at: .seconds(12)) == nil)
        #expect(breaker.allows(beside: 1, at: start + .seconds(12)))
    }

    @Test func `does not stay open for as long as the clock was put back`() {
        let breaker = open()
        #expect(breaker.allows(beside: 0, at: start + .seconds(-3_600)))
    }
}
