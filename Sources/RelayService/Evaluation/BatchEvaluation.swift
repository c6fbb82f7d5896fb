import CEL
import JSON

/// Evaluates one expression a line, for programs: JSON in, JSON out, in the same order.
package struct BatchEvaluation: Sendable {
    private let environment: Environment

    package init() {
        environment = Environment(timeZones: SystemTimeZones())
    }

    /// The answer to a line `{"expr":…, "bindings":{name: typed value}, "unchecked":bool}`: a line with `value` or `error`.
    package func answer(_ line: [UInt8]) -> [UInt8] {
        var writer = JSONWriter()
        writer.object { writer in
            do {
                let value = try evaluate(JSONDocument(line, duplicates: .refused).root)
                writer.name("value")
                TypedValue.write(value, to: &writer)
            } catch {
                writer.name("error")
                writer.string("\(error)")
            }
        }
        return writer.bytes
    }

    private func evaluate(_ request: JSONValue) throws -> Value {
        var environment = environment
        var values: [(slot: Int, value: Value)] = []
        if let bindings = request["bindings"] {
            for member in bindings.members {
                values.append((environment.declare(member.name, .dyn), try TypedValue.read(member.value)))
            }
        }
        guard let expression = request["expr"]?.string else { throw BatchError.noExpression }
        let source = SourceText(expression)
        let program =
            request["unchecked"]?.bool == true
            ? try environment.compileUnchecked(source) : try environment.compile(source)
        var activation = program.activation
        for (slot, value) in values { activation[slot] = value }
        do throws(EvaluationError) {
            return try program.evaluate(activation)
        } catch {
            throw BatchError.failed(program.describe(error))
        }
    }
}

/// Why a line of a batch has no value.
private enum BatchError: Error, CustomStringConvertible {
    case noExpression
    case failed(String)

    var description: String {
        switch self {
        case .noExpression: "the line has no \"expr\". Write {\"expr\": \"1 + 1\"}."
        case .failed(let text): text
        }
    }
}
