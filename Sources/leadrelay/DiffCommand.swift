import CommandLineFrame
import JSON
import LinuxIO
import Quotation
import RelayAuthoring
import RelayService

/// `leadrelay diff`: what two routes files make otherwise of the same events.
enum DiffCommand {
    static let command = Command(
        name: "diff",
        summary: "Tell which events two routes files would treat differently.",
        discussion: """
            The events are those of both files' tests, or with --events those of a file: a line of JSON each, \
            {"source": "sendpilot", "body": {…}}, with headers, query and lookups beside them where they matter. The exit \
            code is 1 where something differs.
            """,
        options: [events, .json],
        positionals: [
            .required(.file(named: "OLD"), "The routes file as it was."),
            .required(.file(named: "NEW"), "The routes file as it is to be."),
        ],
        examples: ["leadrelay diff routes.json new.json", "leadrelay diff routes.json new.json --events sent.jsonl"],
        exitCodes: [.success, .checkFailed, .usage],
        run: { invocation, console in try run(invocation, console) }
    )

    private static let events = Option.taking(.file(named: "FILE"), "--events", "The events, a line of JSON each.")
    private static let limit = 256 << 20

    private static func run(_ invocation: Invocation, _ console: any Console) throws -> ExitCode {
        let tables = try invocation.positionals.map { try Configuration.load(path: $0).soundTable() }
        let difference = RouteTableDifference.between(
            tables[0],
            tables[1],
            events: try samples(invocation),
            settings: try .real()
        )
        if invocation.has(.json) {
            var writer = JSONWriter()
            difference.write(to: &writer)
            try console.writeLine(String(decoding: writer.bytes, as: UTF8.self))
        } else {
            let lines = difference.lines
            let none = "no difference in \(difference.compared) event\(difference.compared == 1 ? "" : "s")"
            for line in lines.isEmpty ? [none] : lines { try console.writeLine(line) }
        }
        return difference.isEmpty ? .success : .checkFailed
    }

    private static func samples(_ invocation: Invocation) throws -> [SampleEvent] {
        guard let path = invocation.value(of: events) else { return [] }
        let read = SampleEvent.read(lines: try FileBytes.read(path: path, limit: limit))
        guard read.problems.isEmpty else {
            throw CommandFailure(read.problems.prefix(10).map { "\(path.shown):\($0)" }.joined(separator: "\n"))
        }
        guard !read.samples.isEmpty else { throw CommandFailure("\(path.shown) holds no event") }
        return read.samples
    }
}
