import Spelling

/// Finds the type of an expression, and all that can never work in it.
struct Checker {
    private(set) var problems: [Problem] = []
    var names: NameResolver
    /// The types of the macros' variables in force, by their place.
    private var localTypes: [ValueType] = []
    var solver = TypeSolver()
    var preparations = Preparations()

    init(_ environment: Environment) {
        names = NameResolver(environment)
    }

    /// Checks a whole expression whose value is to be of a type.
    mutating func check(_ expression: Expression, expecting expected: ValueType) -> ValueType {
        let type = type(of: expression)
        if !solver.fits(type, expected) {
            report(
                expression.anchor,
                "the expression gives \(solver.finished(type)), not \(expected)",
                expected == .bool ? "Compare it with something, for example == or !=." : ""
            )
        }
        return solver.finished(type)
    }

    mutating func report(_ offset: Int, _ fact: String, _ remedy: String = "") {
        problems.append(Problem(at: offset, fact, remedy))
    }

    /// Whether there are more problems than are shown, so that a remedy for one more is not worth looking for.
    var isFull: Bool { problems.count >= Problems.limit }

    mutating func type(of expression: Expression) -> ValueType {
        if let meaning = names.meaning(of: expression) { return type(of: meaning) }
        switch expression.kind {
        case .literal(let value): return value.literalType
        case .identifier(let name, _): return undeclared(name, expression)
        case .select(let operand, let field, let isOptional):
            return selection(field, from: operand, expression.anchor, isOptional: isOptional)
        case .presence(let operand, let field):
            _ = selection(field, from: operand, expression.anchor, isOptional: true)
            return .bool
        case .index(let operand, let key, let isOptional):
            return indexed(operand, key, expression, isOptional: isOptional)
        case .call(let name, let target, let arguments): return called(name, target, arguments, expression)
        case .list(let elements): return .list(joined(elements.map { ($0.value, $0.isOptional) }))
        case .map(let entries):
            let key = keyType(entries.map(\.key))
            return .map(key, joined(entries.map { ($0.value, $0.isOptional) }))
        case .and(let terms), .or(let terms):
            for term in terms { expect(.bool, term, "'&&', '||' join conditions") }
            return .bool
        case .conditional(let condition, let then, let otherwise): return chosen(condition, then, otherwise, expression)
        case .comprehension(let comprehension): return type(of: comprehension, expression)
        case .bind(let name, let value, let body):
            return inside([(name, type(of: value))]) { $0.type(of: body) }
        case .optionalMap(let target, let name, let body, let isFlat): return mapped(target, name, body, isFlat: isFlat)
        }
    }

    // MARK: Names

    private func type(of meaning: NameResolver.Meaning) -> ValueType {
        switch meaning {
        case .local(let place): localTypes[place]
        case .variable(let slot): names.environment.variables[slot].type
        case .type(let type): .type(type)
        }
    }

    private mutating func undeclared(_ name: String, _ expression: Expression) -> ValueType {
        guard !isFull else {
            report(expression.range.lowerBound, "no such variable '\(name)'")
            return .dyn
        }
        let known = names.environment.variables.map(\.name) + names.locals
        let remedy =
            Spelling.nearest(to: name, among: known).map { "Did you mean '\($0)'?" }
            ?? (known.isEmpty
                ? "There are no variables here; put text in quotation marks." : "There are: \(Self.listed(known)).")
        report(expression.range.lowerBound, "no such variable '\(name)'", remedy)
        return .dyn
    }

    static func listed(_ names: [String]) -> String {
        let shown = names.sorted().prefix(8).joined(separator: ", ")
        return names.count > 8 ? shown + ", …" : shown
    }

    // MARK: Variables of macros

    /// Checks with more variables in force.
    mutating func inside(
        _ variables: [(name: String, type: ValueType)],
        _ body: (inout Checker) -> ValueType
    ) -> ValueType {
        for variable in variables {
            _ = names.enter(variable.name)
            localTypes.append(solver.flattened(variable.type))
        }
        defer {
            names.leave(variables.count)
            localTypes.removeLast(variables.count)
        }
        return body(&self)
    }

    private mutating func mapped(_ target: Expression, _ name: String, _ body: Expression, isFlat: Bool) -> ValueType {
        let content = solver.unknown()
        expect(.optional(content), target, "optMap needs an optional")
        let result = inside([(name, content)]) { $0.type(of: body) }
        guard isFlat else { return .optional(result) }
        let inner = solver.unknown()
        if !solver.fits(result, .optional(inner)) {
            report(body.anchor, "optFlatMap needs an optional, not \(solver.finished(result))", "Use optMap.")
        }
        return .optional(inner)
    }

    // MARK: Parts

    /// Checks a part that must be of a type.
    mutating func expect(_ wanted: ValueType, _ expression: Expression, _ rule: String) {
        let type = type(of: expression)
        guard !solver.fits(type, wanted) else { return }
        report(expression.anchor, "\(rule), but this is \(solver.finished(type))")
    }

    /// The type of a map's keys: never one that holds others, or `{x: x}` would double a type with each use.
    private mutating func keyType(_ keys: [Expression]) -> ValueType {
        var types: [ValueType] = []
        for key in keys {
            let given = type(of: key)
            let type = solver.resolve(given)
            switch type {
            case .bool, .int, .uint, .string: types.append(type)
            case .dyn, .unknown: types.append(.dyn)
            default:
                report(key.anchor, "a map's key is a bool, int, uint or string, not \(solver.finished(type))")
                types.append(.dyn)
            }
        }
        return types.isEmpty ? .dyn : solver.join(types)
    }

    private mutating func joined(_ parts: [(expression: Expression, isOptional: Bool)]) -> ValueType {
        var types: [ValueType] = []
        for part in parts {
            guard part.isOptional else {
                types.append(type(of: part.expression))
                continue
            }
            let content = solver.unknown()
            expect(.optional(content), part.expression, "'?' takes an optional")
            types.append(content)
        }
        return solver.join(types)
    }

    private mutating func chosen(
        _ condition: Expression,
        _ then: Expression,
        _ otherwise: Expression,
        _ expression: Expression
    ) -> ValueType {
        expect(.bool, condition, "before '?' stands a condition")
        let (left, right) = (type(of: then), type(of: otherwise))
        guard solver.fits(right, left) else {
            report(
                expression.anchor,
                "both branches must be of one type, but they are \(solver.finished(left)) and \(solver.finished(right))",
                "Convert one of them, or wrap one in dyn()."
            )
            return .dyn
        }
        if case .dyn = solver.resolve(right) { return .dyn }
        return left
    }
}

extension Value {
    /// The type of a literal.
    fileprivate var literalType: ValueType {
        switch self {
        case .null: .null
        case .bool: .bool
        case .int: .int
        case .uint: .uint
        case .double: .double
        case .string: .string
        case .bytes: .bytes
        default: .dyn
        }
    }
}
