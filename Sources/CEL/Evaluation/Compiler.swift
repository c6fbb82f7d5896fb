/// Turns an expression into closures that hold only what they need.
struct Compiler {
    private var names: NameResolver
    var localCount: Int { names.localCount }

    init(_ environment: Environment) {
        names = NameResolver(environment)
    }

    mutating func compile(_ expression: Expression) throws(Problem) -> Step {
        if let meaning = names.meaning(of: expression) { return reading(meaning, expression) }
        switch expression.kind {
        case .literal(let value): return Step { _ in value }
        case .identifier(let name, _): return failing(.noSuchVariable, "no such variable '\(name)'", expression)
        case .select(let operand, let field, let isOptional):
            return selecting(try compile(operand), field, isOptional: isOptional, expression.anchor)
        case .presence(let operand, let field): return testing(try compile(operand), field, expression.anchor)
        case .index(let operand, let key, let isOptional):
            return indexing(try compile(operand), try compile(key), isOptional: isOptional, expression.anchor)
        case .call(let name, let target, let arguments): return try calling(name, target, arguments, expression)
        case .list(let elements): return try listing(elements, expression.anchor)
        case .map(let entries): return try mapping(entries, expression.anchor)
        case .and(let terms): return try combining(terms, decisive: false)
        case .or(let terms): return try combining(terms, decisive: true)
        case .conditional(let condition, let then, let otherwise):
            return choosing(try compile(condition), try compile(then), try compile(otherwise), expression.anchor)
        case .comprehension(let comprehension): return try repeating(comprehension, expression.anchor)
        case .bind(let name, let value, let body): return try binding(name, value, body)
        case .optionalMap(let target, let name, let body, let isFlat):
            return try unwrapping(target, name, body, isFlat: isFlat, expression.anchor)
        }
    }

    // MARK: Names

    private func reading(_ meaning: NameResolver.Meaning, _ expression: Expression) -> Step {
        switch meaning {
        case .local(let local): return Step { frame in frame.locals[local] }
        case .type(let type):
            let value = Value.type(type.runtimeName)
            return Step { _ in value }
        case .variable(let slot):
            let anchor = expression.range.lowerBound
            let name = names.environment.variables[slot].name
            return Step { (frame: inout Frame) throws(EvaluationError) in
                guard let value = frame.variables[slot] else {
                    throw EvaluationError(.noSuchVariable, "the variable '\(name)' has no value here").located(
                        at: anchor
                    )
                }
                return value
            }
        }
    }

    private func failing(_ code: EvaluationError.Code, _ fact: String, _ expression: Expression) -> Step {
        let error = EvaluationError(code, fact).located(at: expression.range.lowerBound)
        return Step { (_: inout Frame) throws(EvaluationError) in throw error }
    }

    // MARK: Variables of macros

    private mutating func binding(_ name: String, _ value: Expression, _ body: Expression) throws(Problem) -> Step {
        let value = try compile(value)
        let (local, body) = try inside(name) { compiler throws(Problem) in try compiler.compile(body) }
        return Step { (frame: inout Frame) throws(EvaluationError) in
            frame.locals[local] = try value(&frame)
            return try body(&frame)
        }
    }

    private mutating func unwrapping(
        _ target: Expression,
        _ name: String,
        _ body: Expression,
        isFlat: Bool,
        _ anchor: Int
    ) throws(Problem) -> Step {
        let target = try compile(target)
        let (local, body) = try inside(name) { compiler throws(Problem) in try compiler.compile(body) }
        return Step { (frame: inout Frame) throws(EvaluationError) in
            let value = try target(&frame)
            guard case .optional(let content) = value else {
                throw EvaluationError.noSuchOverload(isFlat ? "optFlatMap" : "optMap", [value]).located(at: anchor)
            }
            guard let content else { return value }
            frame.locals[local] = content
            let result = try body(&frame)
            guard isFlat else { return .optional(result) }
            guard case .optional = result else {
                throw EvaluationError(.noSuchOverload, "optFlatMap needs an optional, not \(result.typeName)").located(
                    at: anchor
                )
            }
            return result
        }
    }

    private mutating func inside<Result>(
        _ name: String,
        _ body: (inout Compiler) throws(Problem) -> Result
    ) throws(Problem) -> (local: Int, Result) {
        let local = names.enter(name)
        defer { names.leave() }
        return (local, try body(&self))
    }

    private mutating func repeating(_ comprehension: Comprehension, _ anchor: Int) throws(Problem) -> Step {
        let range = try compile(comprehension.range)
        let first = names.enter(comprehension.first)
        let second = comprehension.second.map { names.enter($0) }
        defer { names.leave(second == nil ? 1 : 2) }
        var filter: Step?
        if let condition = comprehension.filter { filter = try compile(condition) }
        let loop = Loop(
            kind: comprehension.kind,
            first: first,
            second: second,
            filter: filter,
            body: try compile(comprehension.body)
        )
        return Step { (frame: inout Frame) throws(EvaluationError) in
            let range = try range(&frame)
            do throws(EvaluationError) {
                return try loop.run(over: range, &frame)
            } catch {
                throw error.located(at: anchor)
            }
        }
    }

    // MARK: Calls

    private mutating func calling(
        _ name: String,
        _ target: Expression?,
        _ arguments: [Expression],
        _ expression: Expression
    ) throws(Problem) -> Step {
        let callee = names.callee(name, target: target)
        var steps: [Step] = []
        let operands = (callee.target.map { [$0] } ?? []) + arguments
        for operand in operands { steps.append(try compile(operand)) }
        guard let function = names.environment.functions[callee.name] else {
            return failing(.noSuchOverload, "no such function '\(callee.name)'", expression)
        }
        guard let implementation = function.implementation(arity: steps.count, isMember: callee.target != nil) else {
            return failing(.noSuchOverload, "no form of '\(callee.name)' is called like this", expression)
        }
        let prepared = try prepare(function, operands)
        return Call(function: callee.name, anchor: expression.anchor).step(prepared ?? implementation, steps)
    }

    private func prepare(_ function: Function, _ operands: [Expression]) throws(Problem) -> Implementation? {
        guard let prepare = function.prepare else { return nil }
        let constants = operands.map { (operand) -> Value? in
            if case .literal(let value) = operand.kind { value } else { nil }
        }
        do throws(EvaluationError) {
            return try prepare(constants)
        } catch {
            let place = operands.last { if case .literal = $0.kind { true } else { false } }
            throw Problem(at: place?.range.lowerBound ?? 0, error.fact)
        }
    }
}
