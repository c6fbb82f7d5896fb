import CEL
import JSON

/// Evaluates a text over variables given as JSON texts: the value as a literal, or `error: CODE`.
func evaluated(_ text: String, _ variables: [String: String] = [:], checked: Bool = true) throws -> String {
    var environment = Environment()
    for name in variables.keys.sorted() { environment.declare(name, .dyn) }
    let source = SourceText(text)
    let program = try checked ? environment.compile(source) : environment.compileUnchecked(source)
    var activation = program.activation
    for (name, json) in variables { activation[name] = Value(try JSONDocument(json).root) }
    do throws(EvaluationError) {
        return try program.evaluate(activation).literal
    } catch {
        return "error: \(error.code.rawValue)"
    }
}

/// Why a text that passes the check has no value over these variables; nil where it has one.
func failure(of text: String, _ variables: [String: Value] = [:]) throws -> EvaluationError.Code? {
    var environment = Environment()
    for name in variables.keys { environment.declare(name, .dyn) }
    let program = try environment.compile(SourceText(text))
    var activation = program.activation
    for (name, value) in variables { activation[name] = value }
    do throws(EvaluationError) {
        _ = try program.evaluate(activation)
        return nil
    } catch {
        return error.code
    }
}

/// The problems of a text, as `line:column: fact. remedy`, without the excerpts.
func problems(_ text: String, _ variables: [String: ValueType] = [:]) -> [String] {
    var environment = Environment()
    for name in variables.keys.sorted() { environment.declare(name, variables[name] ?? .dyn) }
    let source = SourceText(text)
    do throws(Problems) {
        _ = try environment.compile(source)
        return []
    } catch {
        return error.all.map { problem in
            let place = source.place(of: problem.offset)
            return "\(place.line):\(place.column): \(problem.summary)"
        }
    }
}
