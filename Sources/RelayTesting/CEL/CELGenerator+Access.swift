extension CELGenerator {
    /// An expression of a type by taking it out of something that holds it.
    mutating func part(_ type: CELType, _ depth: Int) -> CELTerm {
        switch random.below(5) {
        case 0: CELTerm("\(term(.list(type), depth).inside(.primary))[\(term(.place, min(depth, 1)).text)]")
        case 1: CELTerm("\(term(.map(.string, type), depth).inside(.primary)).\(selector())")
        case 2:
            CELTerm("\(term(.map(.string, type), depth).inside(.primary))[\(string(fieldName()))]")
        case 3:
            keyed(type, depth)
        default: CELTerm("\(term(.optional(type), depth).inside(.primary)).orValue(\(term(type, depth).text))")
        }
    }

    private mutating func keyed(_ type: CELType, _ depth: Int) -> CELTerm {
        let key = keyType()
        return CELTerm("\(term(.map(key, type), depth).inside(.primary))[\(term(key, min(depth, 1)).text)]")
    }

    private mutating func selector() -> String {
        random.chance(1, outOf: 12) ? pick(["`k v`", "`a`", "`a-b`", "`a.b`"]) : fieldName()
    }

    /// An optional by `?` access, by `optMap` and its kin.
    mutating func optional(_ content: CELType, _ depth: Int) -> CELTerm {
        switch random.below(6) {
        case 0: CELTerm("\(term(.map(.string, content), depth).inside(.primary)).?\(fieldName())")
        case 1:
            CELTerm("\(term(.map(.string, content), depth).inside(.primary))[?\(string(fieldName()))]")
        case 2: CELTerm("\(term(.list(content), depth).inside(.primary))[?\(term(.place, min(depth, 1)).text)]")
        case 3: mapped("optMap", content, depth)
        case 4: mapped("optFlatMap", .optional(content), depth)
        default: chained(content, depth)
        }
    }

    private mutating func mapped(_ macro: String, _ body: CELType, _ depth: Int) -> CELTerm {
        let inner = elementType()
        let operand = term(.optional(inner), depth).inside(.primary)
        let name = freshName()
        return CELTerm("\(operand).\(macro)(\(name), \(inside([(name, inner)]) { $0.term(body, depth).text }))")
    }

    private mutating func chained(_ content: CELType, _ depth: Int) -> CELTerm {
        let nested = term(.map(.string, .map(.string, content)), depth).inside(.primary)
        return CELTerm("\(nested).?\(fieldName()).\(random.chance(1, outOf: 2) ? "?" : "")\(fieldName())")
    }
}
