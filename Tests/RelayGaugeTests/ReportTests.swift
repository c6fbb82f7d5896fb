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

                                   median    low   high      runs  first bar   aim  stands at
                accepted, on disk   30000  29000  31000  /s     3
                accept p99           4.50   4.00   12.0  ms     3       10.0  5.00        aim

                every accepted event reached every destination once, or is kept for it
                """
        )
    }

    @Test func `says what makes its figures doubtful`() {
        var (plan, audit) = (GaugePlan(), DeliveryAudit())
        plan.connections = 1
        (audit.lost, audit.doubled) = (2, 1)
        audit.note(kept: 7, of: 10)
        let quiet = Interference(.round(1), others: 0.01, stolen: 0)
        let loud = Interference(.round(2), others: 0.304, stolen: 0.02)
        let late = Interference(.backlog, others: 0, stolen: 0.06)
        let report = GaugeReport(plan, Self.machine, seats: "", [], [quiet, loud, late], audit, refused: 1)
        let notes = report.text.split(separator: "\n").suffix(6)
        #expect(
            notes.joined(separator: "\n") == """
                – not judged: the bars hold for 5 rounds of 20000 events or more, with nothing else told, \
                and others used the processors
                NOT every accepted event reached every destination once, or is kept for it: 2 lost, 1 doubled, \
                0 that nobody posted, 3 not in the store, 0 there that were not accepted
                not accepted: 1 event
                nginx is not installed: the ratios to it are left out
                warning: in round 2 others used 30 % of the processors, and 2 % was stolen
                warning: in the part with the backlog others used 0 % of the processors, and 6 % was stolen
                """
        )
    }

    @Test func `is the same in JSON`() {
        let found = [
            Interference(.round(1), others: 0.25, stolen: 0), Interference(.backlog, others: 0.01, stolen: 0),
        ]
        let report = GaugeReport(GaugePlan.quick, Self.machine, seats: "all on one", [Self.figures[1]], found)
        #expect(
            report.json == #"{"machine":{"processors":2,"model":"Some Processor","kernel":"6.1","fileSystem":"ext4","#
                + #""syncMilliseconds":0.1350,"seats":"all on one","nginx":false},"#
                + #""plan":{"events":2000,"rounds":1,"connections":64,"destinations":2,"backlog":5000},"#
                + #""figures":[{"name":"acceptP99","unit":"ms","runs":3,"median":4.5000,"low":4.0000,"high":12.0000,"#
                + #""bar":10.0000,"aim":5.0000,"standing":null}],"#
                + #""notJudged":"the bars hold for 5 rounds of 20000 events or more, with nothing else told, "#
                + #"and others used the processors","#
                + #""interference":[{"round":1,"others":0.2500,"stolen":0.0000,"isStrong":true},"#
                + #"{"part":"backlog","others":0.0100,"stolen":0.0000,"isStrong":false}],"#
                + #""refused":0,"lost":0,"doubled":0,"strange":0,"unkept":0,"unasked":0}"#
        )
    }

    @Test func `judges the standard measurement and no smaller or busier one`() {
        func report(
            _ plan: GaugePlan = GaugePlan(),
            others: Double = 0
        ) -> GaugeReport {
            let found = [Interference(.backlog, others: others, stolen: 0)]
            return GaugeReport(plan, Self.machine, seats: "", [Self.figures[1]], found)
        }
        let changes: [WritableKeyPath<GaugePlan, Int>] = [\.rounds, \.events, \.connections, \.destinations, \.backlog]
        for change in changes {
            var plan = GaugePlan()
            plan[keyPath: change] -= 1
            #expect(report(plan).doubt != nil)
        }
        for judged in [report(), report(others: 0.05)] {
            #expect(judged.doubt == nil && judged.json.contains(#""standing":"aim""#))
            #expect(!judged.json.contains("notJudged"))
        }
        for doubted in [report(.quick), report(others: 0.06)] {
            #expect(doubted.text.contains("5.00          –\n") && doubted.text.contains("\n– not judged: "))
            #expect(doubted.json.contains(#""standing":null"#))
        }
        var longer = GaugePlan()
        (longer.rounds, longer.events) = (9, 30_000)
        #expect(report(longer).doubt == nil)
    }

    @Test func `says what no limit on open files allows`() {
        var plan = GaugePlan()
        plan.connections = 1 << 40
        #expect {
            try plan.allowConnections()
        } throws: { error in
            "\(error)".hasPrefix("1099511627776 connections need 1099511627872 open files, and this process may have ")
        }
    }
}
