import Spelling

extension Checker {
    mutating func called(
        _ name: String,
        _ target: Expression?,
        _ arguments: [Expression],
        _ expression: Expression
    ) -> ValueType {
        let callee = names.callee(name, target: target)
        guard let function = names.environment.functions[callee.name] else {
            reportUnknown(callee.name, target, arguments, expression)
            return .dyn
        }
        let operands = (callee.target.map { [$0] } ?? []) + arguments
        let types = operands.map { type(of: $0) }
        if let type = match(function, types, isMember: callee.target != nil) {
            checkConstants(function, operands)
            return type
        }
        report(
            expression.anchor,
            CallText.describe(callee.name, types.map { "\(solver.finished($0))" }),
            remedy(function, types, isMember: callee.target != nil)
        )
        return .dyn
    }

    /// The result's type, or nil where no form fits; of several that fit, that of the one made for just these types, or
    /// what they have in common.
    private mutating func match(_ function: Function, _ types: [ValueType], isMember: Bool) -> ValueType? {
        var matches: [(overload: Overload, result: ValueType)] = []
        for form in function.overloads where form.isMember == isMember {
            guard let overload = form.taking(types.count) else { continue }
            if !types.isEmpty, overload.parameters == types { return overload.result }
            let mark = solver.mark
            if let result = apply(overload, to: types) { matches.append((overload, solver.finished(result))) }
            solver.rewind(to: mark)
        }
        guard let first = matches.first else { return nil }
        guard matches.count > 1 else { return apply(first.overload, to: types) }
        return matches.allSatisfy { $0.result == first.result } ? first.result : .dyn
    }

    /// The result of a form for arguments of these types, with what it tells of them; nil where it does not fit.
    private mutating func apply(_ overload: Overload, to types: [ValueType]) -> ValueType? {
        let (parameters, result) = solver.instantiate(overload)
        for (type, parameter) in zip(types, parameters) where !solver.fits(type, parameter) { return nil }
        return result
    }

    /// A constant that the function can never take is found before anything runs: a broken pattern, a wrong time.
    private mutating func checkConstants(_ function: Function, _ operands: [Expression]) {
        guard let prepare = function.prepare, preparations.take() else { return }
        do throws(EvaluationError) {
            _ = try prepare(operands.map(\.constant))
        } catch {
            report(operands.last { $0.constant != nil }?.range.lowerBound ?? 0, error.fact)
        }
    }

    // MARK: Words for what does not fit

    private mutating func reportUnknown(
        _ name: String,
        _ target: Expression?,
        _ arguments: [Expression],
        _ expression: Expression
    ) {
        for operand in (target.map { [$0] } ?? []) + arguments where !isNamespace(operand) { _ = type(of: operand) }
        guard !isFull else { return report(expression.anchor, "no such function '\(name)'") }
        let known = names.environment.functions.keys.filter { $0.first.map { $0.isLetter } ?? false } + Self.macros
        let dotted = target?.dottedName.map { "\($0.name).\(name)" }
        let nearest =
            dotted.flatMap { Spelling.nearest(to: $0, among: known) } ?? Spelling.nearest(to: name, among: known)
        report(expression.anchor, "no such function '\(name)'", nearest.map { "Did you mean '\($0)'?" } ?? "")
    }

    private static let macros = [
        "has", "all", "exists", "exists_one", "map", "filter", "sortBy", "optMap", "optFlatMap", "cel.bind",
    ]

    /// Whether the name is the beginning of functions' names, `math` or `optional`, and no variable.
    private func isNamespace(_ expression: Expression) -> Bool {
        guard let name = expression.dottedName?.name, names.meaning(of: expression) == nil else { return false }
        return names.environment.functions.keys.contains { $0.hasPrefix(name + ".") }
    }

    private func remedy(_ function: Function, _ types: [ValueType], isMember: Bool) -> String {
        let numeric: [ValueType] = [.int, .uint, .double]
        if types.count == 2, types.allSatisfy({ numeric.contains(solver.finished($0)) }) {
            return "Convert one side: int(x), uint(x) or double(x)."
        }
        if function.name == "_==_" || function.name == "_!=_" {
            return "They can never be equal; convert one side, or wrap it in dyn()."
        }
        let forms = function.overloads.map { overload in
            CallText.written(function.name, overload.parameters.map { "\($0)" }, isMember: overload.isMember)
        }
        let shown = forms.prefix(4).joined(separator: ", ")
        return forms.count > 4 ? "It is written \(shown), …" : "It is written \(shown)."
    }
}
