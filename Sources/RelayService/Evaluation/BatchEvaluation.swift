import CEL
import JSON

/// Evaluates one expression a line, for programs: JSON in, JSON out, in the same order.
package struct BatchEvaluation: Sendable {
    private let environment: Environment

    package init() throws(EvaluationFailure) {
        environment = try .relay()
    }

    /// The answer to a line `{"expr":…, "bindings":{name: typed value}, "unchecked":bool}`: a line with `value` or `error`.
    package func answer(_ line: [UInt8]) -> [UInt8] {
        do {
            let value = try evaluate(BatchRequest(JSONDocument(line, duplicates: .refused).root))
            var writer = JSONWriter()
            writer.object { writer in
                writer.name("value")
                TypedValue.write(value, to: &writer)
            }
            return writer.bytes
        } catch {
            return refusal("\(error)")
        }
    }

    /// The answer to a line that has no value, or that could not even be read.
    package func refusal(_ reason: String) -> [UInt8] {
        Array(EvaluationFailure(description: reason).json.utf8)
    }

    private func evaluate(_ request: BatchRequest) throws -> Value {
        var environment = environment
        let values = request.bindings.map { name, value in (slot: environment.declare(name, .dyn), value: value) }
        let source = SourceText(request.expression)
        let program =
            request.isUnchecked ? try environment.compileUnchecked(source) : try environment.compile(source)
        var activation = program.activation
        for (slot, value) in values { activation[slot] = value }
        do throws(EvaluationError) {
            return try program.evaluate(activation)
        } catch {
            throw EvaluationFailure(description: program.describe(error))
        }
    }
}
