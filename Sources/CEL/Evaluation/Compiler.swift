/// Turns an expression into closures that hold only what they need.
struct Compiler {
    private var names: NameResolver
    private var preparations = Preparations()
    var localCount: Int { names.localCount }

    init(_ environment: Environment) {
        names = NameResolver(environment)
    }

    mutating func compile(_ expression: Expression) -> Step {
        if let meaning = names.meaning(of: expression) { return reading(meaning, expression) }
        switch expression.kind {
        case .literal(let value): return Step { _ in value }
        case .identifier(let name, _): return failing(.noSuchVariable, "no such variable '\(name)'", expression)
        case .select(let operand, let field, let isOptional):
            return selecting(compile(operand), field, isOptional: isOptional, expression.anchor)
        case .presence(let operand, let field): return testing(compile(operand), field, expression.anchor)
        case .index(let operand, let key, let isOptional):
            return indexing(compile(operand), compile(key), isOptional: isOptional, expression.anchor)
        case .call(let name, let target, let arguments): return calling(name, target, arguments, expression)
        case .list(let elements): return listing(elements, expression.anchor)
        case .map(let entries): return mapping(entries, expression.anchor)
        case .and(let terms): return combining(terms, decisive: false)
        case .or(let terms): return combining(terms, decisive: true)
        case .conditional(let condition, let then, let otherwise):
            return choosing(compile(condition), compile(then), compile(otherwise), expression.anchor)
        case .comprehension(let comprehension): return repeating(comprehension, expression.anchor)
        case .bind(let name, let value, let body): return binding(name, value, body)
        case .optionalMap(let target, let name, let body, let isFlat):
            return unwrapping(target, name, body, isFlat: isFlat, expression.anchor)
        }
    }

    // MARK: Names

    private func reading(_ meaning: NameResolver.Meaning, _ expression: Expression) -> Step {
        switch meaning {
        case .local(let local):
            return Step { (frame: inout Frame) throws(EvaluationError) in
                if !frame.failures.isEmpty, let failure = frame.failures[local] { throw failure }
                return frame.locals[local]
            }
        case .type(let type):
            let value = Value.type(type.runtimeName)
            return Step { _ in value }
        case .variable(let slot):
            let anchor = expression.range.lowerBound
            let name = names.environment.variables[slot].name
            return Step { (frame: inout Frame) throws(EvaluationError) in
                guard let value = frame.variables[slot] else {
                    throw EvaluationError(.noSuchVariable, "'\(name)' has no value here").located(
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

    private mutating func binding(_ name: String, _ value: Expression, _ body: Expression) -> Step {
        let value = compile(value)
        let (local, body) = inside(name) { compiler in compiler.compile(body) }
        return Step { (frame: inout Frame) throws(EvaluationError) in
            do throws(EvaluationError) {
                frame.locals[local] = try value(&frame)
            } catch {
                if error.isFinal { throw error }
                frame.failures[local] = error
            }
            // The place may serve another name after this one.
            defer { if !frame.failures.isEmpty { frame.failures[local] = nil } }
            return try body(&frame)
        }
    }

    private mutating func unwrapping(
        _ target: Expression,
        _ name: String,
        _ body: Expression,
        isFlat: Bool,
        _ anchor: Int
    ) -> Step {
        let target = compile(target)
        let (local, body) = inside(name) { compiler in compiler.compile(body) }
        return Step { (frame: inout Frame) throws(EvaluationError) in
            let value = try target(&frame)
            guard case .optional(let content) = value else {
                throw EvaluationError.noSuchOverload(isFlat ? "optFlatMap" : "optMap", [value]).located(at: anchor)
            }
            guard let content else { return value }
            frame.locals[local] = content
            let result = try body(&frame)
            do throws(EvaluationError) {
                return try Self.mapped(result, isFlat: isFlat, frame.budget)
            } catch {
                throw error.located(at: anchor)
            }
        }
    }

    private static func mapped(_ result: Value, isFlat: Bool, _ budget: Budget) throws(EvaluationError) -> Value {
        guard isFlat else {
            try budget.admit(inside: result)
            return .optional(result)
        }
        guard case .optional = result else {
            throw EvaluationError(.noSuchOverload, "optFlatMap needs an optional, not \(result.typeName)")
        }
        return result
    }

    private mutating func inside<Result>(
        _ name: String,
        _ body: (inout Compiler) -> Result
    ) -> (local: Int, Result) {
        let local = names.enter(name)
        defer { names.leave() }
        return (local, body(&self))
    }

    private mutating func repeating(_ comprehension: Comprehension, _ anchor: Int) -> Step {
        let range = compile(comprehension.range)
        let first = names.enter(comprehension.first)
        let second = comprehension.second.map { names.enter($0) }
        defer { names.leave(second == nil ? 1 : 2) }
        var filter: Step?
        if let condition = comprehension.filter { filter = compile(condition) }
        let loop = Loop(
            kind: comprehension.kind,
            first: first,
            second: second,
            filter: filter,
            body: compile(comprehension.body)
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
    ) -> Step {
        let callee = names.callee(name, target: target)
        var steps: [Step] = []
        let operands = (callee.target.map { [$0] } ?? []) + arguments
        for operand in operands { steps.append(compile(operand)) }
        guard let function = names.environment.functions[callee.name] else {
            return failing(.noSuchOverload, "no such function '\(callee.name)'", expression)
        }
        guard let implementation = function.implementation(arity: steps.count, isMember: callee.target != nil) else {
            return failing(.noSuchOverload, "no form of '\(callee.name)' is called like this", expression)
        }
        if let step = alternative(callee.name, steps, isMember: callee.target != nil, expression.anchor) { return step }
        let call = Call(function: callee.name, anchor: expression.anchor)
        return call.step(prepared(function, operands) ?? implementation, steps)
    }

    /// What the function makes of its constant arguments; where that fails, the evaluation will fail the same way.
    private mutating func prepared(_ function: Function, _ operands: [Expression]) -> Implementation? {
        guard let prepare = function.prepare, preparations.take() else { return nil }
        return (try? prepare(operands.map(\.constant))) ?? nil
    }
}

/// Counts the calls whose constants are worked out before anything runs: patterns, formats and times take their time, and
/// beyond a few dozen of them the evaluation, which is paid for, may do that work.
struct Preparations {
    private var left = 32

    /// Whether one more may be made.
    mutating func take() -> Bool {
        left -= 1
        return left >= 0
    }
}
