import LinuxIO

extension Gauge {
    /// What a listener answers that does nothing else; returns how long it worked.
    func besideNginx(_ path: String, _ number: Int, _ result: inout RoundResult) async throws -> Duration {
        let nginx = try await NginxReference.start(path, named: "nginx-\(number)", by: self)
        defer { nginx.stop() }
        // It is fast: a few times as many take it as long as the relay takes.
        let load = try await post(0..<4 * plan.events, to: nginx.address)
        result.nginxPerSecond = load.perSecond
        result.loads.nginx = share(load.worked, of: load.seconds)
        return nginx.processorTime
    }

    /// How fast events are accepted whose deliveries are all kept, and how long that takes at half load.
    func accepting(_ number: Int, _ result: inout RoundResult) async throws -> Duration {
        // Nobody asks for the destinations.
        let routes = GaugeRoutes.text(ports: Array(repeating: 1, count: plan.destinations), isHeld: true)
        let relay = try await MeasuredRelay.start(named: "accepting-\(number)", routes: routes, by: self)
        defer { relay.kill() }
        result.startMilliseconds.append(relay.startTime / .milliseconds(1))
        result.idleMebibytes.append(Double(relay.idleBytes) / 1_048_576)
        let before = relay.processorTime
        let burst = try await post(0..<plan.events, to: relay.address)
        result.note(burst)
        result.acceptedPerSecond = burst.perSecond
        result.loads.accepting = share(burst.worked, of: burst.seconds)
        result.acceptSecondsOf1000 = secondsOf1000(relay.processorTime - before, burst)
        let rate = plan.rate.map { Double($0) } ?? burst.perSecond / 2
        let steady = try await post(plan.events..<2 * plan.events, to: relay.address, perSecond: rate)
        result.note(steady)
        result.accepting = steady.milliseconds
        let worked = relay.processorTime
        try await relay.stop()
        let kept = try relay.waitingDeliveries()
        result.audit.note(kept: kept, of: (burst.accepted + steady.accepted) * plan.destinations)
        return worked
    }

    /// How fast events reach the destinations, and how long that takes at half load.
    func relaying(_ number: Int, _ result: inout RoundResult) async throws -> Duration {
        let arrivals = Arrivals(destinations: plan.destinations, events: 2 * plan.events)
        let name = "relaying-\(number)"
        let (found, worked) = try await Destinations.with(arrivals, count: plan.destinations, on: loop) { places, _ in
            let routes = GaugeRoutes.text(ports: places.ports, isHeld: false)
            let relay = try await MeasuredRelay.start(named: name, routes: routes, by: self)
            defer { relay.kill() }
            var found = RoundResult()
            found.startMilliseconds.append(relay.startTime / .milliseconds(1))
            found.idleMebibytes.append(Double(relay.idleBytes) / 1_048_576)
            try await relayBursts(through: relay, arrivals, &found)
            let worked = relay.processorTime
            try await relay.stop()
            return (found, worked)
        }
        result.add(found)
        return worked
    }

    private func secondsOf1000(_ worked: Duration, _ load: LoadResult) -> Double {
        worked / .seconds(1) / Double(max(1, load.accepted)) * 1_000
    }

    private func relayBursts(
        through relay: MeasuredRelay,
        _ arrivals: Arrivals,
        _ result: inout RoundResult
    ) async throws {
        let (before, own) = (relay.processorTime, SystemClock().processorTime())
        let burst = try await post(0..<plan.events, to: relay.address)
        try await settle(burst.accepted * plan.destinations, at: arrivals)
        let seconds = (arrivals.progress.last - burst.start) / .seconds(1)
        result.loads.relaying = share(SystemClock().processorTime() - own, of: max(1e-9, seconds))
        result.note(burst)
        result.acceptedWhileRelaying = burst.perSecond
        result.relayedPerSecond = Double(burst.accepted) / max(1e-9, seconds)
        // The last answers are written down a moment after they came.
        try await loop.pause(for: .milliseconds(100))
        result.relaySecondsOf1000 = secondsOf1000(relay.processorTime - before, burst)
        let rate = plan.rate.map { Double($0) } ?? result.relayedPerSecond / 2
        let steady = try await post(plan.events..<2 * plan.events, to: relay.address, perSecond: max(1, rate))
        try await settle((burst.accepted + steady.accepted) * plan.destinations, at: arrivals)
        result.note(steady)
        result.delivering = Sample(arrivals.milliseconds(of: steady))
        result.audit.note(arrivals, [burst, steady], destinations: plan.destinations)
    }
}

extension Arrivals {
    /// How long after each accepted event was posted each destination had it.
    func milliseconds(of load: LoadResult, at destinations: Range<Int>? = nil) -> [Double] {
        (destinations ?? 0..<count).flatMap { destination in
            zip(times(at: destination, of: load.events), zip(load.sent, load.took)).compactMap { arrived, event in
                event.1 == nil ? nil : arrived.map { ($0 - event.0) / .milliseconds(1) }
            }
        }
    }
}
