import CommandLineFrame
import LinuxIO
import Quotation
import RelayAuthoring
import RelayRoutes
import RelayService

/// `leadrelay init`: writes a start of a routes file.
enum InitCommand {
    static let command = Command(
        name: "init",
        summary: "Write a commented start of a routes file.",
        discussion: """
            A source for each sender, a destination that only observes for each API, a route with a send for each, \
            tables with placeholders that 'leadrelay check' points at, and a test. Nothing is overwritten.
            """,
        options: [from, to],
        positionals: [.optional(.file(named: "FILE"), "The file to write; routes.json unless told.")],
        examples: ["leadrelay init", "leadrelay init --from stripe,hubspot --to leadtrackr routes.json"],
        exitCodes: [.success, .checkFailed, .usage],
        run: { invocation, console in try run(invocation, console) }
    )

    private static let from = Option.taking(
        .text(named: "PRESET,..."),
        "--from",
        "The senders, of 'leadrelay api presets'; sendpilot unless told."
    )
    private static let to = Option.taking(
        .text(named: "API,..."),
        "--to",
        "The APIs, of 'leadrelay api list'; leadtrackr,octanist unless told."
    )

    private static func run(_ invocation: Invocation, _ console: any Console) throws -> ExitCode {
        let path = invocation.positionals.first ?? "routes.json"
        let start = try start(invocation)
        do throws(LinuxIOError) {
            try FileBytes.create(path: path, with: start.text)
        } catch {
            guard error.isTaken else { throw error }
            throw CommandFailure("\(path.shown) is there already. Name another file, or remove that one.")
        }
        try console.writeLine("\(path.shown): written. What to do next:")
        let names = start.variables.joined(separator: ", ")
        if !names.isEmpty { try console.writeLine("  1. Set these variables where leadrelay runs: \(names)") }
        let file = path == "routes.json" ? "" : " \(path.shown)"
        try console.writeLine(
            "  \(names.isEmpty ? 1 : 2). Put your own ids where this points at: leadrelay check\(file)"
        )
        try console.writeLine("  \(names.isEmpty ? 2 : 3). See what becomes of an event: leadrelay try --help")
        return .success
    }

    private static func start(_ invocation: Invocation) throws -> StarterRoutes {
        let presets = words(invocation, from) ?? ["sendpilot"]
        let apis = words(invocation, to) ?? ["leadtrackr", "octanist"]
        do {
            return try StarterRoutes.make(from: presets, to: apis)
        } catch let unknown as StarterRoutes.Unknown {
            throw usage(unknown, invocation)
        }
    }

    private static func words(_ invocation: Invocation, _ option: Option) -> [String]? {
        invocation.value(of: option).map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
    }

    private static func usage(_ unknown: StarterRoutes.Unknown, _ invocation: Invocation) -> UsageError {
        let (name, option, command) =
            switch unknown {
            case .preset(let name): (name, from, "leadrelay api presets")
            case .api(let name): (name, to, "leadrelay api list")
            }
        let nearest = unknown.nearest(in: .embedded).map { "Did you mean \($0.quoted)?" }
        return invocation.invalid(name, of: option, "is not known", remedy: nearest ?? "See: \(command)")
    }
}
