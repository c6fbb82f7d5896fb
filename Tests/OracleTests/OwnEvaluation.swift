import CEL
import JSON
import RelayService
import RelayTesting

/// Our own answers, with the variables' types known to the checker as they are to the reference.
struct OwnEvaluation {
    private let environment: Environment

    init(variables: [CELVariable]) {
        var environment = Environment(timeZones: SystemTimeZones())
        for variable in variables { environment.declare(variable.name, variable.type.valueType) }
        self.environment = environment
    }

    func answer(_ sample: Sample) throws -> Answer {
        let request = try JSONDocument(sample.line).root
        var activation = Activation(environment)
        if let bindings = request["bindings"] {
            for member in bindings.members { activation[member.name] = try TypedValue.read(member.value) }
        }
        do {
            let source = SourceText(sample.expression)
            let program =
                try sample.isChecked ? environment.compile(source) : environment.compileUnchecked(source)
            return .value(try program.evaluate(activation))
        } catch let error as EvaluationError {
            return .refused(error.fact)
        } catch {
            return .refused("\(error)")
        }
    }
}

extension CELType {
    fileprivate var valueType: ValueType {
        switch self {
        case .null: .null
        case .bool: .bool
        case .int, .place: .int
        case .uint: .uint
        case .double: .double
        case .string, .wording, .spelling: .string
        case .bytes: .bytes
        case .timestamp: .timestamp
        case .duration: .duration
        case .type: .type(.dyn)
        case .dyn, .any, .number: .dyn
        case .list(let element): .list(element.valueType)
        case .map(let key, let value): .map(key.valueType, value.valueType)
        case .optional(let content): .optional(content.valueType)
        }
    }
}
