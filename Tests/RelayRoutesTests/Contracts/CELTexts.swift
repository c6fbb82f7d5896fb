import CEL
import JSON

/// Compiles and evaluates the CEL that stands in contracts and presets.
enum CELTexts {
    /// What an expression may speak of.
    enum Scope {
        /// Rules over an answer.
        case answer
        /// Where a source finds what it needs in a request.
        case event

        fileprivate var variables: [String: ValueType] {
            switch self {
            case .answer:
                [
                    "status": .int, "headers": .map(.string, .string), "body": .dyn, "text": .string, "cut": .bool,
                    "failure": .string, "sent": .bool, "request": .dyn, "attempt": .dyn, "lane": .dyn, "read": .dyn,
                ]
            case .event: ["body": .dyn, "headers": .map(.string, .string), "query": .map(.string, .string)]
            }
        }

        fileprivate var environment: Environment {
            var environment = Environment()
            for (name, type) in variables.sorted(by: { $0.key < $1.key }) { environment.declare(name, type) }
            return environment
        }
    }

    static func problems(
        _ text: String,
        _ scope: Scope,
        expecting type: ValueType = .dyn,
        at place: String
    ) -> [String] {
        do throws(Problems) {
            _ = try scope.environment.compile(SourceText(text), expecting: type)
            return []
        } catch {
            return ["\(place): \(error)"]
        }
    }

    /// What an expression finds in a request, as CEL's own `string()` writes it.
    static func found(_ text: String, body: JSONValue, headers: String = "{}", query: String = "{}") throws -> String {
        let program = try Scope.event.environment.compile(SourceText("string(\(text))"), expecting: .string)
        var activation = program.activation
        activation["body"] = Value(body)
        activation["headers"] = Value(try value(headers))
        activation["query"] = Value(try value(query))
        guard case .string(let found) = try program.evaluate(activation) else { return "no string" }
        return found
    }
}
