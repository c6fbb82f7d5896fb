package import CEL
package import JSON

/// Evaluates expressions over an event and variables, as a user tries them out.
package struct EventEvaluation: Sendable {
    private static let event = "event"

    private let environment: Environment
    private var bindings: [String: (type: ValueType, value: Value)] = [:]

    package init() throws(EvaluationFailure) {
        environment = try .relay()
    }

    /// Binds an event's body as `event.body`, and its members by their own names where these can be written as such.
    ///
    /// A member named `event` is reached as `event.body.event` only.
    package mutating func bind(event body: JSONValue) {
        for member in body.members where Identifier.isPlain(member.name) {
            bind(member.name, to: member.value)
        }
        let type = RecordType(Self.event, fields: ["body": .dyn])
        guard let event = MapValue([(.string("body"), Value(body))]) else { return }
        bindings[Self.event] = (.record(type), .map(event))
    }

    /// Binds a variable; of one name the last wins, so that a variable can stand in for a part of the event.
    package mutating func bind(_ name: String, to value: JSONValue) {
        bindings[name] = (.dyn, Value(value))
    }

    /// The value of an expression; an error says where and why, with a caret.
    package func evaluate(_ expression: String) throws(EvaluationFailure) -> EvaluatedExpression {
        let (environment, values) = declared()
        let program: Program
        do throws(Problems) {
            program = try environment.compile(SourceText(expression))
        } catch {
            throw EvaluationFailure(description: error.description)
        }
        var activation = program.activation
        for (slot, value) in values { activation[slot] = value }
        do throws(EvaluationError) {
            return EvaluatedExpression(value: try program.evaluate(activation), type: "\(program.type)")
        } catch {
            throw EvaluationFailure(description: program.describe(error))
        }
    }

    /// Declares the bindings, in the order of their names, since of two near names a message suggests the first.
    private func declared() -> (environment: Environment, values: [(slot: Int, value: Value)]) {
        var environment = environment
        let values = bindings.sorted { $0.key < $1.key }.map { name, binding in
            (slot: environment.declare(name, binding.type), value: binding.value)
        }
        return (environment, values)
    }
}

/// What an expression gave.
package struct EvaluatedExpression: Sendable {
    package let value: Value
    /// The type that the checker found before anything ran.
    package let type: String

    /// The value and its type as one object.
    package var json: String {
        get throws(EvaluationFailure) {
            do throws(EvaluationError) {
                var writer = JSONWriter()
                try writer.object { writer throws(EvaluationError) in
                    writer.name("value")
                    try value.write(to: &writer)
                    writer.name("type")
                    writer.string(type)
                }
                return String(decoding: writer.bytes, as: UTF8.self)
            } catch {
                throw EvaluationFailure(description: error.fact)
            }
        }
    }
}

/// Why an expression has no value: every problem with its place, its remedy and a caret.
package struct EvaluationFailure: Error, CustomStringConvertible {
    package let description: String

    /// The error as one object.
    package var json: String {
        var writer = JSONWriter()
        writer.object { writer in
            writer.name("error")
            writer.string(description)
        }
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}
