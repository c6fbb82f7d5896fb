import CEL
import Crypto
import JSON
import RelayRoutes

/// Expressions in an environment that has the library of routes.
struct LibraryEvaluation: Sendable {
    private let environment: Environment

    init() throws {
        var environment = Environment()
        RelayLibrary.install(in: &environment, digests: try OpenSSLDigests())
        self.environment = environment
    }

    /// The value of an expression over one variable, `x`, given as JSON text; or the code and the fact of its error.
    func callAsFunction(_ expression: String, x json: String = "null") throws -> String {
        try self(expression, x: Value(try JSONDocument(json).root))
    }

    func callAsFunction(_ expression: String, x: Value) throws -> String {
        var environment = environment
        let slot = environment.declare("x", .dyn)
        let program = try environment.compile(SourceText(expression))
        var activation = program.activation
        activation[slot] = x
        do throws(EvaluationError) {
            return try program.evaluate(activation).literal
        } catch {
            return "\(error.code.rawValue): \(error.fact)"
        }
    }

    /// What the check finds in an expression, and nothing where it passes.
    func problems(of expression: String) -> [String] {
        var environment = environment
        environment.declare("x", .dyn)
        do throws(Problems) {
            _ = try environment.compile(SourceText(expression))
            return []
        } catch {
            return error.all.map(\.summary)
        }
    }

    /// The type that the check finds.
    func type(of expression: String) throws -> String {
        var environment = environment
        environment.declare("x", .dyn)
        return "\(try environment.compile(SourceText(expression)).type)"
    }

    /// The value as it is written into a body.
    func json(_ expression: String) throws -> String {
        let program = try environment.compile(SourceText(expression))
        var writer = JSONWriter()
        try program.evaluate(program.activation).write(to: &writer)
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}
