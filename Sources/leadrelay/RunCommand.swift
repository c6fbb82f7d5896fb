import CivilTime
import CommandLineFrame
import LinuxIO
import RelayCore
import RelayLog
import RelayRoutes
import RelayService

/// `leadrelay run`: the relay itself.
enum RunCommand {
    static let command = Command(
        name: "run",
        summary: "Take webhooks in, and deliver what the routes say.",
        discussion: """
            Runs until SIGTERM or Ctrl-C, and then ends in order: what is in flight is finished, the rest stays on disk. \
            A second signal ends it at once. SIGHUP reads the routes file again, as leadrelay reload does.
            What is not said here is taken from $LEADRELAY_CONFIG, $LEADRELAY_DATA, $LEADRELAY_LISTEN and \
            $LEADRELAY_LOG, then from "service" in the routes file. Log lines go to standard error.
            """,
        options: [.config, .data, listen, log, base],
        examples: [
            "leadrelay run", "leadrelay run --listen 127.0.0.1:0 --data /tmp/relay",
            "leadrelay run --base octanist=http://127.0.0.1:9000",
        ],
        exitCodes: [.success, .checkFailed, .usage],
        run: { invocation, console in try await run(invocation, console) }
    )

    private static let listen = Option.taking(
        .text(named: "ADDRESS"),
        "--listen",
        "The address to listen on; 127.0.0.1:8080 unless told, and port 0 takes any."
    )
    private static let log = Option.taking(
        .text(named: "FORMAT"),
        "--log",
        "How log lines are written: json or text; text on a terminal unless told."
    )
    private static let base = Option.taking(
        .text(named: "DESTINATION=URL"),
        "--base",
        isRepeated: true,
        "A URL that stands in for that of a destination, as for a trial."
    )

    private static func run(_ invocation: Invocation, _ console: any Console) async throws -> ExitCode {
        let options = RunOptions(
            config: ConfigurationPath.of(invocation.value(of: .config)),
            data: invocation.value(of: .data),
            listen: invocation.value(of: listen),
            log: try format(invocation),
            bases: try bases(invocation)
        )
        do {
            let node = try Node(options) { settings in makeLog(options.log(settings)) }
            try await node.run()
        } catch let failure as ServiceFailure {
            throw CommandFailure((["the relay does not start"] + failure.lines).joined(separator: "\n"))
        } catch let failure as StoreError {
            throw CommandFailure(failure.description)
        }
        return .success
    }

    private static func format(_ invocation: Invocation) throws(UsageError) -> String? {
        guard let text = invocation.value(of: log) else { return nil }
        guard LogFormat(rawValue: text) != nil else {
            throw invocation.invalid(text, of: log, "is no format of logs", remedy: "Write json or text.")
        }
        return text
    }

    private static func bases(_ invocation: Invocation) throws(UsageError) -> [String: String] {
        var bases: [String: String] = [:]
        for text in invocation.values(of: base) {
            guard let position = text.firstIndex(of: "="), position > text.startIndex else {
                throw invocation.invalid(text, of: base, "has no \"=\"", remedy: "Write DESTINATION=URL.")
            }
            bases[String(text[..<position])] = String(text[text.index(after: position)...])
        }
        return bases
    }

    private static func makeLog(_ format: String?) -> Log {
        let errors = StandardError()
        let clock = SystemClock()
        return Log(
            format: format.flatMap { LogFormat(rawValue: $0) } ?? (errors.isTerminal ? .text : .json),
            time: { clock.timestamp().rfc3339 },
            sink: { errors.write($0) }
        )
    }
}
