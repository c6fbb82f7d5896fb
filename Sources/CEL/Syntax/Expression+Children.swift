extension Expression {
    /// The expressions that it is made of, in the order of the text.
    package var children: [Expression] {
        switch kind {
        case .literal, .identifier: []
        case .select(let operand, _, _), .presence(let operand, _): [operand]
        case .index(let operand, let key, _): [operand, key]
        case .call(_, let target, let arguments): (target.map { [$0] } ?? []) + arguments
        case .list(let elements): elements.map(\.value)
        case .map(let entries): entries.flatMap { [$0.key, $0.value] }
        case .and(let terms), .or(let terms): terms
        case .conditional(let condition, let then, let otherwise): [condition, then, otherwise]
        case .comprehension(let comprehension):
            [comprehension.range] + (comprehension.filter.map { [$0] } ?? []) + [comprehension.body]
        case .bind(_, let value, let body): [value, body]
        case .optionalMap(let target, _, let body, _): [target, body]
        }
    }
}
