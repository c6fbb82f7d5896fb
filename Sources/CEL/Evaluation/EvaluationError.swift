/// Why an expression has no value, and where.
package struct EvaluationError: Error, Sendable, Hashable {
    package let code: Code
    package let fact: String
    /// Where in the expression's bytes.
    package private(set) var offset: Int?

    package enum Code: String, Sendable {
        case noSuchOverload, noSuchKey, noSuchField, noSuchVariable, outOfRange, overflow, divisionByZero,
            invalidArgument
        case duplicateKey, unsupportedKey, stepsExceeded, tooLarge
    }

    package init(_ code: Code, _ fact: String) {
        self.code = code
        self.fact = fact
    }

    /// The same error with its place, unless it has one already.
    func located(at offset: Int) -> EvaluationError {
        var located = self
        located.offset = self.offset ?? offset
        return located
    }

    /// Whether the evaluation as a whole has come to its end, so that nothing may absorb this.
    var isFinal: Bool { code == .stepsExceeded || code == .tooLarge }

    static func noSuchOverload(_ function: String, _ arguments: [Value]) -> EvaluationError {
        EvaluationError(.noSuchOverload, CallText.describe(function, arguments.map(\.typeName)))
    }

    static func noSuchKey(_ key: Value) -> EvaluationError {
        EvaluationError(.noSuchKey, "no such key: \(key.shown)")
    }
}

/// Calls as a reader would write them.
enum CallText {
    static func describe(_ function: String, _ types: [String]) -> String {
        "no such overload: \(written(function, types))"
    }

    /// `int + string` for operators, `size(int)` for functions.
    static func written(_ function: String, _ types: [String], isMember: Bool = false) -> String {
        switch (function, types.count) {
        case ("@in", 2): return "\(types[0]) in \(types[1])"
        case ("_[_]", 2): return "\(types[0])[\(types[1])]"
        case ("!_", 1), ("-_", 1): return "\(function.dropLast())\(types[0])"
        case (_, 2) where function.hasPrefix("_") && function.hasSuffix("_"):
            return "\(types[0]) \(function.dropFirst().dropLast()) \(types[1])"
        default:
            guard isMember, let target = types.first else { return "\(function)(\(types.joined(separator: ", ")))" }
            return "\(target).\(function)(\(types.dropFirst().joined(separator: ", ")))"
        }
    }
}
