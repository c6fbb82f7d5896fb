extension Parser {
    /// Makes a call, or what the macro of that name and number of arguments stands for.
    func call(
        _ name: String,
        target: Expression?,
        _ arguments: [Expression],
        _ range: Range<Int>,
        anchor: Int
    ) throws(Problem) -> Expression {
        if let target, let macro = try memberMacro(name, target, arguments, range, anchor) { return macro }
        if target == nil, name == "has", arguments.count == 1 { return try presence(arguments[0], range) }
        return try make(
            .call(name, target: target, arguments: arguments),
            range,
            anchor: anchor,
            over: (target.map { [$0] } ?? []) + arguments
        )
    }

    private func presence(_ argument: Expression, _ range: Range<Int>) throws(Problem) -> Expression {
        guard case .select(let operand, let field, isOptional: false) = argument.kind else {
            throw Problem(
                at: argument.range.lowerBound,
                "has() takes a field",
                "Write has(a.b); for an index use 'key' in map."
            )
        }
        return try make(.presence(operand, field: field), range, anchor: argument.anchor, over: [operand])
    }

    private func memberMacro(
        _ name: String,
        _ target: Expression,
        _ arguments: [Expression],
        _ range: Range<Int>,
        _ anchor: Int
    ) throws(Problem) -> Expression? {
        switch (name, arguments.count) {
        case ("optMap", 2), ("optFlatMap", 2):
            let kind = Expression.Kind.optionalMap(
                target,
                name: try variable(arguments[0]),
                body: arguments[1],
                isFlat: name == "optFlatMap"
            )
            return try make(kind, range, anchor: anchor, over: [target, arguments[1]])
        case ("bind", 3):
            guard case .identifier("cel", _) = target.kind else { return nil }
            let kind = Expression.Kind.bind(try variable(arguments[0]), arguments[1], body: arguments[2])
            return try make(kind, range, anchor: anchor, over: [arguments[1], arguments[2]])
        case ("sortBy", 2): return try sorting(target, arguments, range, anchor)
        default:
            guard let shape = MacroShape(name, arguments.count) else { return nil }
            return try comprehension(shape, target, arguments, range, anchor)
        }
    }

    /// `list.sortBy(x, key)`: the list with, beside each element, its key.
    private func sorting(
        _ target: Expression,
        _ arguments: [Expression],
        _ range: Range<Int>,
        _ anchor: Int
    ) throws(Problem) -> Expression {
        // A name that nobody can write, so that the list is evaluated once and hides no variable.
        let list = try make(.identifier("@list", isAbsolute: false), target.range, anchor: target.anchor)
        let map = MacroShape(.map)
        let keys = try comprehension(map, list, arguments, range, anchor)
        let call = Expression.Kind.call(Sorting.byKeys, target: nil, arguments: [list, keys])
        let body = try make(call, range, anchor: anchor, over: [list, keys])
        return try make(.bind("@list", target, body: body), range, anchor: anchor, over: [target, body])
    }

    private func comprehension(
        _ shape: MacroShape,
        _ target: Expression,
        _ arguments: [Expression],
        _ range: Range<Int>,
        _ anchor: Int
    ) throws(Problem) -> Expression {
        let first = try variable(arguments[0])
        let second = shape.hasSecond ? try variable(arguments[1]) : nil
        guard first != second else {
            throw Problem(at: arguments[1].range.lowerBound, "both variables are named '\(first)'", "Rename one.")
        }
        let rest = arguments.dropFirst(second == nil ? 1 : 2)
        let comprehension = Comprehension(
            kind: shape.kind,
            range: target,
            first: first,
            second: second,
            filter: shape.hasFilter ? rest.first : nil,
            body: rest.last ?? target
        )
        return try make(.comprehension(comprehension), range, anchor: anchor, over: [target] + Array(rest))
    }

    private func variable(_ argument: Expression) throws(Problem) -> String {
        guard case .identifier(let name, isAbsolute: false) = argument.kind else {
            throw Problem(at: argument.range.lowerBound, "a macro's variable is a plain name", "Write, for example, x.")
        }
        return name
    }
}

/// What a macro's name and number of arguments say about it.
private struct MacroShape {
    let kind: Comprehension.Kind
    let hasSecond: Bool
    let hasFilter: Bool

    init?(_ name: String, _ count: Int) {
        switch (name, count) {
        case ("all", 2): self.init(.all)
        case ("all", 3): self.init(.all, hasSecond: true)
        case ("exists", 2): self.init(.exists)
        case ("exists", 3): self.init(.exists, hasSecond: true)
        case ("exists_one", 2), ("existsOne", 2): self.init(.existsOne)
        case ("exists_one", 3), ("existsOne", 3): self.init(.existsOne, hasSecond: true)
        case ("map", 2): self.init(.map)
        case ("map", 3): self.init(.map, hasFilter: true)
        case ("filter", 2): self.init(.filter)
        case ("transformList", 3): self.init(.map, hasSecond: true)
        case ("transformList", 4): self.init(.map, hasSecond: true, hasFilter: true)
        case ("transformMap", 3): self.init(.transformMap, hasSecond: true)
        case ("transformMap", 4): self.init(.transformMap, hasSecond: true, hasFilter: true)
        case ("transformMapEntry", 3): self.init(.transformMapEntry, hasSecond: true)
        case ("transformMapEntry", 4): self.init(.transformMapEntry, hasSecond: true, hasFilter: true)
        default: return nil
        }
    }

    init(_ kind: Comprehension.Kind, hasSecond: Bool = false, hasFilter: Bool = false) {
        self.kind = kind
        self.hasSecond = hasSecond
        self.hasFilter = hasFilter
    }
}
