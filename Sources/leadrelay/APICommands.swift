import CommandLineFrame
import JSON
import LinuxIO
import Quotation
import RelayAuthoring
import RelayRoutes
import RelayService

/// `leadrelay api`: what is known of the APIs that are written to, and of the senders that events come from.
enum APICommands {
    static let command = Command(
        name: "api",
        summary: "Show the APIs and senders that are known.",
        examples: ["leadrelay api list", "leadrelay api show leadtrackr.updateLeadStatus", "leadrelay api presets"],
        commands: [list, show, presets]
    )

    private static let list = Command(
        name: "list",
        summary: "List the APIs with their calls.",
        options: [.config, .json],
        examples: ["leadrelay api list", "leadrelay api list --config routes.json --json"],
        exitCodes: [.success, .checkFailed, .usage],
        run: { invocation, console in
            let pages = ContractPages(.embedded, try file(invocation))
            try console.writeLine(invocation.has(.json) ? .json(pages.writeList) : pages.list)
            return .success
        }
    )

    private static let show = Command(
        name: "show",
        summary: "Show an API or one of its calls.",
        discussion: """
            Fields, identifiers, what each answer means, what the documents say and leave open, and an example of a \
            send. With --json, the contract itself: it has the format that "apis" in a routes file has.
            """,
        options: [.config, .json],
        positionals: [.required(.text(named: "NAME[.CALL]"), "The API, or a call of it.")],
        examples: ["leadrelay api show octanist", "leadrelay api show --json leadtrackr.updateLeadStatus"],
        exitCodes: [.success, .checkFailed, .usage],
        run: { invocation, console in
            let pages = ContractPages(.embedded, try file(invocation))
            let subject = try subject(invocation.positionals[0], in: pages)
            return try answer(
                console,
                invocation.has(.json) ? .json { pages.write(subject, to: &$0) } : pages.page(subject)
            )
        }
    )

    private static let presets = Command(
        name: "presets",
        summary: "List the senders that are known, or show one.",
        options: [.json],
        positionals: [.optional(.text(named: "NAME"), "The preset, such as sendpilot.")],
        examples: ["leadrelay api presets", "leadrelay api presets stripe", "leadrelay api presets --json stripe"],
        run: { invocation, console in
            let pages = PresetPages(.embedded)
            guard let name = invocation.positionals.first else {
                return try answer(console, invocation.has(.json) ? .json(pages.writeList) : pages.list)
            }
            guard let page = pages.page(for: name) else {
                let nearest = pages.nearest(to: name).map { "Did you mean \($0.quoted)?" }
                let remedy = nearest ?? "See all of them: leadrelay api presets"
                throw UsageError(.invalidValue, "there is no preset \(name.quoted)", remedy: remedy)
            }
            return try answer(console, invocation.has(.json) ? .json { pages.write(name, to: &$0) } : page)
        }
    )

    private static func answer(_ console: any Console, _ text: String) throws -> ExitCode {
        try console.writeLine(text)
        return .success
    }

    /// The routes file that was named; the usual one only where it is there and can be read.
    private static func file(_ invocation: Invocation) throws -> RoutesFile? {
        guard let path = invocation.value(of: .config) else {
            let bytes = try? FileBytes.readRegular(path: ConfigurationPath.of(nil), limit: Configuration.sizeLimit)
            return bytes.flatMap { RoutesFile.read($0).file }
        }
        let read = RoutesFile.read(try FileBytes.read(path: path, limit: Configuration.sizeLimit))
        guard let file = read.file else {
            throw CommandFailure("\(path.shown):\(read.findings.first?.description ?? "no routes file")")
        }
        return file
    }

    private static func subject(_ word: String, in pages: ContractPages) throws(UsageError) -> ContractPages.Subject {
        do throws(ContractPages.Unknown) {
            return try pages.subject(word)
        } catch {
            throw usage(error)
        }
    }

    private static func usage(_ unknown: ContractPages.Unknown) -> UsageError {
        switch unknown {
        case .api(let name, let nearest):
            let remedy = nearest.map { "Did you mean \($0.quoted)?" } ?? "See all of them: leadrelay api list"
            return UsageError(.invalidValue, "there is no API \(name.quoted)", remedy: remedy)
        case .call(let name, let api, let nearest, let calls):
            let listed = "It has \(calls.map(\.quoted).joined(separator: ", "))."
            let remedy = nearest.map { "Did you mean \($0.quoted)?" } ?? listed
            return UsageError(.invalidValue, "the API \(api.quoted) has no call \(name.quoted)", remedy: remedy)
        }
    }
}
