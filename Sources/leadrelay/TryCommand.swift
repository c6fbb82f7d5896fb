import CommandLineFrame
import JSON
import LinuxIO
import Quotation
import RelayAuthoring
import RelayRoutes
import RelayService

/// `leadrelay try`: what would become of an event.
enum TryCommand {
    static let command = Command(
        name: "try",
        summary: "Show what would become of an event, and why; nothing is sent.",
        discussion: """
            EVENT is a file with the body that the source posts; - reads standard input. Shown are the requests, with the \
            place of each secret in its stead, and for each route and send why it matched or not.
            What a lookup would answer is given as JSON: --lookup 'lead={"email": "john@example.com"}'. So is the record \
            that a change is laid over: --record 'leadping={"id": "l1", "tags": []}'.
            """,
        options: [from, .config, header, lookup, record, curl, .json],
        positionals: [.required(.file(named: "EVENT"), "A file of JSON: the body of the webhook.")],
        examples: [
            "leadrelay try event.json --from sendpilot",
            "leadrelay try event.json --lookup 'lead={\"email\": \"a@b.nl\"}' --curl",
        ],
        exitCodes: [.success, .checkFailed, .usage],
        run: { invocation, console in try run(invocation, console) }
    )

    private static let from = Option.taking(
        .text(named: "SOURCE"),
        "--from",
        "The source; needed where there are several."
    )
    private static let header = Option.taking(
        .text(named: "NAME:VALUE"),
        "--header",
        isRepeated: true,
        "A header that comes with the event."
    )
    private static let lookup = Option.taking(
        .text(named: "NAME=JSON"),
        "--lookup",
        isRepeated: true,
        "What a lookup answers."
    )
    private static let record = Option.taking(
        .text(named: "DESTINATION=JSON"),
        "--record",
        isRepeated: true,
        "The record that a destination reads before it is written back."
    )
    private static let curl = Option.flag("--curl", "Print commands that would send the requests.")

    private static func run(_ invocation: Invocation, _ console: any Console) throws -> ExitCode {
        let configuration = try Configuration.load(path: ConfigurationPath.of(invocation.value(of: .config)))
        let table = try configuration.soundTable()
        let sample = try SampleEvent(
            label: "event",
            source: source(invocation, table),
            body: body(at: invocation.positionals[0]),
            headers: headers(invocation),
            lookups: values(of: lookup, named: table.lookups.keys.sorted(), invocation),
            records: values(of: record, named: table.destinations.keys.sorted(), invocation)
        )
        guard let rehearsal = Rehearsal(of: sample, on: table, try .real()) else {
            let remedy = ShapeCheck.suggest(sample.source, table.sources.keys.sorted(), "There is")
            throw invocation.invalid(sample.source, of: from, "is no source of the routes file", remedy: remedy)
        }
        let trial = Trial(rehearsal, on: table)
        if invocation.has(.json) {
            try console.writeLine(trial.json)
        } else {
            for line in invocation.has(curl) ? trial.commands : trial.lines { try console.writeLine(line) }
        }
        return .success
    }

    private static func source(_ invocation: Invocation, _ table: RouteTable) throws(UsageError) -> String {
        if let source = invocation.value(of: from) { return source }
        let names = table.sources.keys.sorted()
        guard names.count == 1, let only = names.first else {
            let listed = names.map(\.quoted).joined(separator: ", ")
            throw invocation.missing(
                "--from",
                remedy: "The routes file has the sources \(listed): say which one posts it."
            )
        }
        return only
    }

    private static func body(at path: String) throws -> JSONValue {
        let bytes = try FileBytes.read(path: path == "-" ? "/dev/stdin" : path, limit: 16 << 20)
        do throws(JSONError) {
            return try JSONDocument(bytes).root
        } catch {
            throw CommandFailure("\(path == "-" ? "standard input" : path.shown):\(error)")
        }
    }

    private static func headers(_ invocation: Invocation) throws(UsageError) -> [String: String] {
        var headers: [String: String] = [:]
        for text in invocation.values(of: header) {
            guard let (name, value) = text.divided(at: ":") else {
                throw invocation.invalid(text, of: header, "has no colon", remedy: "Write name: value.")
            }
            guard TextForm.header.accepts(name) else {
                let remedy = "Its name is made of letters, digits and hyphens, as in X-Signature."
                throw invocation.invalid(text, of: header, "is no header", remedy: remedy)
            }
            headers[name] = value
        }
        return headers
    }

    /// What an option gives as `NAME=JSON`, by names of which there are just some.
    private static func values(
        of option: Option,
        named known: [String],
        _ invocation: Invocation
    ) throws(UsageError) -> [String: JSONValue] {
        var values: [String: JSONValue] = [:]
        for text in invocation.values(of: option) {
            guard let (name, value) = text.divided(at: "=") else {
                throw invocation.invalid(text, of: option, "has no \"=\"", remedy: "Write NAME=JSON.")
            }
            guard known.contains(name) else {
                let remedy = ShapeCheck.suggest(name, known, "There is")
                throw invocation.invalid(name, of: option, "is no name of the routes file", remedy: remedy)
            }
            values[name] = try json(value, text, of: option, invocation)
        }
        return values
    }

    private static func json(
        _ value: String,
        _ text: String,
        of option: Option,
        _ invocation: Invocation
    ) throws(UsageError) -> JSONValue {
        do throws(JSONError) {
            return try JSONDocument(value).root
        } catch {
            let fact = "is not JSON: \(error.place): \(error.code.fact)"
            throw invocation.invalid(text, of: option, fact, remedy: error.code.remedy)
        }
    }
}

extension String {
    /// What stands before and behind the first of these characters, without blanks at either end.
    func divided(at separator: Character) -> (String, String)? {
        guard let position = firstIndex(of: separator), position > startIndex else { return nil }
        return (self[..<position].withoutBlanks, self[index(after: position)...].withoutBlanks)
    }
}

extension Substring {
    fileprivate var withoutBlanks: String {
        String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
}
