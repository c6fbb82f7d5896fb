import CivilTime
import CommandLineFrame
import LinuxIO
import Quotation
import RelayReports
import RelayRoutes
import RelayService

/// `leadrelay destinations`: how they stand.
enum DestinationsCommand {
    static let command = Command(
        name: "destinations",
        summary: "Show how each destination stands, and what waits for it.",
        discussion: """
            STATE is open, paused, breaker (it cannot be reached, or fails), quota (its API wants nothing for a while), \
            ramp (it is taken up again little by little), held or observe. A destination that its own answers have paused is looked at again at NEXT PROBE, \
            and goes on by itself once it works. Works whether a relay runs on the data folder or not.
            """,
        options: [.data, .config, .json],
        examples: ["leadrelay destinations", "leadrelay destinations --json"],
        exitCodes: [.success, .checkFailed, .usage, .unreachable],
        run: { invocation, console in
            let board = try DestinationSession(invocation)
            guard !invocation.has(.json) else {
                try console.writeLine(board.json)
                return .success
            }
            for line in board.list.lines { try console.writeLine(line) }
            return .success
        }
    )
}

/// `leadrelay pause`: nothing more is sent to a destination.
enum PauseCommand {
    static let command = Command(
        name: "pause",
        summary: "Send nothing more to a destination until it is resumed.",
        discussion: """
            Events are taken in as before, and their deliveries wait. What is in flight ends. It stays paused over \
            restarts and reloads, and nobody looks whether it works. Tells how many wait, how old the oldest is, and \
            as SUPERSEDABLE how many of them will not be sent when their turn comes, because a newer one of the same lead \
            waits for the same send and that has "order": "latest". Works whether a relay runs on the data folder or not.
            """,
        options: [reason, dryRun, .data, .config, .json],
        positionals: [DestinationSession.destination],
        examples: [
            "leadrelay pause octanist --reason \"new account on Monday\"", "leadrelay pause octanist --dry-run --json",
        ],
        exitCodes: [.success, .checkFailed, .usage, .unreachable],
        run: { invocation, console in
            let session = try DestinationSession(invocation)
            let destination = try session.destination()
            let isPaused = !invocation.has(dryRun)
            if isPaused {
                let text = invocation.value(of: reason) ?? ""
                try session.check(session.client.pause(destination.name, reason: text, at: session.now))
            }
            guard !invocation.has(.json) else {
                let told = session.list.backlog(of: destination, isPaused: isPaused || destination.isPaused)
                try console.writeLine(told)
                return .success
            }
            for line in session.list.backlog(of: destination) { try console.writeLine(line) }
            if isPaused {
                let before = destination.isPaused ? "it was paused already; now until a person resumes it" : "paused"
                try console.writeLine("\(before); when it is to go on: leadrelay resume \(destination.name)")
            }
            return .success
        }
    )

    private static let reason = Option.taking(
        .text(named: "TEXT"),
        "--reason",
        "Why, for those who see it later; kept and shown as it is written."
    )
    private static let dryRun = Option.flag("--dry-run", "Only tell what waits.")
}

/// `leadrelay resume`: a destination goes on.
enum ResumeCommand {
    static let command = Command(
        name: "resume",
        summary: "Send to a destination again that was paused, by a person or by its own answers.",
        discussion: """
            What is known of its failures is forgotten too, and for how long its API wants to be left alone. With --ramp one delivery at a time is under way at first, \
            and all that is configured at the end; a rate rises with it. Works whether a relay runs on the data folder \
            or not.
            """,
        options: [ramp, .data, .config, .json],
        positionals: [DestinationSession.destination],
        examples: ["leadrelay resume octanist", "leadrelay resume octanist --ramp 5m"],
        exitCodes: [.success, .checkFailed, .usage, .unreachable],
        run: { invocation, console in
            let ramp = try duration(invocation)
            let session = try DestinationSession(invocation)
            let destination = try session.destination()
            try session.check(session.client.resume(destination.name, over: ramp, at: session.now))
            guard !invocation.has(.json) else {
                try console.writeLine(session.list.backlog(of: destination, isPaused: false))
                return .success
            }
            let name = destination.name
            if let end = destination.closedUntil {
                try console.writeLine("resumed: \(name); that its API wants nothing until \(end.rfc3339) is forgotten")
                return .success
            }
            guard !destination.isHeldBack else {
                try console.writeLine("resumed: \(name)")
                return .success
            }
            let rest = ramp == nil ? "" : "; it goes on little by little all the same"
            try console.writeLine("\(name) was not paused\(rest)")
            return .success
        }
    )

    private static let ramp = Option.taking(
        .text(named: "TIME"),
        "--ramp",
        "Go on little by little over this time, as in 5m."
    )

    private static let longestRamp = Duration.seconds(86_400)

    private static func duration(_ invocation: Invocation) throws(UsageError) -> Duration? {
        guard let text = invocation.value(of: ramp) else { return nil }
        guard let duration = Duration(setting: text), duration >= .seconds(1), duration <= longestRamp else {
            let remedy = "Write a time as in 30s, 5m or 2h, a day at the most."
            throw UsageError(.invalidValue, "--ramp: \(text.quoted) is no time for that", remedy: remedy)
        }
        return duration
    }
}

/// What the commands about destinations have in common.
struct DestinationSession {
    let client: ControlClient
    let list: DestinationList
    /// The list as it was told.
    let json: String
    let now: Timestamp
    private let name: String?

    static let destination = Positional.required(.text(named: "DESTINATION"), "Its name in the routes file.")

    init(_ invocation: Invocation) throws {
        client = ControlClient(try ControlSession.folder(invocation))
        now = SystemClock().timestamp()
        name = invocation.positionals.first
        let path = ConfigurationPath.of(invocation.value(of: .config))
        let bytes = try client.destinations(routes: path, at: now)
        guard let list = DestinationList(bytes, now: now) else {
            throw CommandFailure("what answers is no relay of this version")
        }
        self.list = list
        json = String(decoding: bytes, as: UTF8.self)
    }

    /// The one that was named.
    func destination() throws(CommandFailure) -> DestinationList.Destination {
        let name = name ?? ""
        if let found = list.destinations.first(where: { $0.name == name }) { return found }
        let names = list.destinations.map(\.name).sorted().joined(separator: ", ")
        throw CommandFailure("there is no destination \(name.quoted). There are: \(names.isEmpty ? "none" : names)")
    }

    func check(_ reply: ControlClient.Reply) throws {
        guard reply.isSuccess else { throw CommandFailure(reply.problems.joined(separator: "\n")) }
    }
}
