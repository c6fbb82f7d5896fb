/// All that was measured, beside the bars.
package struct GaugeReport: Sendable {
    package let plan: GaugePlan
    package let machine: MachineFacts
    /// Which processors were whose.
    package let seats: String
    package let figures: [Figure]
    package let interference: [Interference]
    package let audit: DeliveryAudit
    package let refused: Int
    package let hasNginx: Bool

    init(
        _ plan: GaugePlan,
        _ machine: MachineFacts,
        _ seats: String,
        _ measured: Rounds,
        _ backlog: BacklogResult
    ) {
        let rounds = measured.counted
        (self.plan, self.machine, self.seats) = (plan, machine, seats)
        figures =
            Self.rates(rounds) + Self.latencies(rounds, plan.steadyWords)
            + Self.backlog(rounds, backlog) + Self.sizes(rounds, backlog) + Self.loads(rounds)
            + [Figure("memoryWait", "a read within 8 MiB", .nanoseconds, rounds.map(\.memoryWait))]
        interference = measured.interference + [backlog.interference].compactMap { $0 }
        // No event may be lost in a round that is not counted either.
        var audit = backlog.audit
        for round in measured.all { audit.add(round.audit) }
        self.audit = audit
        refused = measured.all.reduce(backlog.refused) { $0 + $1.refused }
        hasNginx = rounds.contains { $0.nginxPerSecond != nil }
    }

    package init(
        _ plan: GaugePlan,
        _ machine: MachineFacts,
        seats: String,
        _ figures: [Figure],
        _ interference: [Interference] = [],
        _ audit: DeliveryAudit = DeliveryAudit(),
        refused: Int = 0,
        hasNginx: Bool = false
    ) {
        (self.plan, self.machine, self.seats, self.figures) = (plan, machine, seats, figures)
        (self.interference, self.audit, self.refused, self.hasNginx) = (interference, audit, refused, hasNginx)
    }

    private static func rates(_ rounds: [RoundResult]) -> [Figure] {
        let nginx = rounds.compactMap(\.nginxPerSecond)
        func ratio(_ figure: (RoundResult) -> Double) -> [Double] {
            rounds.compactMap { round in round.nginxPerSecond.map { figure(round) / max(1, $0) } }
        }
        var figures = [
            Figure("acceptedPerSecond", "accepted, on disk", .perSecond, rounds.map(\.acceptedPerSecond)),
            Figure("relayedPerSecond", "relayed, end to end", .perSecond, rounds.map(\.relayedPerSecond)),
        ]
        if !nginx.isEmpty {
            figures += [
                Figure("nginxPerSecond", "nginx, return 200", .perSecond, nginx),
                Figure("acceptedToNginx", "accepted / nginx", .ratio, ratio(\.acceptedPerSecond), bar: Bars.accepted),
                Figure("relayedToNginx", "relayed / nginx", .ratio, ratio(\.relayedPerSecond), bar: Bars.relayed),
            ]
        }
        return figures + [
            Figure("acceptCPUOf1000", "CPU, 1,000 accepted", .seconds, rounds.map(\.acceptSecondsOf1000)),
            Figure("relayCPUOf1000", "CPU, 1,000 relayed", .seconds, rounds.map(\.relaySecondsOf1000), bar: Bars.work),
        ]
    }

    private static func latencies(_ rounds: [RoundResult], _ load: String) -> [Figure] {
        func quantile(_ sample: (RoundResult) -> Sample, _ share: Double) -> [Double] {
            rounds.map { sample($0).quantile(share) }
        }
        return [
            Figure("acceptP50", "accept p50, \(load)", .milliseconds, quantile(\.accepting, 0.5)),
            Figure("acceptP99", "accept p99, \(load)", .milliseconds, quantile(\.accepting, 0.99), bar: Bars.accept),
            Figure("deliveredP50", "delivered p50, \(load)", .milliseconds, quantile(\.delivering, 0.5)),
            Figure("deliveredP99", "delivered p99, \(load)", .milliseconds, quantile(\.delivering, 0.99)),
            Figure("deliveredP999", "delivered p99.9, \(load)", .milliseconds, quantile(\.delivering, 0.999)),
        ]
    }

    private static func backlog(_ rounds: [RoundResult], _ backlog: BacklogResult) -> [Figure] {
        let normal = Sample(rounds.map(\.acceptedWhileRelaying)).median
        let share = backlog.acceptedPerSecond / max(1, normal)
        return [
            Figure("acceptedWithBacklog", "accepted, backlog", .perSecond, [backlog.acceptedPerSecond]),
            Figure("acceptedWithBacklogShare", "accepted, backlog / none", .ratio, [share], bar: Bars.backlog),
            Figure("drainedPerSecond", "backlog drained", .perSecond, [backlog.drainedPerSecond]),
        ]
    }

    private static func sizes(_ rounds: [RoundResult], _ backlog: BacklogResult) -> [Figure] {
        [
            Figure("residentIdle", "memory, idle", .mebibytes, rounds.flatMap(\.idleMebibytes), bar: Bars.idle),
            Figure(
                "residentBacklog",
                "memory, backlog",
                .mebibytes,
                [backlog.waitingMebibytes],
                bar: Bars.waiting
            ),
            Figure(
                "startToReady",
                "start to ready",
                .milliseconds,
                rounds.flatMap(\.startMilliseconds),
                bar: Bars.start
            ),
        ]
    }
}

extension GaugeReport {
    /// The figures that a load without room would have held down, and what they are called.
    static let loads = [
        "loadBesideNginx": "nginx", "loadAccepting": "the rate of what was accepted",
        "loadRelaying": "the rate of what was relayed",
    ]

    fileprivate static func loads(_ rounds: [RoundResult]) -> [Figure] {
        [
            Figure("loadBesideNginx", "load's processors, nginx", .ratio, rounds.compactMap(\.loads.nginx)),
            Figure("loadAccepting", "load's processors, accepted", .ratio, rounds.map(\.loads.accepting)),
            Figure("loadRelaying", "load's processors, relayed", .ratio, rounds.map(\.loads.relaying)),
        ]
    }
}

extension GaugeReport {
    /// Why none of the figures is judged, in words; nil where they are.
    package var doubt: String? {
        var reasons: [String] = []
        if !plan.isStandard {
            let standard = GaugePlan()
            reasons.append(
                "the bars hold for \(standard.rounds) rounds of \(standard.events) events or more, with nothing else told"
            )
        }
        if interference.contains(where: { $0.isStrong && !$0.isLeftOut }) {
            reasons.append("others used the processors")
        }
        return reasons.isEmpty ? nil : reasons.joined(separator: ", and ")
    }
}

/// What the relay is to reach.
private enum Bars {
    static let accepted = Figure.Bar(first: 0.40, aim: 0.60)
    static let relayed = Figure.Bar(first: 0.13, aim: 0.20)
    static let work = Figure.Bar(first: 0.07, aim: 0.045)
    static let accept = Figure.Bar(first: 10, aim: 5)
    static let backlog = Figure.Bar(first: 0.8, aim: 0.95)
    static let waiting = Figure.Bar(first: 60, aim: 40)
    static let idle = Figure.Bar(first: 30, aim: 15)
    static let start = Figure.Bar(first: 50, aim: 15)
}
