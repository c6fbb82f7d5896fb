import RelayCore
import Testing

@Suite("The limit of concurrency")
struct ConcurrencyLimitTests {
    private func note(_ milliseconds: Int, times: Int, in limit: inout ConcurrencyLimit) {
        for _ in 0..<times { limit.note(.milliseconds(milliseconds)) }
    }

    @Test func `is what is configured as long as answers come as usual`() {
        var limit = ConcurrencyLimit(most: 32)
        note(50, times: 1_000, in: &limit)
        #expect(limit.current == 32)
    }

    @Test func `falls by a quarter in each round of slow answers, and never below one`() {
        var limit = ConcurrencyLimit(most: 32)
        note(50, times: 100, in: &limit)
        note(5_000, times: 1, in: &limit)
        #expect(limit.current == 24)
        note(5_000, times: 23, in: &limit)
        #expect(limit.current == 24)
        note(5_000, times: 1, in: &limit)
        #expect(limit.current == 18)
        note(30_000, times: 40, in: &limit)
        note(500_000, times: 100, in: &limit)
        #expect(limit.current >= 1)
    }

    @Test func `grows by one in each round of answers, up to what is configured`() {
        var limit = ConcurrencyLimit(most: 4)
        note(50, times: 100, in: &limit)
        note(5_000, times: 1, in: &limit)
        #expect(limit.current == 3)
        note(50, times: 3, in: &limit)
        #expect(limit.current == 3)
        note(50, times: 1, in: &limit)
        #expect(limit.current == 4)
        note(50, times: 100, in: &limit)
        #expect(limit.current == 4)
    }

    @Test func `takes an API that has become slower for usual after a while`() {
        var limit = ConcurrencyLimit(most: 8)
        note(50, times: 100, in: &limit)
        note(500, times: 60, in: &limit)
        #expect(limit.current < 8)
        note(500, times: 200, in: &limit)
        #expect(limit.current == 8)
    }

    @Test func `is not moved by answers that are slow by less than a tenth of a second`() {
        var limit = ConcurrencyLimit(most: 8)
        note(1, times: 100, in: &limit)
        note(90, times: 100, in: &limit)
        #expect(limit.current == 8)
    }

    @Test func `follows its setting at once`() {
        var limit = ConcurrencyLimit(most: 8)
        limit.most = 2
        #expect(limit.current == 2)
        limit.most = 5
        #expect(limit.current == 5)
    }
}
