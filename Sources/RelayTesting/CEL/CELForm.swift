/// A way to write an expression from others: an operator's or a function's form.
struct CELForm: Sendable {
    enum Shape: Sendable {
        case global(String), member(String), infix(String, CELPrecedence), prefix(String)
    }

    let shape: Shape
    let parameters: [CELType]
    let result: CELType

    static func global(_ name: String, _ parameters: CELType..., gives result: CELType) -> CELForm {
        CELForm(shape: .global(name), parameters: parameters, result: result)
    }

    /// A call on its first parameter.
    static func member(_ name: String, _ parameters: CELType..., gives result: CELType) -> CELForm {
        CELForm(shape: .member(name), parameters: parameters, result: result)
    }

    static func infix(_ sign: String, _ precedence: CELPrecedence, _ types: [(CELType, CELType, CELType)]) -> [CELForm]
    {
        types.map { CELForm(shape: .infix(sign, precedence), parameters: [$0.0, $0.1], result: $0.2) }
    }

    static func prefix(_ sign: String, _ type: CELType) -> CELForm {
        CELForm(shape: .prefix(sign), parameters: [type], result: type)
    }
}

extension CELForm.Shape {
    /// Joins the operands as the form is written.
    func joined(_ operands: [CELTerm]) -> CELTerm {
        switch self {
        case .global(let name): CELTerm("\(name)(\(operands.map(\.text).joined(separator: ", ")))")
        case .member(let name):
            CELTerm(
                "\(operands[0].inside(.primary)).\(name)(\(operands.dropFirst().map(\.text).joined(separator: ", ")))"
            )
        case .infix(let sign, let precedence):
            // Operators of one kind group to the left.
            CELTerm(
                "\(operands[0].inside(precedence)) \(sign) \(operands[1].inside(precedence.tighter))",
                precedence
            )
        case .prefix(let sign): CELTerm(sign + operands[0].inside(.sign), .sign)
        }
    }
}
