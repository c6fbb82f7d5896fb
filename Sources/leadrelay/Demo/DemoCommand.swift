import CommandLineFrame
import LinuxIO
import Quotation
import RelayCore
import RelayService

/// `leadrelay demo`: a relay before the four APIs, without an account at any of them.
enum DemoCommand {
    static let command = Command(
        name: "demo",
        summary: "See a relay at work: stand-ins for the four APIs, signed events, and what becomes of each.",
        discussion: """
            Everything but the APIs is real: the listener, the signatures, SQLite, the requests. The routes are those of \
            the repository's routes.json, with its destinations live and secrets made up for the occasion. It tells what \
            becomes of each event, and then goes on with a light stream of them until Ctrl-C or a closed terminal, for a \
            look around from another terminal. With --once it ends with a summary instead.
            Its folder goes at the end, unless --folder named it or something came out otherwise than told. A demo that \
            was killed leaves it, with files that only you can read; no later one takes it away.
            """,
        options: [once, folder, listen, seed],
        examples: ["leadrelay demo", "leadrelay demo --once", "leadrelay demo --folder ./demo"],
        exitCodes: [.success, .checkFailed, .usage],
        run: { invocation, console in
            let isOnce = invocation.has(once)
            let address = try invocation.address(listen, unless: "127.0.0.1:0")
            let seed = try invocation.seed(seed)
            let loops = try EventLoop.start(count: 1)
            defer { for loop in loops { loop.stop() } }
            // From before there is a folder until it is gone: an impatient second signal must not leave it behind.
            let signals = try SignalWatch(Signal.endings, on: loops[0])
            defer { withExtendedLifetime(signals) {} }
            let folder = try DemoFolder(invocation.value(of: folder))
            do {
                let isAsTold = try await DemoSession.run(
                    in: folder,
                    on: loops,
                    until: signals,
                    listen: "\(address)",
                    seed: seed,
                    isOnce: isOnce,
                    console
                )
                // What went wrong can be looked at.
                if isAsTold { folder.end() }
                return isAsTold ? .success : .checkFailed
            } catch {
                folder.end()
                throw told(error, folder)
            }
        }
    )

    private static func told(_ error: any Error, _ folder: DemoFolder) -> any Error {
        switch error {
        case is DemoEnd.Ended:
            let rest = folder.isTemporary ? "nothing of it is left" : "what it did lies in \(folder.path.shown.quoted)"
            return CommandFailure("it was interrupted; \(rest)")
        case let failure as ServiceFailure:
            // The relay's data lies in the demo's folder.
            let lines = failure.lines.map { $0.replacing(each: "with --data", with: "with --folder") }
            return CommandFailure((["the demo does not start"] + lines).joined(separator: "\n"))
        default: return error
        }
    }

    private static let once = Option.flag("--once", "End after the story, with a summary.")
    private static let folder = Option.taking(
        .directory(named: "FOLDER"),
        "--folder",
        "Where all of it lies, and stays; unless told, a new one in $TMPDIR or /tmp that goes at the end."
    )
    private static let listen = Option.taking(
        .text(named: "ADDRESS"),
        "--listen",
        "The address that the relay listens on; 127.0.0.1 and a free port unless told."
    )
    private static let seed = Option.taking(
        .text(named: "N"),
        "--seed",
        "Which leads there are, and what happens to them; 0 unless told."
    )
}
