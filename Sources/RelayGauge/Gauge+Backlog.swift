import LinuxIO

/// What became of many events for a destination that is dead for a while.
struct BacklogResult: Sendable {
    var acceptedPerSecond = 0.0
    var waitingMebibytes = 0.0
    var drainedPerSecond = 0.0
    var refused = 0
    var audit = DeliveryAudit()
    var interference: Interference?
}

extension Gauge {
    /// The events reach all others at once, and the dead one when it is back.
    func withBacklog() async throws -> BacklogResult {
        let watch = PartWatch(.backlog)
        let arrivals = Arrivals(destinations: plan.destinations, events: plan.backlog + plan.events)
        return try await Destinations.with(arrivals, count: plan.destinations, lastIsDead: true, on: loop) {
            places,
            revive in
            let routes = GaugeRoutes.text(ports: places.ports, isHeld: false)
            let relay = try await MeasuredRelay.start(named: "backlog", routes: routes, by: self)
            defer { relay.kill() }
            var result = BacklogResult()
            let filling = try await post(0..<plan.backlog, to: relay.address)
            try await settle(filling.accepted * (plan.destinations - 1), at: arrivals)
            let burst = try await post(plan.backlog..<plan.backlog + plan.events, to: relay.address)
            result.acceptedPerSecond = burst.perSecond
            result.waitingMebibytes = Double(relay.residentBytes) / 1_048_576
            say("the destination is back")
            try revive()
            // By then it is tried after ever longer pauses.
            let all = (filling.accepted + burst.accepted) * plan.destinations
            try await settle(all, at: arrivals, patience: .seconds(330))
            result.drainedPerSecond = drain(arrivals, [filling, burst])
            result.refused = filling.events.count + burst.events.count - filling.accepted - burst.accepted
            result.audit.note(arrivals, [filling, burst], destinations: plan.destinations)
            result.interference = watch.end(children: relay.processorTime)
            try await relay.stop()
            return result
        }
    }

    /// From the first to the last that reached the one that was dead.
    private func drain(_ arrivals: Arrivals, _ loads: [LoadResult]) -> Double {
        let times = loads.flatMap { arrivals.times(at: plan.destinations - 1, of: $0.events) }.compactMap { $0 }
        guard let first = times.min(), let last = times.max(), first < last else { return 0 }
        return Double(times.count) / ((last - first) / .seconds(1))
    }
}
