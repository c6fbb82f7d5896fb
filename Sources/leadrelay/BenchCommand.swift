import CommandLineFrame
import LinuxIO
import RelayGauge

/// `leadrelay bench`: how fast this program is on this machine.
enum BenchCommand {
    static let command = Command(
        name: "bench",
        summary: "Measure this program on this machine.",
        discussion: """
            Starts relays of its own in a temporary folder, posts signed events to them over sockets on 127.0.0.1, and \
            takes their deliveries: real signatures, a real store, real requests. Nothing of yours is touched, and \
            nothing stays, even where it is killed. It takes a few minutes; Ctrl-C or a closed terminal ends it.
            A figure is the median of its runs, with the lowest and the highest. Each round is a run; the backlog of a \
            dead destination is one alone, after the rounds. Where nginx is installed, it answers the same requests in \
            turn with the relay, and what is accepted and relayed is told as a share of it too: machines differ.
            Whether a figure reaches its bar is said only of a run as it is without options, or with more rounds or \
            events, on a machine that had nothing else to do. A bar that is missed is no failure.
            The exit code is 1 where an accepted event was lost, delivered twice or not kept in the store.
            """,
        options: [quick, rate, connections, destinations, rounds, events, backlog, folder, .json],
        examples: ["leadrelay bench", "leadrelay bench --quick", "leadrelay bench --json --rounds 9 >bench.json"],
        exitCodes: [.success, .checkFailed, .usage],
        validate: { invocation throws(UsageError) in _ = try plan(invocation) },
        run: { invocation, console in try await run(invocation, console) }
    )

    private static let quick = Option.flag("--quick", "One round with few events: whether it works at all.")
    private static let rate = number("--rate", "Events a second where latencies are measured; half of what is reached.")
    private static let connections = number("--connections", "Kept connections on which events come; 64 unless told.")
    private static let destinations = number("--destinations", "Destinations that each event goes to; 2 unless told.")
    private static let rounds = number("--rounds", "How many rounds; 5 unless told.")
    private static let events = number("--events", "Events in each part of a round; 20000 unless told.")
    private static let backlog = number("--backlog", "Events for a destination that is dead; 100000 unless told.")
    private static let folder = Option.taking(
        .directory(named: "DIR"),
        "--folder",
        "Where the temporary folder is made, on the disk to measure; $TMPDIR or /tmp unless told."
    )

    private static func number(_ name: String, _ help: String) -> Option {
        .taking(.text(named: "N"), name, help)
    }

    private static func plan(_ invocation: Invocation) throws(UsageError) -> GaugePlan {
        var plan = invocation.has(quick) ? GaugePlan.quick : GaugePlan()
        plan.rate = try count(invocation, rate, in: 1...1_000_000)
        plan.connections = try count(invocation, connections, in: 1...1_024) ?? plan.connections
        plan.destinations = try count(invocation, destinations, in: 1...16) ?? plan.destinations
        plan.rounds = try count(invocation, rounds, in: 1...99) ?? plan.rounds
        plan.events = try count(invocation, events, in: 100...1_000_000) ?? plan.events
        plan.backlog = try count(invocation, backlog, in: 100...5_000_000) ?? plan.backlog
        return plan
    }

    private static func count(_ invocation: Invocation, _ option: Option, in range: ClosedRange<Int>)
        throws(UsageError) -> Int?
    {
        guard let text = invocation.value(of: option) else { return nil }
        guard let number = Int(text), range.contains(number), !text.hasPrefix("+") else {
            let remedy = "Write a number from \(range.lowerBound) to \(range.upperBound)."
            throw invocation.invalid(text, of: option, "is not such a number", remedy: remedy)
        }
        return number
    }

    private static func run(_ invocation: Invocation, _ console: any Console) async throws -> ExitCode {
        let plan = try plan(invocation)
        let parent = invocation.value(of: folder) ?? ScratchFolder.usualParent
        let report = try await untilInterrupted { () async throws -> GaugeReport in
            do {
                let errors = StandardError()
                return try await Gauge.run(plan, in: parent) { errors.write("\($0)\n") }
            } catch let failure as GaugeFailure {
                throw CommandFailure(failure.description)
            }
        }
        try console.writeLine(invocation.has(.json) ? report.json : report.text)
        return report.audit.isClean ? .success : .checkFailed
    }

    /// Runs the body, and ends it in order when somebody wants the program to end.
    private static func untilInterrupted<Value: Sendable>(_ body: @escaping @Sendable () async throws -> Value)
        async throws -> Value
    {
        let loop = try EventLoop(name: "signals")
        defer { loop.stop() }
        let signals = try SignalWatch(Signal.endings, on: loop)
        return try await withThrowingTaskGroup { group in
            group.addTask { () async throws -> Value? in try await body() }
            group.addTask {
                _ = await signals.next()
                return nil
            }
            defer { group.cancelAll() }
            guard let first = try await group.next(), let value = first else {
                group.cancelAll()
                // What it has started is ended before this returns.
                while let _ = try? await group.next() {}
                throw CommandFailure("it was interrupted; nothing of it is left")
            }
            return value
        }
    }
}
