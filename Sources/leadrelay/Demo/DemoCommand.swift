import CommandLineFrame
import LinuxIO
import RelayService

/// `leadrelay demo`: a relay before the four APIs, without an account at any of them.
enum DemoCommand {
    static let command = Command(
        name: "demo",
        summary: "See a relay at work: stand-ins for the four APIs, signed events, and what becomes of each.",
        discussion: """
            Everything but the APIs is real: the listener, the signatures, SQLite, the requests. The routes are those of \
            the repository's routes.json, with its destinations live and secrets made up for the occasion. It tells what \
            becomes of each event, and then goes on with a light stream of them until Ctrl-C, for a look around from \
            another terminal. With --once it ends with a summary instead.
            """,
        options: [once, folder, listen, seed],
        examples: ["leadrelay demo", "leadrelay demo --once", "leadrelay demo --folder ./demo"],
        exitCodes: [.success, .checkFailed, .usage],
        run: { invocation, console in
            let isOnce = invocation.has(once)
            let address = try invocation.address(listen, unless: "127.0.0.1:0")
            let seed = try invocation.seed(seed)
            let folder = try DemoFolder(invocation.value(of: folder))
            do {
                let isAsTold = try await DemoSession.run(
                    in: folder,
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
                guard let failure = error as? ServiceFailure else { throw error }
                throw CommandFailure((["the demo does not start"] + failure.lines).joined(separator: "\n"))
            }
        }
    )

    private static let once = Option.flag("--once", "End after the story, with a summary.")
    private static let folder = Option.taking(
        .directory(named: "FOLDER"),
        "--folder",
        "Where all of it lies, and stays; a folder of its own in /tmp that goes at the end, unless told."
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
