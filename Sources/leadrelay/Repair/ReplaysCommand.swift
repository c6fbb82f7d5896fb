import CommandLineFrame
import JSON
import LinuxIO
import RelayCore
import RelayReports
import RelayService

/// `leadrelay replays`: the jobs that send dead letters or events again.
enum ReplaysCommand {
    static let command = Command(
        name: "replays",
        summary: "Show the jobs that send dead letters or events again, stop one, or let it go on.",
        discussion: """
            A job that is stopped goes on where it was once it is resumed. What it has made wait already is still sent. \
            Works whether a relay runs on the data folder or not.
            """,
        forms: ["[--json] [OPTIONS]", "stop JOB", "resume JOB"],
        options: ReportOptions.common,
        positionals: [
            .optional(.choice(["stop", "resume"], named: "VERB"), "What to do with a job."),
            .optional(.text(named: "JOB"), "Its id, as in rj_3."),
        ],
        examples: ["leadrelay replays", "leadrelay replays stop rj_3", "leadrelay replays resume rj_3"],
        exitCodes: EventsCommands.exitCodes,
        validate: { invocation throws(UsageError) in
            guard invocation.positionals.count == 1 else { return }
            throw invocation.missing("a JOB", remedy: "List them: leadrelay replays")
        },
        run: { invocation, console in
            try ReportSession.run(invocation, console) { session in
                guard invocation.positionals.isEmpty else { return try change(invocation.positionals, session) }
                let list = ReplayJobList(try session.ledger.replayJobs())
                guard !session.isJSON else { return try session.tell(.report(list.write)) }
                return try session.tell(list.isEmpty ? ["no replays"] : list.lines(now: session.now))
            }
        }
    )

    private static func change(_ words: [String], _ session: ReportSession) throws -> ExitCode {
        guard let id = ReplayJobID(text: words[1]), let job = try job(id, session) else {
            throw CommandFailure("there is no job \(words[1]). List them: leadrelay replays")
        }
        let client = ControlClient(try ControlSession.folder(session.invocation))
        let reply = try client.repair(words[0] == "stop" ? .stop(id) : .resume(id), at: session.now)
        return try ControlSession.tell(reply, session.console, about: id.text) { _ in
            session.isJSON
                ? .report(((try? self.job(id, session)) ?? nil ?? job).write)
                : "\(id.text): \(words[0] == "stop" ? "stopped" : "resumed")"
        }
    }

    private static func job(_ id: ReplayJobID, _ session: ReportSession) throws -> ReplayJob? {
        try session.ledger.replayJob(id)
    }

    // MARK: Beginning one

    /// Begins a job, tells its number, and stays until it has ended where that is asked for.
    static func begin(
        _ order: ReplayOrder,
        of one: String,
        _ many: String,
        _ expected: Int,
        _ session: ReportSession
    ) throws -> ExitCode {
        let client = ControlClient(try ControlSession.folder(session.invocation))
        var order = order
        order.key = String(SystemRandom().next(), radix: 16)
        let reply = try client.repair(.begin(order), at: session.now)
        guard reply.isSuccess, let job = reply.job else {
            throw CommandFailure(reply.problems.joined(separator: "\n"))
        }
        try tell(job, "\(expected) \(expected == 1 ? one : many)", expected, isByNode: reply.isByNode, session)
        guard session.invocation.has(LetterOptions.follow), reply.isByNode else { return .success }
        return try follow(job, session)
    }

    private static func tell(
        _ job: ReplayJobID,
        _ what: String,
        _ expected: Int,
        isByNode: Bool,
        _ session: ReportSession
    ) throws {
        guard !session.isJSON else {
            _ = try session.tell(
                .report { writer in
                    writer.object { writer in
                        writer.member("job", job.text)
                        writer.member("expected", expected)
                        writer.member("relayRuns", isByNode)
                    }
                }
            )
            return
        }
        let start = isByNode ? "" : "; no relay runs, so it begins with the next start: leadrelay run"
        _ = try session.tell(["\(job.text): \(what)\(start)", "watch it: leadrelay replays"])
        try session.console.flush()
    }

    /// Tells that there is nothing to begin a job for.
    static func tellNone(_ lines: [String], _ session: ReportSession) throws -> ExitCode {
        try session.isJSON
            ? session.tell(.report { $0.object { $0.member("expected", 0) } }) : session.tell(lines)
    }

    private static let interval = Duration.milliseconds(500)

    /// Tells how far a job is, until it does not run any more or nobody reads that.
    static func follow(_ id: ReplayJobID, _ session: ReportSession) throws -> ExitCode {
        ProcessSetup.endWellWhenInterrupted()
        var told = ""
        repeat {
            guard let job = try job(id, session) else { return .success }
            if job.progress != told {
                told = job.progress
                try session.console.writeLine(session.isJSON ? .report(job.write) : told)
                try session.console.flush()
            }
            guard job.state == .running else { return .success }
        } while OutputWait.pause(for: interval)
        return .success
    }
}
