import CommandLineFrame

/// A program with every kind of command, option and argument that the frame knows.
enum SampleTree {
    static let json = Option.flag("--json", "Print JSON [one object] instead of the reader's text.")
    static let event = Option.taking(.file(named: "FILE"), "--event", short: "-e", "Read the event from a file.")
    static let variable = Option.taking(.text(named: "NAME=JSON"), "--var", isRepeated: true, "Set a variable.")
    static let batch = Option.flag("--batch", "Read expressions: one a line.")
    static let repl = Option.flag("--repl", "Ask for expressions.")
    static let data = Option.taking(.directory(named: "DIR"), "--data", "Where the store is.")
    static let log = Option.taking(.choice(["json", "text"], named: "FORMAT"), "--log", "How to write log lines.")

    static let tree = CommandTree(
        root: Command(
            name: "sample",
            summary: "A program for the tests of its frame.",
            examples: ["sample eval '1 + 2'"],
            commands: [version, eval, check, links]
        )
    )

    private static let version = Command(
        name: "version",
        aliases: ["--version", "-v"],
        summary: "Print the version.",
        options: [json],
        examples: ["sample version --json"],
        run: { _, _ in .success }
    )

    /// Takes one of three forms: an expression, a batch, a conversation.
    private static let eval = Command(
        name: "eval",
        summary: "Evaluate an expression.",
        forms: ["EXPR [--event FILE] [--var NAME=JSON]... [--json]", "--batch [--json]", "--repl"],
        options: [event, variable, batch, repl, json],
        positionals: [.optional(.text(named: "EXPR"), "The expression.")],
        examples: ["sample eval '1 + 2'", "sample eval --var 'x={\"a\": 1}' x.a", "echo 1 | sample eval --batch"],
        exitCodes: [.success, .checkFailed, .usage],
        validate: checkForms,
        run: { invocation, console in
            try console.writeLine(invocation.positionals.joined(separator: "|"))
            return .success
        }
    )

    private static let check = Command(
        name: "check",
        summary: "Check files.",
        options: [data, log],
        positionals: [.required(.file(named: "FILE"), isRepeated: true, "The files to check.")],
        examples: ["sample check routes.json --data /tmp -- -odd-name"],
        run: { _, _ in .checkFailed }
    )

    private static let links = Command(
        name: "links",
        summary: "Work with the table of identifiers.",
        examples: ["sample links set north 4711"],
        commands: [linksImport, linksSet]
    )

    private static let linksImport = Command(
        name: "import",
        summary: "Read a table.",
        options: [json],
        positionals: [.required(.file(named: "FILE"), "The table.")],
        examples: ["sample links import ids.csv"],
        run: { _, _ in .success }
    )

    private static let linksSet = Command(
        name: "set",
        summary: "Set one link.",
        positionals: [
            .required(.choice(["north", "south"], named: "SIDE"), "The side."),
            .required(.text(named: "VALUE"), "The identifier there."),
        ],
        examples: ["sample links set north 4711"],
        run: { _, _ in .unreachable }
    )

    private static func checkForms(_ invocation: Invocation) throws(UsageError) {
        try invocation.refuse([repl, event, variable], beside: batch)
        try invocation.refuse([event, variable, json], beside: repl)
        try invocation.refusePositionals(beside: batch)
        try invocation.refusePositionals(beside: repl)
        if let value = invocation.values(of: variable).first(where: { !$0.contains("=") }) {
            throw invocation.invalid(value, of: variable, "has no \"=\"", remedy: "Write NAME=JSON.")
        }
        let isInteractive = invocation.has(batch) || invocation.has(repl)
        guard isInteractive || !invocation.positionals.isEmpty else {
            throw invocation.missing("EXPR", remedy: "Give an expression, \"--batch\" or \"--repl\".")
        }
    }
}
