/// A call in an expression: evaluates the arguments, pays, runs, and gives errors their place.
struct Call: Sendable {
    let function: String
    let anchor: Int

    func step(_ implementation: Implementation, _ arguments: [Step]) -> Step {
        switch implementation {
        case .nullary(let run): nullary(run)
        case .unary(let run): unary(run, arguments[0], resolving: true)
        case .unresolvedUnary(let run): unary(run, arguments[0], resolving: false)
        case .binary(let run): binary(run, arguments[0], arguments[1], resolving: true)
        case .unresolvedBinary(let run): binary(run, arguments[0], arguments[1], resolving: false)
        case .ternary(let run): ternary(run, arguments[0], arguments[1], arguments[2])
        case .variadic(let run): variadic(run, arguments)
        }
    }

    private func nullary(_ run: @escaping @Sendable (inout Budget) throws(EvaluationError) -> Value?) -> Step {
        Step { (frame: inout Frame) throws(EvaluationError) in
            try finish(&frame, []) { budget throws(EvaluationError) in try run(&budget) }
        }
    }

    private func unary(
        _ run: @escaping @Sendable (Value, inout Budget) throws(EvaluationError) -> Value?,
        _ argument: Step,
        resolving: Bool
    ) -> Step {
        Step { (frame: inout Frame) throws(EvaluationError) in
            var value = try argument(&frame)
            if resolving { value = try resolved(value, &frame) }
            return try finish(&frame, [value]) { [value] budget throws(EvaluationError) in try run(value, &budget) }
        }
    }

    private func binary(
        _ run: @escaping @Sendable (Value, Value, inout Budget) throws(EvaluationError) -> Value?,
        _ first: Step,
        _ second: Step,
        resolving: Bool
    ) -> Step {
        Step { (frame: inout Frame) throws(EvaluationError) in
            var left = try first(&frame)
            var right = try second(&frame)
            if resolving {
                if case .json = left { left = try resolved(left, &frame) }
                if case .json = right { right = try resolved(right, &frame) }
            }
            do throws(EvaluationError) {
                try frame.budget.step()
                if let result = try run(left, right, &frame.budget) { return result }
            } catch {
                throw error.located(at: anchor)
            }
            throw EvaluationError.noSuchOverload(function, [left, right]).located(at: anchor)
        }
    }

    private func ternary(
        _ run: @escaping @Sendable (Value, Value, Value, inout Budget) throws(EvaluationError) -> Value?,
        _ first: Step,
        _ second: Step,
        _ third: Step
    ) -> Step {
        Step { (frame: inout Frame) throws(EvaluationError) in
            let values = (
                try resolved(first(&frame), &frame), try resolved(second(&frame), &frame),
                try resolved(third(&frame), &frame)
            )
            return try finish(&frame, [values.0, values.1, values.2]) { budget throws(EvaluationError) in
                try run(values.0, values.1, values.2, &budget)
            }
        }
    }

    private func variadic(
        _ run: @escaping @Sendable ([Value], inout Budget) throws(EvaluationError) -> Value?,
        _ arguments: [Step]
    ) -> Step {
        Step { (frame: inout Frame) throws(EvaluationError) in
            var values: [Value] = []
            values.reserveCapacity(arguments.count)
            for argument in arguments { values.append(try resolved(argument(&frame), &frame)) }
            return try finish(&frame, values) { [values] budget throws(EvaluationError) in try run(values, &budget) }
        }
    }

    private func resolved(_ value: Value, _ frame: inout Frame) throws(EvaluationError) -> Value {
        guard case .json = value else { return value }
        do throws(EvaluationError) {
            return try value.resolved(paying: &frame.budget)
        } catch {
            throw error.located(at: anchor)
        }
    }

    private func finish(
        _ frame: inout Frame,
        _ arguments: @autoclosure () -> [Value],
        _ run: (inout Budget) throws(EvaluationError) -> Value?
    ) throws(EvaluationError) -> Value {
        do throws(EvaluationError) {
            try frame.budget.step()
            if let result = try run(&frame.budget) { return result }
        } catch {
            throw error.located(at: anchor)
        }
        throw EvaluationError.noSuchOverload(function, arguments()).located(at: anchor)
    }
}
