package import CommandLineFrame
import LinuxIO
import RelayCore

/// The program: its commands, and the way from the process's arguments to its exit.
@main
package enum LeadRelay {
    package static let tree = CommandTree(
        root: Command(
            name: Product.name,
            summary: "A webhook relay that knows the APIs it delivers to.",
            examples: ["leadrelay check", "leadrelay try event.json --from sendpilot"],
            commands: [
                DemoCommand.command,
                RunCommand.command, ReloadCommand.command, HealthCommand.command, StatusCommand.command,
                DestinationsCommand.command, PauseCommand.command, ResumeCommand.command,
                InitCommand.command, CheckCommand.command, WhyCommand.command, TryCommand.command,
                TestCommand.command, DiffCommand.command, FormatCommand.command, SchemaCommand.command,
                APICommands.command, LinksCommands.command, SignCommand.command, VerifyCommand.command,
                SendCommand.command, MockCommand.command,
                EventsCommands.command, DeliveriesCommands.command, DeadCommands.command, ReplayCommand.command,
                ReplaysCommand.command,
                LeadCommand.command, RejectedCommands.command, AttentionCommands.command, EvalCommand.command,
                BenchCommand.command, VersionCommand.command, CompletionCommand.command,
            ]
        )
    )

    static func main() async {
        // Beside `bench` there is a process of this program that only clears up behind it.
        if EndWatch.serve() { return }
        ProcessSetup.ignoreClosedPipes()
        ProcessSetup.keepFreedMemory()
        let code = await tree.run(ProcessArguments.bytes, ProcessConsole())
        ProcessSetup.exit(code.rawValue)
    }
}
