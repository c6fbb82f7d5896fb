extension Compiler {
    /// `optional.or(other)` and `optional.orValue(other)`: what is not needed is not evaluated, so it cannot fail either.
    func alternative(_ name: String, _ steps: [Step], isMember: Bool, _ anchor: Int) -> Step? {
        guard isMember, steps.count == 2, name == "or" || name == "orValue" else { return nil }
        let (first, other, isFlat) = (steps[0], steps[1], name == "or")
        return Step { (frame: inout Frame) throws(EvaluationError) in
            let value = try first(&frame)
            guard case .optional(let content) = value else {
                throw EvaluationError.noSuchOverload(name, [value, try other(&frame)]).located(at: anchor)
            }
            if let content { return isFlat ? value : content }
            let alternative = try other(&frame)
            guard isFlat else { return alternative }
            guard case .optional = alternative else {
                throw EvaluationError.noSuchOverload(name, [value, alternative]).located(at: anchor)
            }
            return alternative
        }
    }
}
