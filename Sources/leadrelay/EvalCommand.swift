import CEL
import CommandLineFrame
import JSON
import LinuxIO
import Quotation
import RelayService

/// `leadrelay eval`: tries an expression out, alone or over an event.
enum EvalCommand {
    static let command = Command(
        name: "eval",
        summary: "Evaluate an expression in CEL, the language of routes.json.",
        discussion: """
            With --event the file's JSON is event.body, and its members are known by their own names too.
            --batch answers each line of JSON with one, in the same order. A line that is wrong, too long or empty is \
            answered by an error, and the exit code is 0 all the same.
              {"expr": "a + 1", "bindings": {"a": {"int": "1"}}}
              {"value":{"int":"2"}}
            With "unchecked": true nothing is checked before it runs. Other members are the writer's own and let pass.
            """,
        forms: [
            "EXPR [--event FILE] [--var NAME=JSON]... [--json]", "--batch",
            "--repl [--event FILE] [--var NAME=JSON]...",
        ],
        options: [event, variable, batch, repl, .json],
        positionals: [.optional(.text(named: "EXPR"), "The expression.")],
        examples: [
            "leadrelay eval '[1, 2, 3].map(n, n * n)'",
            "leadrelay eval --var 'lead={\"status\": \"won\"}' \"lead.status == 'won'\"",
            "leadrelay eval --event event.json 'event.body.data.value > 100.0'",
        ],
        exitCodes: [.success, .checkFailed, .usage],
        validate: checkForms,
        run: { invocation, console in try run(invocation, console) }
    )

    private static let event = Option.taking(.file(named: "FILE"), "--event", "Read an event from a file of JSON.")
    private static let variable = Option.taking(
        .text(named: "NAME=JSON"),
        "--var",
        isRepeated: true,
        "Set a variable to a JSON value."
    )
    private static let batch = Option.flag("--batch", "Answer each line of JSON from standard input with one.")
    private static let repl = Option.flag("--repl", "Evaluate an expression after the other as you type them.")

    /// An event that a source sends is smaller by far; this is for files that somebody collected.
    private static let eventLimit = 16 << 20
    private static let lineLimit = 4 << 20

    private static func checkForms(_ invocation: Invocation) throws(UsageError) {
        try invocation.refuse([repl, event, variable, .json], beside: batch)
        try invocation.refuse([.json], beside: repl)
        try invocation.refusePositionals(beside: batch)
        try invocation.refusePositionals(beside: repl)
        let takesNone = invocation.has(batch) || invocation.has(repl)
        guard takesNone || !invocation.positionals.isEmpty else {
            throw invocation.missing("an expression", remedy: "Give one, for example '1 + 2', or --batch or --repl.")
        }
    }

    private static func run(_ invocation: Invocation, _ console: any Console) throws -> ExitCode {
        if invocation.has(batch) { return try runBatch(console) }
        let evaluation = try prepared(invocation)
        if invocation.has(repl) { return try runConversation(evaluation, console) }
        return try answer(invocation.positionals.joined(), evaluation, invocation.has(.json), console)
    }

    private static func answer(
        _ expression: String,
        _ evaluation: EventEvaluation,
        _ asJSON: Bool,
        _ console: any Console
    ) throws -> ExitCode {
        do {
            let result = try evaluation.evaluate(expression)
            try console.writeLine(asJSON ? result.json : result.value.literal)
            return .success
        } catch let failure as EvaluationFailure where asJSON {
            try console.writeLine(failure.json)
            return .checkFailed
        }
    }

    private static func prepared(_ invocation: Invocation) throws -> EventEvaluation {
        var evaluation = try EventEvaluation()
        if let path = invocation.value(of: event) {
            let bytes = try FileBytes.read(path: path, limit: eventLimit)
            do {
                evaluation.bind(event: try JSONDocument(bytes).root)
            } catch {
                throw EvalError(description: "\(path.shown):\(error)")
            }
        }
        for assignment in invocation.values(of: variable) { try bind(assignment, invocation, &evaluation) }
        return evaluation
    }

    private static func bind(
        _ assignment: String,
        _ invocation: Invocation,
        _ evaluation: inout EventEvaluation
    ) throws(UsageError) {
        let parts = assignment.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, Identifier.isPlain(String(parts[0])) else {
            throw invocation.invalid(
                assignment,
                of: variable,
                "does not begin with a name and \"=\"",
                remedy: "Write NAME=JSON, for example n=1."
            )
        }
        guard parts[0] != "event" || !invocation.has(event) else {
            throw invocation.invalid(assignment, of: variable, "would hide the event", remedy: "Choose another name.")
        }
        do throws(JSONError) {
            evaluation.bind(String(parts[0]), to: try JSONDocument(String(parts[1])).root)
        } catch {
            throw invocation.invalid(
                assignment,
                of: variable,
                "is not JSON: \(error.place): \(error.code.fact)",
                remedy: "\(error.code.remedy) A text stands in quotation marks: 'name=\"text\"'."
            )
        }
    }

    // MARK: Many expressions

    private static func runBatch(_ console: any Console) throws -> ExitCode {
        let batch = try BatchEvaluation()
        while let answer = try nextAnswer(of: batch, console) {
            try console.write(answer + [UInt8(ascii: "\n")])
        }
        return .success
    }

    private static func nextAnswer(of batch: BatchEvaluation, _ console: any Console) throws -> [UInt8]? {
        do {
            return try console.nextLine(limit: lineLimit).map(batch.answer)
        } catch let error as LinuxIOError where error.isLineTooLong {
            return batch.refusal(error.description)
        }
    }

    private static func runConversation(_ evaluation: EventEvaluation, _ console: any Console) throws -> ExitCode {
        try console.writeLine("CEL. An expression a line; an empty line or the end of the input ends.")
        while let line = try console.nextLine(limit: lineLimit), !line.isEmpty {
            do {
                let result = try evaluation.evaluate(String(decoding: line, as: UTF8.self))
                try console.writeLine("\(result.value.literal)  (\(result.type))")
            } catch let failure as EvaluationFailure {
                try console.writeLine(failure.description)
            }
        }
        return .success
    }
}

/// Why there is nothing to evaluate.
private struct EvalError: Error, CustomStringConvertible {
    let description: String
}
