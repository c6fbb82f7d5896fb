import RelayCore
import RelayTesting
import Testing

@Suite("A retry policy")
struct RetryPolicyTests {
    /// 10 s × 3^(k−1), up to 12 h.
    static let limits: [Int] = [10, 30, 90, 270, 810, 2_430, 7_290, 21_870, 43_200, 43_200, 43_200, 43_200]

    @Test(arguments: zip(1...12, limits))
    func `triples the longest delay up to its limit`(number: Int, seconds: Int) {
        let longest = RetryPolicy.standard.delay(afterFailure: number, jitter: Jitter(.max))
        #expect(longest <= .seconds(seconds))
        #expect(longest >= .seconds(seconds) - .milliseconds(1))
        #expect(RetryPolicy.standard.delay(afterFailure: number, jitter: Jitter(0)) == .seconds(1))
    }

    @Test(arguments: zip(1...12, limits))
    func `spreads delays over the whole range`(number: Int, seconds: Int) {
        var random = SeededRandom(seed: UInt64(number))
        let delays = (0..<400).map { _ in
            RetryPolicy.standard.delay(afterFailure: number, jitter: Jitter(random.next()))
        }
        #expect(delays.allSatisfy { $0 >= .seconds(1) && $0 <= .seconds(seconds) })
        #expect(delays.contains { $0 < .seconds(seconds) * 0.2 } && delays.contains { $0 > .seconds(seconds) * 0.8 })
    }

    @Test(arguments: [(0, 10), (-5, 10), (100_000, 43_200)])
    func `takes any number`(number: Int, seconds: Int) {
        let delay = RetryPolicy.standard.delay(afterFailure: number, jitter: Jitter(.max))
        #expect(delay > .seconds(seconds - 1) && delay <= .seconds(seconds))
    }

    @Test func `that is set shorter than a second still waits one`() {
        let policy = RetryPolicy(first: .milliseconds(20), longest: .milliseconds(200))
        #expect((1...9).allSatisfy { policy.delay(afterFailure: $0, jitter: Jitter(.max)) == .seconds(1) })
    }

    @Test func `keeps to a longest delay below the first`() {
        let policy = RetryPolicy(first: .seconds(60), longest: .seconds(5))
        #expect(policy.delay(afterFailure: 1, jitter: Jitter(.max)) <= .seconds(5))
    }
}
