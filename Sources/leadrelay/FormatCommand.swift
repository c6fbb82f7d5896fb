import CommandLineFrame
import JSON
import LinuxIO
import Quotation
import RelayRoutes
import RelayService

/// `leadrelay fmt`: lays a routes file out in the one way.
enum FormatCommand {
    static let command = Command(
        name: "fmt",
        summary: "Lay a routes file out in the canonical form.",
        discussion: """
            Keys stand in the order of the format, remarks stay with what they stand before, and what fits on a line \
            of 120 columns is on one. Names of your own, numbers and texts keep their order and their spelling, so \
            that the file means the same. Without --write or --check, the result is printed.
            """,
        forms: ["[FILE]", "[FILE] --write", "[FILE] --check [--json]"],
        options: [write, check, .json],
        positionals: [.optional(.file(named: "FILE"), "The file; $LEADRELAY_CONFIG or routes.json unless told.")],
        examples: ["leadrelay fmt", "leadrelay fmt --write", "leadrelay fmt --check staging.json"],
        exitCodes: [.success, .checkFailed, .usage],
        validate: checkForms,
        run: { invocation, console in try run(invocation, console) }
    )

    private static let write = Option.flag("--write", "Replace the file, at once and whole.")
    private static let check = Option.flag("--check", "Change nothing, and fail if the file is not canonical.")

    private static func checkForms(_ invocation: Invocation) throws(UsageError) {
        try invocation.refuse([write], beside: check)
        guard invocation.has(.json), !invocation.has(check) else { return }
        throw UsageError(.conflict, "\"--json\" says whether the file is canonical", remedy: "Write \"--check\" too.")
    }

    private static func run(_ invocation: Invocation, _ console: any Console) throws -> ExitCode {
        let path = ConfigurationPath.of(invocation.positionals.first)
        let bytes = try FileBytes.read(path: path, limit: Configuration.sizeLimit)
        let text = RoutesLayout(try document(bytes, path)).text
        if invocation.has(check) { return try tell(bytes, text, path, invocation.has(.json), console) }
        guard invocation.has(write) else {
            try console.write(text)
            return .success
        }
        let isChanged = text != bytes
        if isChanged { try FileBytes.replace(path: path, with: text) }
        try console.writeLine("\(path.shown): \(isChanged ? "written in the canonical form" : "canonical already")")
        return .success
    }

    private static func document(_ bytes: [UInt8], _ path: String) throws -> JSONDocument {
        do throws(JSONError) {
            return try JSONDocument(bytes, duplicates: .lastWins)
        } catch {
            throw CommandFailure("\(path.shown):\(error)")
        }
    }

    private static func tell(
        _ bytes: [UInt8],
        _ text: [UInt8],
        _ path: String,
        _ asJSON: Bool,
        _ console: any Console
    ) throws -> ExitCode {
        let line = firstDifference(bytes, text)
        if asJSON {
            try console.writeLine(.json { $0.object { write(path, line, to: &$0) } })
        } else if let line {
            try console.writeLine("\(path.shown):\(line): not in the canonical form. Run: leadrelay fmt --write")
        }
        return line == nil ? .success : .checkFailed
    }

    /// The first line that would change.
    private static func firstDifference(_ old: [UInt8], _ new: [UInt8]) -> Int? {
        guard old != new else { return nil }
        let common = zip(old, new).prefix { $0 == $1 }.count
        return old[..<common].count { $0 == UInt8(ascii: "\n") } + 1
    }

    private static func write(_ path: String, _ line: Int?, to json: inout JSONWriter) {
        json.name("file")
        json.string(path)
        json.name("canonical")
        json.bool(line == nil)
        guard let line else { return }
        json.name("line")
        json.int(Int64(line))
    }
}
