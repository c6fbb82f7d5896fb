import RelayGauge
import Testing

@Suite("Of many figures")
struct SampleTests {
    @Test(arguments: [([3, 1, 2], 2), ([4, 1, 3, 2], 2.5), ([7], 7), ([], 0)] as [([Double], Double)])
    func `the middle one is told`(figures: [Double], median: Double) {
        #expect(Sample(figures).median == median)
    }

    @Test(arguments: [(0.0, 1.0), (0.01, 1), (0.5, 50), (0.501, 51), (0.99, 99), (0.999, 100), (1, 100)])
    func `so much of them is not above a quantile`(share: Double, figure: Double) {
        #expect(Sample((1...100).reversed().map { Double($0) }).quantile(share) == figure)
    }

    @Test func `the lowest and the highest are the spread`() {
        let sample = Sample([2, 9, 4])
        #expect(sample.low == 2 && sample.high == 9)
        #expect(Sample([]).isEmpty && Sample([]).quantile(0.5) == 0)
    }
}
