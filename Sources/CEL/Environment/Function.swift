/// A function or operator: the forms it may be called in, for the checker, and what it does, for the evaluation.
package struct Function: Sendable {
    package let name: String
    package private(set) var overloads: [Overload]
    let implementations: [Implementation]
    /// Turns constant arguments into something quicker, or finds at compile time that they can never work.
    let prepare: (@Sendable ([Value?]) throws(EvaluationError) -> Implementation?)?

    package init(
        _ name: String,
        _ overloads: [Overload],
        _ implementations: Implementation...,
        prepare: (@Sendable ([Value?]) throws(EvaluationError) -> Implementation?)? = nil
    ) {
        self.name = name
        self.overloads = overloads
        self.implementations = implementations
        self.prepare = prepare
    }

    func adding(_ overload: Overload) -> Function {
        var extended = self
        extended.overloads.append(overload)
        return extended
    }

    /// What to run for a call with so many values, a target among them; nil where no form takes as many.
    func implementation(arity: Int, isMember: Bool) -> Implementation? {
        guard overloads.contains(where: { $0.isMember == isMember && $0.taking(arity) != nil }) else { return nil }
        return implementations.first { $0.accepts(arity) }
    }
}

/// One form of a call: `string.size() -> int`.
package struct Overload: Sendable, Hashable {
    /// The types of the arguments; a member's target is the first.
    package let parameters: [ValueType]
    package let result: ValueType
    package let isMember: Bool
    /// Whether more arguments of the last parameter's type may follow.
    private(set) var isOpen = false

    package static func global(_ parameters: ValueType..., returns result: ValueType) -> Overload {
        Overload(parameters: parameters, result: result, isMember: false)
    }

    package static func member(_ parameters: ValueType..., returns result: ValueType) -> Overload {
        Overload(parameters: parameters, result: result, isMember: true)
    }

    /// A form that takes these arguments and any number of others like the last.
    package static func open(_ parameters: ValueType..., returns result: ValueType) -> Overload {
        Overload(parameters: parameters, result: result, isMember: false, isOpen: true)
    }

    /// The form with a parameter for each of so many arguments; nil where it does not take as many.
    func taking(_ count: Int) -> Overload? {
        guard isOpen, let last = parameters.last, count > parameters.count else {
            return count == parameters.count ? self : nil
        }
        let more = Array(repeating: last, count: count - parameters.count)
        return Overload(parameters: parameters + more, result: result, isMember: isMember)
    }
}

/// What a function does with its arguments, which are resolved before.
///
/// It returns nil where it has no form for values of such types; it charges the budget for work that grows with them.
package enum Implementation: Sendable {
    package typealias Failure = EvaluationError
    case nullary(@Sendable (inout Budget) throws(Failure) -> Value?)
    case unary(@Sendable (Value, inout Budget) throws(Failure) -> Value?)
    /// As `unary`, but the argument comes as it is, a JSON scalar with its digits: for what only passes it on.
    case unresolvedUnary(@Sendable (Value, inout Budget) throws(Failure) -> Value?)
    case binary(@Sendable (Value, Value, inout Budget) throws(Failure) -> Value?)
    /// As `binary`, but the arguments come as they are, JSON scalars among them.
    case unresolvedBinary(@Sendable (Value, Value, inout Budget) throws(Failure) -> Value?)
    case ternary(@Sendable (Value, Value, Value, inout Budget) throws(Failure) -> Value?)
    case variadic(@Sendable ([Value], inout Budget) throws(Failure) -> Value?)

    func accepts(_ arity: Int) -> Bool {
        switch self {
        case .nullary: arity == 0
        case .unary, .unresolvedUnary: arity == 1
        case .binary, .unresolvedBinary: arity == 2
        case .ternary: arity == 3
        case .variadic: true
        }
    }
}
