import CivilTime
import RelayCore
import Testing

@Suite("What an answer tells of a quota")
struct QuotaNewsTests {
    private let now = Samples.beginning

    private func told(_ headers: [String: String]) -> QuotaNews.Left? {
        QuotaNews(Answer(status: 200, headers: headers), at: now)?.left
    }

    private func reset(_ text: String) -> Duration? {
        told(["x-ratelimit-remaining": "0", "x-ratelimit-reset": text])?.reset
    }

    @Test(
        arguments: [
            ("5", .seconds(5)), (" 5 ", .seconds(5)), ("4.2", .seconds(5)), ("0", .zero), ("5, 5", .seconds(5)),
            ("6m0s", .seconds(360)), ("1h2m3.5s", .milliseconds(3_723_500)), ("250ms", .milliseconds(250)),
            ("9999h", .seconds(86_400)), ("999999999", .seconds(86_400)),
        ] as [(String, Duration)]
    )
    func `is counted anew after a while`(text: String, expected: Duration) {
        #expect(reset(text) == expected)
    }

    @Test(arguments: [5, 20, -60])
    func `is counted anew at a moment, in whichever form it is written`(seconds: Int64) {
        let moment = now + .seconds(seconds)
        let expected = max(Duration.zero, .seconds(seconds))
        let forms = [
            moment.rfc3339, moment.httpDate, "\(moment.seconds)", "\(moment.milliseconds)",
            moment.rfc3339.replacing("Z", with: "+00:00"),
        ]
        for form in forms { #expect(reset(form) == expected, "\(form)") }
    }

    @Test(arguments: [
        "", " ", "-5", "+5", "-6m0s", "5 s", "5x", "2026-11-22", "2026-13-22T17:32:56Z", "soon", "1.2.3", ".", "5.",
        "99999999999999999999", "Sun, 22 Nov 2026",
    ])
    func `is not believed where nobody can read when it is counted anew`(text: String) {
        #expect(reset(text) == nil)
    }

    @Test(arguments: [
        (#""burst";r=0;t=5, "daily";r=900;t=80000"#, 0, 5), (#""daily";r=900;t=80000, "burst";r=0;t=5"#, 0, 5),
        (#""burst";r=0;t=5, "hour";r=0;t=60, "daily";r=900;t=80000"#, 0, 60),
        (#""burst";r=7;t=5, "daily";r=3;t=80000"#, 3, 80_000), (#""a, b;r=1";r=4;t=5, "c";r=9;t=1"#, 4, 5),
        (#""burst";r=0, "daily";r=900;t=80000"#, 900, 80_000),
    ])
    func `has of several policies the one that closes it`(text: String, count: Int, reset: Int) {
        let left = told(["ratelimit": text])
        #expect(left?.count == count)
        #expect(left?.reset == .seconds(reset))
    }
}
