/// What an expression may speak of: variables, functions, types and their limits.
package struct Environment: Sendable {
    package private(set) var functions: [String: Function] = [:]
    package private(set) var variables: [Variable] = []
    private(set) var slots: [String: Int] = [:]
    package var limits: Budget.Limits
    /// Names that stand for types: `int`, `list`, `google.protobuf.Timestamp`.
    private(set) var typeNames: [String: ValueType] = Self.standardTypeNames

    package struct Variable: Sendable, Hashable {
        package let name: String
        package let type: ValueType
    }

    /// An environment with the standard functions; time zones are the host's, since they lie in files.
    package init(timeZones: any TimeZones = FixedTimeZones(), limits: Budget.Limits = .standard) {
        self.limits = limits
        add(StandardLibrary.functions(timeZones: timeZones))
    }

    /// Adds functions; two of one name are the caller's mistake.
    package mutating func add(_ added: [Function]) {
        for function in added {
            precondition(functions[function.name] == nil, "function \(function.name) is declared twice")
            functions[function.name] = function
        }
    }

    /// Lets a function be called in one more form, which its implementation for as many arguments already serves.
    package mutating func extend(_ name: String, with overload: Overload) {
        guard let function = functions[name] else { preconditionFailure("there is no function \(name) to extend") }
        functions[name] = function.adding(overload)
    }

    /// Declares a variable, whose name may have dots, and tells its slot.
    @discardableResult
    package mutating func declare(_ name: String, _ type: ValueType) -> Int {
        precondition(slots[name] == nil, "variable \(name) is declared twice")
        slots[name] = variables.count
        variables.append(Variable(name: name, type: type))
        return variables.count - 1
    }

    /// Declares a type of the host's, so that its name can be written.
    package mutating func declareType(_ name: String) {
        typeNames[name] = .opaque(name)
    }

    package func slot(of name: String) -> Int? { slots[name] }

    /// Checks and compiles an expression.
    ///
    /// - Throws: `Problems` with all that is wrong with it.
    package func compile(_ source: SourceText, expecting expected: ValueType = .dyn) throws(Problems) -> Program {
        let expression = try parse(source)
        var checker = Checker(self)
        let type = checker.check(expression, expecting: expected)
        guard checker.problems.isEmpty else {
            throw Problems(source: source, all: checker.problems)
        }
        return assemble(expression, source, type: type)
    }

    /// Compiles without the check of types: what it would have found becomes an error of the evaluation.
    package func compileUnchecked(_ source: SourceText) throws(Problems) -> Program {
        assemble(try parse(source), source, type: .dyn)
    }

    /// An expression that was parsed before, or a part of one, over the variables of this environment; not checked anew.
    package func program(_ expression: Expression, of source: SourceText) -> Program {
        assemble(expression, source, type: .dyn)
    }

    private func parse(_ source: SourceText) throws(Problems) -> Expression {
        do throws(Problem) {
            return try Parser.parse(source)
        } catch {
            throw Problems(source: source, all: [error])
        }
    }

    private func assemble(_ expression: Expression, _ source: SourceText, type: ValueType) -> Program {
        var compiler = Compiler(self)
        let step = compiler.compile(expression)
        return Program(
            source: source,
            expression: expression,
            type: type,
            environment: self,
            step: step,
            locals: compiler.localCount
        )
    }

    private static let standardTypeNames: [String: ValueType] = [
        "bool": .bool, "int": .int, "uint": .uint, "double": .double, "string": .string, "bytes": .bytes,
        "null_type": .null,
        "list": .list(.dyn), "map": .map(.dyn, .dyn), "type": .type(.dyn), "dyn": .dyn,
        "optional_type": .optional(.dyn),
        "google.protobuf.Timestamp": .timestamp, "google.protobuf.Duration": .duration,
    ]
}

/// Where the clocks of a place stand.
package protocol TimeZones: Sendable {
    /// Seconds east of UTC at a moment; nil for a zone that is not known.
    func offset(of zone: String, at seconds: Int64) -> Int?
}
