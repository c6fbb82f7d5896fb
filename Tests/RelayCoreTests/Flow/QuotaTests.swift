import CivilTime
import RelayCore
import RelayTesting
import Testing

@Suite("A quota")
struct QuotaTests {
    private let start = Samples.beginning

    /// A quota that has filled up.
    private func full(_ count: Int, per period: Duration) -> Quota {
        Quota(Rate(count: count, period: period), at: start + period * -2)
    }

    private func drawn(_ quota: inout Quota, at now: Timestamp) -> Int {
        var count = 0
        while quota.draw(at: now) {
            count += 1
            quota.noteAnswer(toRequestAt: now, at: now)
        }
        return count
    }

    /// Draws for a request that nobody answers for now.
    private func draw(_ quota: inout Quota) {
        let isDrawn = quota.draw(at: start)
        #expect(isDrawn)
    }

    private func free(_ quota: inout Quota, at now: Timestamp) -> Timestamp? { quota.freeTime(at: now) }

    @Test func `gives a whole period's tokens at once, and no more within that period`() {
        var quota = full(240, per: .seconds(60))
        #expect(drawn(&quota, at: start) == 240)
        #expect(free(&quota, at: start + .seconds(59)) == start + .seconds(60))
        #expect(drawn(&quota, at: start + .milliseconds(59_999)) == 0)
        #expect(drawn(&quota, at: start + .seconds(60)) == 240)
    }

    @Test func `holds nothing at its beginning, and fills evenly`() {
        var quota = Quota(Rate(count: 4, period: .seconds(2)), at: start)
        #expect(free(&quota, at: start) == start + .milliseconds(500))
        #expect(drawn(&quota, at: start + .milliseconds(1_000)) == 2)
        #expect(drawn(&quota, at: start + .milliseconds(2_000)) == 2)
    }

    @Test func `counts a request from its answer on, for it may have come only then`() {
        var quota = full(2, per: .seconds(10))
        for delay in [0, 400] {
            draw(&quota)
            quota.noteAnswer(toRequestAt: start, at: start + .milliseconds(delay))
        }
        #expect(free(&quota, at: start + .seconds(1)) == start + .milliseconds(10_400))
    }

    @Test func `takes a request that is not answered for one that came within a tenth of the period`() {
        var quota = full(2, per: .seconds(1))
        for _ in 0..<2 { draw(&quota) }
        #expect(free(&quota, at: start + .milliseconds(10)) == start + .milliseconds(1_100))
        quota.noteAnswer(toRequestAt: start, at: start + .milliseconds(20))
        #expect(free(&quota, at: start + .milliseconds(20)) == start + .milliseconds(1_100))
        quota.noteAnswer(toRequestAt: start, at: start + .milliseconds(30))
        #expect(free(&quota, at: start + .milliseconds(30)) == start + .milliseconds(1_030))
    }

    @Test func `is not held up by an API that takes long to answer`() {
        var quota = full(1, per: .seconds(60))
        draw(&quota)
        quota.noteAnswer(toRequestAt: start, at: start + .seconds(40))
        #expect(free(&quota, at: start + .seconds(41)) == start + .milliseconds(60_500))
    }

    @Test(arguments: Seeds.first(300))
    func `is never exceeded in any window, whenever tokens are drawn and put back`(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let rate = Rate(count: 1 + random.below(90), period: .milliseconds(1 + random.below(20_000)))
        var (now, used, quota) = (start, [Timestamp](), Quota(rate, at: start))
        for _ in 0..<600 {
            now = now + rate.period / 1_000 * random.below(random.chance(1, outOf: 20) ? 2_500 : 60)
            for _ in 0..<random.below(12) where quota.draw(at: now) {
                if random.chance(1, outOf: 9) { quota.putBack(drawnAt: now, at: now) } else { used.append(now) }
            }
        }
        for (first, moment) in used.enumerated() where first + rate.count < used.count {
            #expect(used[first + rate.count].duration(since: moment) >= rate.period, "seed \(seed)")
        }
        #expect(used.count > rate.count)
    }

    @Test func `gives nearly all of its rate to who draws all the time`() {
        var (quota, count) = (Quota(Rate(count: 100, period: .seconds(10)), at: start), 0)
        for step in 0..<100_000 { count += drawn(&quota, at: start + .milliseconds(step * 2)) }
        #expect((1_950...2_000).contains(count))
    }

    @Test func `gives a token that was put back to another`() {
        var quota = full(2, per: .seconds(1))
        #expect(drawn(&quota, at: start) == 2)
        quota.putBack(drawnAt: start, at: start + .milliseconds(5))
        #expect(drawn(&quota, at: start + .milliseconds(5)) == 1)
        // One that has come back by itself is not there twice.
        quota.putBack(drawnAt: start, at: start + .milliseconds(1_005))
        #expect(drawn(&quota, at: start + .milliseconds(1_005)) == 2)
    }

    @Test func `costs a rate of millions no more than one of two`() {
        var quota = full(999_999_999, per: .seconds(3_600))
        let count = (0..<10_000).count { quota.draw(at: start + .seconds($0)) }
        #expect(count == 10_000)
    }

    @Test func `counts no time as passed when the clock is put back`() {
        var quota = full(2, per: .seconds(1))
        #expect(drawn(&quota, at: start) == 2)
        let early = start + .seconds(-3_600)
        #expect(drawn(&quota, at: early) == 0)
        #expect(free(&quota, at: early) == early + .seconds(1))
        #expect(drawn(&quota, at: early + .seconds(1)) == 2)
    }

    // MARK: What it learns

    private func news(_ status: Int, _ headers: [String: String] = [:]) throws -> QuotaNews {
        try #require(QuotaNews(Answer(status: status, headers: headers), at: start))
    }

    @Test(arguments: [429, 503])
    func `is closed for as long as Retry-After says`(status: Int) throws {
        var quota = full(10, per: .seconds(1))
        quota.learn(try news(status, ["retry-after": "30"]), underWay: 0, at: start)
        #expect(free(&quota, at: start) == start + .seconds(30))
        #expect(drawn(&quota, at: start + .seconds(29)) == 0)
        #expect(drawn(&quota, at: start + .seconds(30)) == 10)
    }

    @Test func `is closed for longer with each 429 that does not say for how long, up to a minute`() throws {
        var (quota, now, last, waits) = (full(10, per: .seconds(1)), start, start, [Int64]())
        for _ in 0..<8 {
            // Several are under way, and all of them are refused.
            for _ in 0..<5 { quota.learn(try news(429), underWay: 0, at: now) }
            let free = quota.freeTime(at: now)
            now = try #require(free)
            waits.append(now.duration(since: last).components.seconds)
            last = now
        }
        #expect(waits == [1, 2, 4, 8, 16, 32, 60, 60])
        now = now + .seconds(600)
        quota.learn(try news(429), underWay: 0, at: now)
        #expect(free(&quota, at: now) == now + .seconds(1))
    }

    @Test func `is not closed for good by a slip of the API`() throws {
        var quota = Quota(nil, at: start)
        quota.learn(try news(429, ["retry-after": "999999999999"]), underWay: 0, at: start)
        #expect(free(&quota, at: start) == start + .seconds(86_400))
    }

    @Test(arguments: [
        ["ratelimit-limit": "90", "ratelimit-remaining": "3", "ratelimit-reset": "20"],
        ["x-ratelimit-remaining": "3", "x-ratelimit-reset": "20"],
        ["x-rate-limit-remaining": "3", "x-rate-limit-reset": "20"],
        ["x-ratelimit-remaining": "3", "x-ratelimit-reset": "\(Samples.beginning.seconds + 20)"],
        ["x-ratelimit-remaining": "3", "x-ratelimit-reset": "\(Samples.beginning.milliseconds + 20_000)"],
        ["ratelimit": "limit=90, remaining=3, reset=20"], ["ratelimit": #""default";r=3;t=20"#],
    ])
    func `gives what the API says is left, until that counts anew`(headers: [String: String]) throws {
        var quota = full(10, per: .seconds(1))
        quota.learn(try news(200, headers), underWay: 0, at: start)
        #expect(drawn(&quota, at: start) == 3)
        #expect(drawn(&quota, at: start + .seconds(19)) == 0)
        #expect(drawn(&quota, at: start + .seconds(20)) == 10)
    }

    @Test(arguments: [
        ["ratelimit-limit": "4", "ratelimit-remaining": "3", "ratelimit-reset": "20"],
        ["ratelimit-limit": "4, 4;w=20", "ratelimit-remaining": "3", "ratelimit-reset": "20"],
        ["ratelimit": "limit=4, remaining=3, reset=20"],
    ])
    func `gives at a reset what the API allows from one to the next, for one window untold`(headers: [String: String])
        throws
    {
        var quota = full(10, per: .seconds(1))
        quota.learn(try news(200, headers), underWay: 0, at: start)
        #expect(drawn(&quota, at: start) == 3)
        #expect(drawn(&quota, at: start + .seconds(20)) == 4)
        #expect(drawn(&quota, at: start + .seconds(39)) == 0)
        #expect(drawn(&quota, at: start + .seconds(40)) == 10)
    }

    @Test func `believes an answer on what is left of a window, and when it ends`() throws {
        var quota = Quota(nil, at: start)
        func learn(_ left: Int, reset: Int, at seconds: Int) throws {
            let headers = [
                "ratelimit-limit": "4", "ratelimit-remaining": "\(left)", "ratelimit-reset": "\(reset)",
            ]
            quota.learn(try news(200, headers), underWay: 0, at: start + .seconds(seconds))
        }
        try learn(0, reset: 20, at: 0)
        #expect(drawn(&quota, at: start + .seconds(20)) == 4)
        // The answer to the first of them, which was counted three seconds into the next window.
        try learn(3, reset: 17, at: 20)
        #expect(drawn(&quota, at: start + .seconds(36)) == 0)
        #expect(drawn(&quota, at: start + .seconds(37)) == 4)
    }

    @Test func `is never raised by what the API says is left`() throws {
        var quota = full(2, per: .seconds(10))
        quota.learn(try news(200, ["ratelimit-remaining": "500", "ratelimit-reset": "5"]), underWay: 0, at: start)
        #expect(drawn(&quota, at: start) == 2)
        #expect(drawn(&quota, at: start + .seconds(6)) == 0)
    }

    @Test func `takes off what the API has not counted yet, and believes the lower of two answers`() throws {
        var quota = Quota(nil, at: start)
        quota.learn(try news(200, ["ratelimit-remaining": "5", "ratelimit-reset": "9"]), underWay: 2, at: start)
        quota.learn(try news(200, ["ratelimit-remaining": "8", "ratelimit-reset": "9"]), underWay: 2, at: start)
        #expect(drawn(&quota, at: start) == 3)
    }

    @Test(arguments: [
        (200, [:]), (409, ["retry-after": "60"]), (201, ["retry-after": "60"]), (503, [:]),
        (200, ["ratelimit-remaining": "3"]), (200, ["ratelimit-remaining": "many", "ratelimit-reset": "soon"]),
        (200, ["ratelimit": "of the essence"]), (200, ["ratelimit-limit": "100"]),
    ])
    func `learns nothing from other answers`(status: Int, headers: [String: String]) {
        #expect(QuotaNews(Answer(status: status, headers: headers), at: start) == nil)
    }
}
