import CivilTime
import RelayHTTP
import Testing

@Suite("A rate")
struct TokenBucketTests {
    private func moment(_ milliseconds: Int64) -> Timestamp {
        Timestamp(seconds: 1_000)?.adding(.milliseconds(milliseconds)) ?? .latest
    }

    @Test func `lets through what was saved up, and says how long to wait for more`() {
        var bucket = TokenBucket(2, per: .seconds(1), at: moment(0))
        #expect(bucket.take(at: moment(0)) == nil)
        #expect(bucket.take(at: moment(0)) == nil)
        #expect(bucket.take(at: moment(0)) == .milliseconds(500))
        #expect(bucket.take(at: moment(250)) == .milliseconds(250))
        #expect(bucket.take(at: moment(500)) == nil)
        #expect(bucket.take(at: moment(60_000)) == nil)
        #expect(bucket.take(at: moment(60_000)) == nil)
        #expect(bucket.take(at: moment(60_000)) == .milliseconds(500), "no more is saved up than the count")
    }

    @Test func `gives and takes nothing when the clock is put back`() {
        var bucket = TokenBucket(1, per: .seconds(1), at: moment(5_000))
        #expect(bucket.take(at: moment(0)) == nil)
        #expect(bucket.take(at: moment(0)) == .seconds(1))
        #expect(bucket.take(at: moment(1_000)) == nil)
    }

    @Test func `is paid back by those who come next`() {
        var bucket = TokenBucket(10, per: .seconds(1), at: moment(0))
        bucket.charge(29)
        #expect(bucket.take(at: moment(0)) == .seconds(2))
        #expect(bucket.take(at: moment(2_000)) == nil)
    }
}
