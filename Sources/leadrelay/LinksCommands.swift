import CommandLineFrame
import JSON
import Quotation
import RelayService

/// `leadrelay links`: the tables that say which lead of one system is which of another.
enum LinksCommands {
    static let command = Command(
        name: "links",
        summary: "Keep the tables of ids that lie in files of their own.",
        examples: [
            "leadrelay links set leadpingLead lead_abc123 5f0c2a",
            "leadrelay links missing leadpingLead --events a.jsonl",
        ],
        commands: [importing, set, missing]
    )

    private static let overwrite = Option.flag("--overwrite", "Replace ids that are other ones in the table.")
    private static let dryRun = Option.flag("--dry-run", "Tell what would be done, and write nothing.")
    private static let key = Option.taking(
        .text(named: "COLUMN"),
        "--key",
        "The column that is looked up; as the table's unless told."
    )
    private static let value = Option.taking(
        .text(named: "COLUMN"),
        "--value",
        "The column that is found; as the table's unless told."
    )
    private static let events = Option.taking(
        .file(named: "FILE"),
        "--events",
        "A file of events, each a line such as {\"source\": \"crm\", \"body\": {}}."
    )
    private static let table = Positional.required(.text(named: "TABLE"), "A table of the routes file.")
    private static let exitCodes: [ExitCode] = [.success, .checkFailed, .usage]

    private static let importing = Command(
        name: "import",
        summary: "Take the rows of a comma-separated file into a table.",
        discussion: """
            Rows are added at the end, and everything else in the table's file stays byte for byte. A key that has \
            another id already is told, and nothing is written unless --overwrite is given: the id of another lead \
            sends the next status to the wrong person.
            """,
        options: [key, value, .config, overwrite, dryRun, .json],
        positionals: [table, .required(.file(named: "FILE"), "The file to import, such as an export.")],
        examples: [
            "leadrelay links import leadpingLead export.csv --key external_id --value id",
            "leadrelay links import leadpingLead export.csv --dry-run",
        ],
        exitCodes: exitCodes,
        run: { invocation, console in
            let (name, path) = (invocation.positionals[0], invocation.positionals[1])
            let links = try LinkFile(table: name, in: configuration(invocation))
            let pairs = try links.pairs(of: path, key: invocation.value(of: key), value: invocation.value(of: value))
            return try apply(try links.merge(pairs), to: links, invocation, console)
        }
    )

    private static let set = Command(
        name: "set",
        summary: "Set one entry of a table.",
        options: [.config, overwrite, dryRun, .json],
        positionals: [
            table, .required(.text(named: "KEY"), "The id that is looked up."),
            .required(.text(named: "VALUE"), "The id that is found."),
        ],
        examples: ["leadrelay links set leadpingLead lead_abc123 5f0c2a"],
        exitCodes: exitCodes,
        run: { invocation, console in
            let words = invocation.positionals
            let links = try LinkFile(table: words[0], in: configuration(invocation))
            return try apply(try links.merge(key: words[1], value: words[2]), to: links, invocation, console)
        }
    )

    private static let missing = Command(
        name: "missing",
        summary: "List the leads of a file of events that a table lacks.",
        options: [events, .config, .json],
        positionals: [table],
        examples: ["leadrelay links missing leadpingLead --events events.jsonl"],
        exitCodes: exitCodes,
        validate: { invocation throws(UsageError) in
            guard !invocation.has(events) else { return }
            throw invocation.missing("the events", remedy: "Give them: \"--events FILE\".")
        },
        run: { invocation, console in
            let path = configuration(invocation)
            let links = try LinkFile(table: invocation.positionals[0], in: path)
            let missing = try MissingLinks(of: links, events: invocation.value(of: events) ?? "", in: path)
            try tell(missing, invocation, console)
            return missing.leads.isEmpty ? .success : .checkFailed
        }
    )

    private static func configuration(_ invocation: Invocation) -> String {
        ConfigurationPath.of(invocation.value(of: .config))
    }

    // MARK: Changing

    private static func apply(
        _ merge: LinkMerge,
        to links: LinkFile,
        _ invocation: Invocation,
        _ console: any Console
    ) throws -> ExitCode {
        let isRefused = !merge.changes.isEmpty && !invocation.has(overwrite)
        let isWritten = merge.isChange && !isRefused && !invocation.has(dryRun)
        if isWritten { try links.write(merge) }
        if invocation.has(.json) {
            try console.writeLine(.json { write(merge, links, isWritten, to: &$0) })
        } else {
            for change in merge.changes {
                try console.writeLine("  \(change.key.quoted): \(change.old.quoted) → \(change.new.quoted)")
            }
            let counts = "\(merge.added.count) added, \(merge.changes.count) changed, \(merge.unchanged) unchanged"
            let outcome = isWritten ? "written" : isRefused ? "refused" : merge.isChange ? "not written" : "as it was"
            try console.writeLine("\(links.path.shown): \(counts); \(outcome)")
        }
        guard isRefused else { return .success }
        let keys = merge.changes.count == 1 ? "a key has" : "\(merge.changes.count) keys have"
        let fact = "\(keys) another id already, and nothing was written"
        throw CommandFailure("\(links.path.shown): \(fact). Correct the new ids, or give --overwrite.")
    }

    private static func write(_ merge: LinkMerge, _ links: LinkFile, _ isWritten: Bool, to json: inout JSONWriter) {
        json.object { json in
            json.name("file")
            json.string(links.path)
            json.name("written")
            json.bool(isWritten)
            json.name("added")
            json.array { json in merge.added.forEach { json.string($0) } }
            json.name("changed")
            json.array { json in
                for change in merge.changes {
                    json.object { json in
                        for (name, text) in [("key", change.key), ("old", change.old), ("new", change.new)] {
                            json.name(name)
                            json.string(text)
                        }
                    }
                }
            }
            json.name("unchanged")
            json.int(Int64(merge.unchanged))
        }
    }

    // MARK: Missing

    private static func tell(_ missing: MissingLinks, _ invocation: Invocation, _ console: any Console) throws {
        guard !invocation.has(.json) else { return try console.writeLine(.json { write(missing, to: &$0) }) }
        for lead in missing.leads {
            try console.writeLine("\(lead.count)  \(lead.lead.quoted) of \(lead.source)")
        }
        let without = missing.withoutLead == 0 ? "" : ", \(missing.withoutLead) of them about no lead"
        let leads = missing.leads.count == 1 ? "1 lead" : "\(missing.leads.count) leads"
        let events = missing.events == 1 ? "1 event" : "\(missing.events) events"
        try console.writeLine("\(leads) missing in \(events)\(without)")
    }

    private static func write(_ missing: MissingLinks, to json: inout JSONWriter) {
        json.object { json in
            json.name("events")
            json.int(Int64(missing.events))
            json.name("withoutLead")
            json.int(Int64(missing.withoutLead))
            json.name("missing")
            json.array { json in
                for lead in missing.leads {
                    json.object { json in
                        json.name("lead")
                        json.string(lead.lead)
                        json.name("source")
                        json.string(lead.source)
                        json.name("count")
                        json.int(Int64(lead.count))
                    }
                }
            }
        }
    }
}
