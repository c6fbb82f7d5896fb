import CommandLineFrame
import JSON
import LinuxIO
import RelayCore
import RelayReports
import RelayService

/// `leadrelay reload`: the routes file anew, in the relay that runs.
enum ReloadCommand {
    static let command = Command(
        name: "reload",
        summary: "Have the relay that runs read its routes file again.",
        discussion: """
            The file is checked whole, and then put in force at once, or refused whole with all that is wrong in it. \
            Nothing in flight is disturbed. A file is refused too that no longer has a send for which deliveries wait, \
            unless --force is given. Where it listens, its data folder and its limits need a restart.
            """,
        options: [force, .data, .config, .json],
        examples: ["leadrelay reload", "leadrelay reload --data /var/lib/leadrelay", "leadrelay reload --force"],
        exitCodes: [.success, .checkFailed, .usage, .unreachable],
        run: { invocation, console in
            let path = invocation.has(force) ? "/reload/forced" : "/reload"
            return try ControlSession.ask("POST", path, invocation, console) { reply in
                invocation.has(.json) ? reply.text : words(for: reply.ended)
            }
        }
    )

    private static let force = Option.flag("--force", "Make dead letters of what waits for sends that are gone.")

    private static func words(for ended: Int) -> String {
        guard ended > 0 else { return "reloaded" }
        let letters = ended == 1 ? "1 delivery became a dead letter" : "\(ended) deliveries became dead letters"
        return "reloaded, and \(letters): leadrelay dead list --cause send-removed"
    }
}

/// `leadrelay health`: whether the relay that runs is ready, for whoever watches it.
enum HealthCommand {
    static let command = Command(
        name: "health",
        summary: "Say whether the relay that runs is ready.",
        options: [.data, .config, .json],
        examples: ["leadrelay health", "leadrelay health --json"],
        exitCodes: [.success, .checkFailed, .usage, .unreachable],
        run: { invocation, console in
            try ControlSession.ask("GET", "/ready", invocation, console) { _ in
                invocation.has(.json) ? .report { $0.object { $0.member("ready", true) } } : "ready"
            }
        }
    )
}

/// `leadrelay status`: what the relay that runs says of itself.
enum StatusCommand {
    static let command = Command(
        name: "status",
        summary: "Show what the relay that runs says of itself, as JSON.",
        discussion: "It is JSON with --json and without.",
        options: [.data, .config, .json],
        examples: ["leadrelay status"],
        exitCodes: [.success, .checkFailed, .usage, .unreachable],
        run: { invocation, console in
            try ControlSession.ask("GET", "/status", invocation, console) { $0.text }
        }
    )
}

/// `leadrelay dead discard`.
enum DeadLetterChanges {
    static let discard = Command(
        name: "discard",
        summary: "Give a dead letter up, or a delivery that still waits.",
        discussion: "It stays in the history as discarded. Works whether a relay runs on the data folder or not.",
        options: [.data, .config, .json],
        positionals: [.required(.text(named: "DELIVERY"), "Its id, as in dl_06f3k8m2q7a4d_0.")],
        examples: ["leadrelay dead discard dl_06f3k8m2q7a4d_0"],
        exitCodes: [.success, .checkFailed, .usage, .unreachable],
        run: { invocation, console in
            let text = invocation.positionals[0]
            guard let id = DeliveryID(text: text) else {
                throw CommandFailure("\(text) is no delivery. List them with: leadrelay dead list")
            }
            let client = ControlClient(try ControlSession.folder(invocation))
            let reply = try client.change(.discard, id, at: SystemClock().timestamp())
            return try ControlSession.tell(reply, console, about: id.text) { _ in
                invocation.has(.json)
                    ? .report { $0.object { $0.member("discarded", id.text) } } : "\(id.text): discarded"
            }
        }
    )
}

/// What commands that speak to a node have in common.
enum ControlSession {
    static func ask(
        _ method: String,
        _ path: String,
        _ invocation: Invocation,
        _ console: any Console,
        done: (ControlClient.Reply) -> String
    ) throws -> ExitCode {
        let client = ControlClient(try folder(invocation))
        let reply: ControlClient.Reply
        do throws(ControlClient.Unreachable) {
            reply = try client.ask(method, path)
        } catch {
            console.complain("error: \(error.description)\n")
            return .unreachable
        }
        return try tell(reply, console, done: done)
    }

    static func folder(_ invocation: Invocation) throws -> DataFolder {
        let given = invocation.value(of: .config)
        return try DataFolder.find(
            given: invocation.value(of: .data),
            configuration: ConfigurationPath.of(given),
            isNamed: given != nil
        )
    }

    static func tell(
        _ reply: ControlClient.Reply,
        _ console: any Console,
        about subject: String? = nil,
        done: (ControlClient.Reply) -> String
    ) throws -> ExitCode {
        guard reply.isSuccess else {
            let about = subject.map { "\($0): " } ?? ""
            throw CommandFailure(reply.problems.map { about + $0 }.joined(separator: "\n"))
        }
        try console.writeLine(done(reply))
        return .success
    }
}

extension ControlClient.Reply {
    /// What was said, as it is.
    fileprivate var text: String { String(decoding: body, as: UTF8.self) }
}
