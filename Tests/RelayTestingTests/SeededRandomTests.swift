import RelayTesting
import Testing

@Suite("Seeded chance")
struct SeededRandomTests {
    @Test func `gives the published SplitMix64 numbers for a seed`() {
        var random = SeededRandom(seed: 1_234_567)
        let expected: [UInt64] = [
            6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
            4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
        ]
        #expect(expected.map { _ in random.next() } == expected)
    }

    @Test(arguments: [1, 2, 3, 7, 1000, Int.max])
    func `stays below its bound`(bound: Int) {
        var random = SeededRandom(seed: 1)
        #expect((0..<1000).allSatisfy { _ in (0..<bound).contains(random.below(bound)) })
    }

    @Test func `gives each number its share`() {
        var random = SeededRandom(seed: 7)
        var counts = [0, 0, 0]
        for _ in 0..<30_000 { counts[random.below(3)] += 1 }
        #expect(counts.allSatisfy { (9_600...10_400).contains($0) }, "\(counts)")
    }

    @Test func `grants a chance about as often as it says`() {
        var random = SeededRandom(seed: 3)
        #expect((2_300...2_700).contains((0..<10_000).count { _ in random.chance(1, outOf: 4) }))
        #expect(!(0..<100).contains { _ in random.chance(0, outOf: 4) })
    }

    @Test func `permutes without loss`() {
        var random = SeededRandom(seed: 5)
        let permuted = random.permutation(of: Array(0..<50))
        #expect(permuted != Array(0..<50) && permuted.sorted() == Array(0..<50))
        #expect(random.element(of: permuted) != nil && random.element(of: [Int]()) == nil)
        #expect((10..<12).contains(random.integer(in: 10..<12)))
    }

    @Test func `a fork does not move with its origin`() {
        var origin = SeededRandom(seed: 9)
        var (fork, same) = (origin.fork(), SeededRandom(seed: 9))
        var sameFork = same.fork()
        _ = origin.next()
        #expect(fork.next() == sameFork.next())
    }
}
