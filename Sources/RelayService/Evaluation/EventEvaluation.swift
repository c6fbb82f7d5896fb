package import CEL
package import JSON

/// Evaluates expressions over an event and variables, as a user tries them out.
package struct EventEvaluation: Sendable {
    private var environment: Environment
    private var values: [(slot: Int, value: Value)] = []

    package init() {
        environment = Environment(timeZones: SystemTimeZones())
    }

    /// Binds an event's body as `event.body`, and its members by their own names where these can be written as such.
    package mutating func bind(event body: JSONValue) {
        let event = RecordType("event", fields: ["body": .dyn])
        bind("event", .record(event), MapValue([(.string("body"), Value(body))]).map { .map($0) })
        for member in body.members where Identifier.isPlain(member.name) {
            bind(member.name, .dyn, Value(member.value))
        }
    }

    /// Binds a variable; of one name the last wins, so that a variable can stand in for a part of the event.
    package mutating func bind(_ name: String, to value: JSONValue) {
        bind(name, .dyn, Value(value))
    }

    private mutating func bind(_ name: String, _ type: ValueType, _ value: Value?) {
        guard let value else { return }
        values.append((environment.slot(of: name) ?? environment.declare(name, type), value))
    }

    /// The value of an expression; an error says where and why, with a caret.
    package func evaluate(_ expression: String) throws(EvaluationFailure) -> EvaluatedExpression {
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
