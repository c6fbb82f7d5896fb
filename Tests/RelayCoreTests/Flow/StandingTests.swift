import CivilTime
import RelayCore
import Testing

@Suite("How a destination stands")
struct StandingTests {
    private let now = Timestamp(microseconds: 1_780_000_000_000_000)

    @Test(arguments: [
        (nil, [60, 300, 900, 1_800, 1_800, 1_800]), (Duration.seconds(600), [600, 600, 900, 1_800, 1_800, 1_800]),
        (.seconds(9_000_000), [259_200, 259_200, 259_200, 259_200, 259_200, 259_200]),
    ])
    func `is asked at growing distances, of which what the API wants is the least`(hint: Duration?, distances: [Int]) {
        let policy = RetryPolicy.standard
        var pause = DestinationPause(by: .answer, since: now, cause: "bad-key", remedy: "")
        var found = [policy.pause(beforeProbe: 1, hint: hint)]
        for _ in 1..<distances.count {
            pause = pause.probed(hint: hint, policy: policy, at: now)
            found.append(pause.nextProbe?.duration(since: now) ?? .zero)
        }
        #expect(found == distances.map { .seconds($0) })
    }

    @Test(arguments: [(0, 1), (9, 1), (10, 2), (50, 6), (99, 10), (100, 11), (5_000, 11), (-5, 1)])
    func `a ramp rises evenly from one at a time`(seconds: Int, expected: Int) {
        let ramp = Ramp(since: now, until: now + .seconds(100))
        #expect(ramp.concurrency(of: 11, at: now + .seconds(seconds)) == expected)
        #expect(ramp.isOver(at: now + .seconds(seconds)) == (seconds >= 100))
        #expect(ramp.concurrency(of: 1, at: now + .seconds(seconds)) == 1)
    }

    @Test(arguments: [(2, 10), (9, 60), (1, 3_600), (500, 1)])
    func `a ramp says when the next may go, and half of the rate has gone at its end`(count: Int, period: Int) {
        let (ramp, rate) = (Ramp(since: now, until: now + .seconds(600)), Rate(count: count, period: .seconds(period)))
        var (begun, moment) = (1, now)
        while true {
            moment = ramp.moment(after: begun, of: rate)
            guard !ramp.isOver(at: moment) else { break }
            #expect(ramp.allowance(of: rate, at: moment) > begun)
            #expect(ramp.allowance(of: rate, at: moment + .milliseconds(-2)) <= begun)
            begun += 1
            guard begun < 400 else { return }
        }
        #expect(abs(begun - count * 600 / period / 2) <= 1)
    }

    @Test(arguments: [2, 3, 11, 32, 1_000], [Duration.milliseconds(10), .seconds(7), .seconds(86_400)])
    func `a ramp says when one more may be under way`(most: Int, length: Duration) {
        let ramp = Ramp(since: now, until: now + length)
        for working in 1..<most {
            let moment = ramp.moment(beside: working, of: most)
            #expect(ramp.concurrency(of: most, at: moment) > working)
            #expect(ramp.concurrency(of: most, at: max(now, moment + .milliseconds(-2))) <= working)
        }
        #expect(ramp.moment(beside: most, of: most) == ramp.until)
    }

    @Test func `a ramp without a length is over`() {
        #expect(Ramp(since: now, until: now).isOver(at: now))
        #expect(Ramp(since: now, until: now + .seconds(-9)).until == now)
    }
}
