import CivilTime
import RelayCore
import RelayReports
import Testing

@Suite("The list of jobs that send something again")
struct ReplayJobListTests {
    private static func job(
        _ subject: ReplayOrder.Subject,
        _ state: ReplayJob.State,
        _ counts: ReplayJob.Counts,
        expected: Int? = 10
    ) -> ReplayJob {
        let order = ReplayOrder(subject, .inOrder, expected: expected, by: "uid 1")
        var job = ReplayJob(ReplayJobID(3), order, madeAt: Samples.moment(-60), last: 10)
        (job.state, job.counts) = (state, counts)
        return job
    }

    @Test func `counts as skipped what was no longer dead when the job came to it`() {
        let job = Self.job(.letters(LetterFilter()), .done, ReplayJob.Counts(replayed: 6, skipped: 1))
        #expect(job.progress == "rj_3: done, 6 of 10 replayed, 4 skipped (3 no longer dead)")
        let json = String.report(job.write)
        #expect(json.contains(#""replayed":6,"skipped":4,"gone":3"#), "\(json)")
        let row = ReplayJobList([job]).lines(now: Samples.now)[1].split(separator: " ")
        #expect(row.starts(with: ["rj_3", "done"]) && row.contains("6") && row.contains("4"), "\(row)")
    }

    @Test func `tells for which cause how many were skipped, and what can be done`() {
        let counts = ReplayJob.Counts(skipped: 3, causes: ["stale": 2, "body-dropped": 1])
        let job = Self.job(.letters(LetterFilter()), .done, counts, expected: 3)
        let words = "1 body-dropped, 2 stale: see --even-if-stale"
        #expect(job.progress == "rj_3: done, 0 of 3 replayed, 3 skipped (\(words))")
        let remedy = "a newer one was sent or waits; --even-if-stale sends them all the same"
        let lines = ReplayJobList([job]).lines(now: Samples.now)
        #expect(lines.suffix(2) == ["rj_3: 1 skipped: body-dropped", "rj_3: 2 skipped: stale; \(remedy)"])
        let json = String.report(job.write)
        let skips = #""skips":[{"cause":"body-dropped","count":1},{"cause":"stale","count":2,"remedy":"\#(remedy)"}]"#
        #expect(json.contains(skips), "\(json)")
    }

    @Test func `never counts more than the job was for`() {
        let counts = ReplayJob.Counts(replayed: 1, skipped: 28)
        #expect(Self.job(.letters(LetterFilter()), .done, counts, expected: 20).skipped == 19)
        #expect(Self.job(.letters(LetterFilter()), .running, counts, expected: nil).skipped == 28)
        let routed = ReplayJob.Counts(replayed: 2, withoutBody: 8)
        let job = Self.job(.events(EventFilter()), .done, routed, expected: 2)
        #expect(job.progress == "rj_3: done, 2 of 2 replayed")
        let lines = ReplayJobList([job]).lines(now: Samples.now)
        #expect(lines.last == "rj_3: 8 events could not be routed: the body is gone")
    }

    @Test func `an event that somebody else has seen to is no letter`() {
        let job = Self.job(.events(EventFilter()), .done, ReplayJob.Counts(replayed: 9))
        #expect(job.progress == "rj_3: done, 9 of 10 replayed, 1 skipped (1 no longer to be sent)")
    }

    @Test func `knows of none while the job runs, or where nobody counted or more were found`() {
        let counts = ReplayJob.Counts(replayed: 6)
        #expect(Self.job(.letters(LetterFilter()), .running, counts).progress == "rj_3: running, 6 of 10 replayed")
        #expect(Self.job(.letters(LetterFilter()), .done, counts, expected: nil).gone == 0)
        #expect(Self.job(.letters(LetterFilter()), .done, counts, expected: 5).gone == 0)
    }

    @Test func `tells which are meant by the names of the options`() throws {
        var (letters, events) = (LetterFilter(), EventFilter())
        (letters.group, letters.lead) = ("g_1", "ann")
        (events.route, events.events) = ("r", [Samples.number(1)])
        let jobs = [
            Self.job(.letters(letters), .done, ReplayJob.Counts()),
            Self.job(.events(events), .done, ReplayJob.Counts()),
        ]
        let lines = ReplayJobList(jobs).lines(now: Samples.now)
        #expect(lines[1].contains("dead letters: group g_1, lead ann") && lines[2].contains("events: route r, ids ev_"))
    }
}
