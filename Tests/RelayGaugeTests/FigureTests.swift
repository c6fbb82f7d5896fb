import RelayGauge
import Testing

@Suite("A figure")
struct FigureTests {
    private static let ceiling = Figure.Bar(first: 10, aim: 5)
    private static let floor = Figure.Bar(first: 0.4, aim: 0.6)

    @Test(arguments: [(5.0, Figure.Standing.aim), (5.1, .bar), (10, .bar), (10.1, .missed)])
    func `that is to be small stands where its median does`(median: Double, standing: Figure.Standing) {
        #expect(Figure("p99", "p99", .milliseconds, [1, median, 99], bar: Self.ceiling).standing == standing)
    }

    @Test(arguments: [(0.6, Figure.Standing.aim), (0.59, .bar), (0.4, .bar), (0.39, .missed)])
    func `that is to be large stands where its median does`(median: Double, standing: Figure.Standing) {
        #expect(Figure("share", "share", .ratio, [0, median, 9], bar: Self.floor).standing == standing)
    }

    @Test func `stands nowhere without a bar, and without a round`() {
        #expect(Figure("rate", "rate", .perSecond, [1]).standing == nil)
        #expect(Figure("rate", "rate", .perSecond, [], bar: Self.floor).standing == nil)
    }

    @Test(arguments: [
        (12345.6, "12346"), (100, "100"), (99.96, "100.0"), (12.34, "12.3"), (5, "5.00"), (0.0456, "0.046"),
        (0, "0.000"),
        (-1.5, "-1.50"), (0.9999, "1.000"),
    ])
    func `is told as exactly as its reader wants it`(number: Double, text: String) {
        #expect(Figure.text(number) == text)
    }
}

@Suite("A table")
struct TextTableTests {
    @Test func `has its first column on the left and the others on the right`() {
        var table = TextTable(["", "median", "unit"])
        table.add(["accepted", "9", ""])
        table.add(["p99", "1234567", "ms"])
        #expect(
            table.lines == [
                "           median  unit",
                "accepted        9",
                "p99       1234567    ms",
            ]
        )
    }
}
