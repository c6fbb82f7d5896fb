import Crypto
import LinuxIO

/// Measures relays of this program on this machine: each round starts them anew, beside what they are compared with.
package struct Gauge: Sendable {
    let plan: GaugePlan
    let folder: String
    let seats: Seats
    let loop: EventLoop
    private let memory = MemoryWalk()
    let say: @Sendable (String) -> Void

    /// Measures in a folder of its own below that one, which is gone in the end, and says how far it is.
    package static func run(
        _ plan: GaugePlan,
        in parent: String,
        say: @escaping @Sendable (String) -> Void
    ) async throws -> GaugeReport {
        try plan.allowConnections()
        let scratch = try Self.scratch(in: parent)
        let watch = try EndWatch(over: scratch.path)
        defer {
            scratch.remove()
            watch.end()
        }
        let seats = Seats()
        // What answers runs beside the load, so that the relay has its processor to itself.
        let loop = try await OwnThread.run("destinations", on: seats.load) { _ in
            try EventLoop(name: "destinations")
        }
        defer { loop.stop() }
        return try await Gauge(plan, scratch.path, seats, loop, say).report()
    }

    private static func scratch(in parent: String) throws(GaugeFailure) -> ScratchFolder {
        do throws(LinuxIOError) {
            return try ScratchFolder(in: parent, named: "leadrelay-bench")
        } catch {
            throw GaugeFailure("\(error). Name one with --folder that you may write to.")
        }
    }

    private init(
        _ plan: GaugePlan,
        _ folder: String,
        _ seats: Seats,
        _ loop: EventLoop,
        _ say: @escaping @Sendable (String) -> Void
    ) {
        (self.plan, self.folder, self.seats, self.loop, self.say) = (plan, folder, seats, loop, say)
    }

    private func report() async throws -> GaugeReport {
        let machine = try MachineFacts(folder: folder)
        say("\(seats.words); it takes \(plan.expectedTime), and longer beside other work")
        var rounds = Rounds(wanted: plan.rounds)
        while let number = rounds.next {
            let result = try await round(number)
            rounds.add(result)
            say("round \(number) of \(max(number, plan.rounds)): \(result.words)")
            if number == plan.rounds, rounds.next != nil { say("others used the processors' memory: further rounds") }
        }
        say("\(plan.backlog) events for a destination that is dead")
        let backlog = try await withBacklog()
        return GaugeReport(plan, machine, seats.words, rounds, backlog)
    }

    private func round(_ number: Int) async throws -> RoundResult {
        let watch = PartWatch(.round(number))
        var result = RoundResult()
        var children = Duration.zero
        var waits = [try await memoryWait()]
        if let path = NginxReference.path { children += try await besideNginx(path, number, &result) }
        waits.append(try await memoryWait())
        children += try await accepting(number, &result)
        waits.append(try await memoryWait())
        children += try await relaying(number, &result)
        waits.append(try await memoryWait())
        result.interference = watch.end(children: children)
        result.memoryWait = waits.max() ?? 0
        return result
    }

    /// How long the relay's processor waits for memory just now.
    private func memoryWait() async throws -> Double {
        try await OwnThread.run("memory", on: seats.relay) { [memory] _ in memory.nanoseconds() }
    }

    // MARK: What the rounds share

    /// Posts events to a listener, each burst on connections of its own.
    func post(_ events: Range<Int>, to address: SocketAddress, perSecond rate: Double? = nil) async throws -> LoadResult
    {
        try await OwnThread.run("load", on: seats.load) { [plan] sign in
            let writer = EventWriter(secret: GaugeRoutes.secret, digests: try OpenSSLDigests())
            var run = try LoadRun(to: address, connections: plan.connections, writer)
            let clock = SystemClock()
            let before = clock.processorTime()
            var result = try run.post(events, perSecond: rate, until: sign)
            result.worked = clock.processorTime() - before
            return result
        }
    }

    /// How much of the processors that it may use this process has used, of 1.
    func share(_ worked: Duration, of seconds: Double) -> Double {
        worked / .seconds(1) / seconds / Double(max(1, seats.load.numbers.count))
    }

    /// Returns when so much has arrived, or when nothing has come for a while.
    func settle(_ count: Int, at arrivals: Arrivals, patience: Duration = .seconds(30)) async throws {
        let clock = SystemClock()
        var (seen, since) = (-1, clock.monotonicTime())
        while arrivals.progress.arrived < count {
            let arrived = arrivals.progress.arrived
            if arrived != seen { (seen, since) = (arrived, clock.monotonicTime()) }
            if clock.monotonicTime() > since + patience { return }
            try await loop.pause(for: .milliseconds(20))
        }
    }
}

/// What the processors did in a part.
struct PartWatch {
    private let part: Interference.Part
    private let start = ProcessorCounts.current
    private let own = SystemClock().processorTime()

    init(_ part: Interference.Part) { self.part = part }

    /// Nil where the system does not tell.
    func end(children: Duration) -> Interference? {
        guard let start, let end = ProcessorCounts.current else { return nil }
        let seconds = (SystemClock().processorTime() - own + children) / .seconds(1)
        return Interference(part, from: start, to: end, ownSeconds: seconds)
    }
}
