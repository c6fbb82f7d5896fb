import RelayGauge
import Testing

@Suite("The report")
struct ReportTests {
    private static let machine = MachineFacts(
        processors: 2,
        model: "Some Processor",
        kernel: "6.1",
        fileSystem: "ext4",
        syncMilliseconds: 0.135
    )
    private static let figures = [
        Figure("acceptedPerSecond", "accepted, on disk", .perSecond, [30_000, 31_000, 29_000]),
        Figure("acceptP99", "accept p99", .milliseconds, [4.5, 4, 12], bar: Figure.Bar(first: 10, aim: 5)),
        Figure("acceptedToNginx", "accepted / nginx", .ratio, []),
    ]

    @Test func `shows the machine, and each figure beside its bar`() {
        let report = GaugeReport(GaugePlan(), Self.machine, seats: "all on one", Self.figures, hasNginx: true)
        #expect(
            report.text == """
                2 processors (Some Processor), Linux 6.1, ext4, fsync 0.135 ms
                all on one
                5 rounds of 20000 events, 64 connections, 2 destinations, a backlog of 100000

                                   median    low   high      first bar   aim  stands at
                accepted, on disk   30000  29000  31000  /s
                accept p99           4.50   4.00   12.0  ms       10.0  5.00        aim

                every accepted event reached every destination once
                """
        )
    }

    @Test func `says what makes its figures doubtful`() {
        var (plan, audit) = (GaugePlan(), DeliveryAudit())
        plan.connections = 1
        (audit.lost, audit.doubled) = (2, 1)
        let quiet = Interference(round: 1, others: 0.01, stolen: 0)
        let loud = Interference(round: 2, others: 0.304, stolen: 0.02)
        let report = GaugeReport(plan, Self.machine, seats: "", [], [quiet, loud], audit, refused: 1)
        let notes = report.text.split(separator: "\n").suffix(5)
        #expect(
            notes.joined(separator: "\n") == """
                NOT every accepted event reached every destination once: 2 lost, 1 doubled, 0 that nobody posted
                not accepted: 1 event
                nginx is not installed: the ratios to it are left out
                the bars of rates and latencies hold for another load
                warning: in round 2 others used 30 % of the processors, and 2 % was stolen
                """
        )
    }

    @Test func `is the same in JSON`() {
        let loud = Interference(round: 1, others: 0.25, stolen: 0)
        let report = GaugeReport(GaugePlan.quick, Self.machine, seats: "all on one", [Self.figures[1]], [loud])
        #expect(
            report.json == #"{"machine":{"processors":2,"model":"Some Processor","kernel":"6.1","fileSystem":"ext4","#
                + #""syncMilliseconds":0.1350,"seats":"all on one","nginx":false},"#
                + #""plan":{"events":2000,"rounds":1,"connections":64,"destinations":2,"backlog":5000},"#
                + #""figures":[{"name":"acceptP99","unit":"ms","median":4.5000,"low":4.0000,"high":12.0000,"#
                + #""bar":10.0000,"aim":5.0000,"standing":"aim"}],"#
                + #""interference":[{"round":1,"others":0.2500,"stolen":0.0000,"isStrong":true}],"#
                + #""refused":0,"lost":0,"doubled":0,"strange":0}"#
        )
    }
}
