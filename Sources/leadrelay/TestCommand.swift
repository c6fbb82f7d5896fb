import CommandLineFrame
import JSON
import LinuxIO
import Quotation
import RelayAuthoring
import RelayRoutes
import RelayService

/// `leadrelay test`: the tests that a routes file carries.
enum TestCommand {
    static let command = Command(
        name: "test",
        summary: "Run the tests of a routes file.",
        discussion: """
            FILTER chooses the tests whose names hold it. --coverage tells which routes, sends, conditions and entries \
            no test reaches. --record takes a body that a source posted and adds a test which expects what is made of it \
            now: read it before you keep it.
            """,
        forms: ["[FILTER] [--config FILE] [--coverage] [--json]", "--record EVENT --from SOURCE [--name NAME]"],
        options: [.config, coverage, record, from, name, .json],
        positionals: [.optional(.text(named: "FILTER"), "A part of the tests' names.")],
        examples: [
            "leadrelay test", "leadrelay test opportunity --coverage",
            "leadrelay test --record event.json --from sendpilot",
        ],
        exitCodes: [.success, .checkFailed, .usage],
        validate: checkForms,
        run: { invocation, console in try run(invocation, console) }
    )

    private static let coverage = Option.flag("--coverage", "Tell what no test reaches.")
    private static let record = Option.taking(
        .file(named: "EVENT"),
        "--record",
        "Add a test made of this event's body."
    )
    private static let from = Option.taking(.text(named: "SOURCE"), "--from", "The source of the event to record.")
    private static let name = Option.taking(.text(named: "NAME"), "--name", "The name of the recorded test.")

    private static func checkForms(_ invocation: Invocation) throws(UsageError) {
        try invocation.refuse([coverage, .json], beside: record)
        try invocation.refusePositionals(beside: record)
        guard !invocation.has(record) || invocation.has(from) else {
            throw invocation.missing("--from", remedy: "Say which source posts the event.")
        }
    }

    private static func run(_ invocation: Invocation, _ console: any Console) throws -> ExitCode {
        let configuration = try Configuration.load(path: ConfigurationPath.of(invocation.value(of: .config)))
        let table = try configuration.soundTable()
        if let path = invocation.value(of: record) {
            return try add(eventAt: path, invocation, to: configuration, table, console)
        }
        let filter = invocation.positionals.first
        let results = table.runTests(filter: filter, settings: try .real())
        guard !results.reports.isEmpty || filter == nil else {
            throw CommandFailure("no test's name holds \((filter ?? "").quoted)")
        }
        let reach = invocation.has(coverage) ? try configuration.coverage(of: table) : nil
        if invocation.has(.json) {
            try console.writeLine(json(results, reach))
        } else {
            for line in results.lines + (reach?.lines ?? []) { try console.writeLine(line) }
        }
        return results.passed ? .success : .checkFailed
    }

    private static func json(_ results: TestResults, _ coverage: Coverage?) -> String {
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("passed", results.passed)
            writer.name("tests")
            results.write(to: &writer)
            guard let coverage else { return }
            writer.name("coverage")
            coverage.write(to: &writer)
        }
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    private static func add(
        eventAt path: String,
        _ invocation: Invocation,
        to configuration: Configuration,
        _ table: RouteTable,
        _ console: any Console
    ) throws -> ExitCode {
        let bytes = try FileBytes.read(path: path, limit: Configuration.sizeLimit)
        let source = invocation.value(of: from) ?? ""
        let body: JSONValue
        do throws(JSONError) {
            body = try JSONDocument(bytes).root
        } catch {
            throw CommandFailure("\(path.shown):\(error)")
        }
        let sample = SampleEvent(label: path, source: source, body: body)
        let recording = try TestRecording(sample, on: table, name: invocation.value(of: name), settings: .real())
        try FileBytes.replace(path: configuration.path, with: recording.appending(to: configuration.bytes))
        try console.writeLine(
            "added the test \(recording.name.quoted) to \(configuration.path.shown); read it before you keep it"
        )
        for note in recording.notes { try console.writeLine("note: \(note)") }
        return .success
    }
}
