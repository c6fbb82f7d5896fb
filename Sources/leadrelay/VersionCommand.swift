import CommandLineFrame
import RelayCore

/// `leadrelay version`: tells which program this is.
enum VersionCommand {
    static let command = Command(
        name: "version",
        aliases: ["--version", "-v"],
        summary: "Print the program's name and version.",
        options: [.json],
        examples: ["leadrelay version", "leadrelay version --json"],
        run: { invocation, console in try run(invocation, console) }
    )

    private static func run(_ invocation: Invocation, _ console: any Console) throws -> ExitCode {
        let (name, version) = (Product.name, Product.version)  // Plain words: JSON needs no escapes for them.
        let json = #"{"name":"\#(name)","version":"\#(version)"}"#
        try console.writeLine(invocation.has(.json) ? json : "\(name) \(version)")
        return .success
    }
}
