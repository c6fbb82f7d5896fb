extension CELGenerator {
    /// A condition by a macro or a presence test.
    mutating func test(_ depth: Int) -> CELTerm {
        switch random.below(4) {
        case 0: presence(depth)
        case 1: visitingPairs(pick(["all", "exists", "existsOne"]), depth) { $0.term(.bool, depth) }
        default: visiting(pick(["all", "exists", "exists_one"]), depth) { $0.term(.bool, depth) }
        }
    }

    private mutating func presence(_ depth: Int) -> CELTerm {
        let operand = term(.map(.string, elementType()), depth).inside(.primary)
        let inner = random.chance(1, outOf: 4) ? ".?\(fieldName())" : ""
        return CELTerm("has(\(operand)\(inner).\(fieldName()))")
    }

    /// `range.macro(x, body)`
    private mutating func visiting(_ macro: String, _ depth: Int, _ body: (inout CELGenerator) -> CELTerm) -> CELTerm {
        let (range, _, element) = range(depth, isSingle: true)
        let name = freshName()
        let inner = inside([(name, element)]) { body(&$0).text }
        return CELTerm("\(range.inside(.primary)).\(macro)(\(name), \(inner))")
    }

    /// `range.macro(k, v, body)`
    private mutating func visitingPairs(
        _ macro: String,
        _ depth: Int,
        _ body: (inout CELGenerator) -> CELTerm
    ) -> CELTerm {
        let (range, key, value) = range(depth, isSingle: false)
        let (first, second) = pick([("k", "v"), ("n", "x"), ("a", "i"), ("v", "k"), ("x", "x")])
        let inner = inside([(first, key), (second, value)]) { body(&$0).text }
        return CELTerm("\(range.inside(.primary)).\(macro)(\(first), \(second), \(inner))")
    }

    /// A list or a map to go over, and the types of what a macro's variables take.
    private mutating func range(_ depth: Int, isSingle: Bool) -> (CELTerm, key: CELType, value: CELType) {
        let value = elementType()
        guard random.chance(1, outOf: 3) else { return (term(.list(value), depth), .int, value) }
        let key = keyType()
        return (term(.map(key, value), depth), key, isSingle ? key : value)
    }

    // MARK: Lists and maps

    /// A list by a macro or written out.
    mutating func list(of element: CELType, _ depth: Int) -> CELTerm {
        switch random.below(6) {
        case 0: visiting("map", depth) { $0.term(element, depth) }
        case 1: visiting("map", depth) { CELTerm($0.term(.bool, depth).text + ", " + $0.term(element, depth).text) }
        case 2: filtered(element, depth)
        case 3: visitingPairs("transformList", depth) { CELTerm($0.filter(depth) + $0.term(element, depth).text) }
        default: writtenList(of: element, depth)
        }
    }

    private mutating func filtered(_ element: CELType, _ depth: Int) -> CELTerm {
        let range = term(.list(element), depth).inside(.primary)
        let name = freshName()
        return CELTerm("\(range).filter(\(name), \(inside([(name, element)]) { $0.term(.bool, depth).text }))")
    }

    private mutating func filter(_ depth: Int) -> String {
        random.chance(1, outOf: 3) ? term(.bool, depth).text + ", " : ""
    }

    private mutating func writtenList(of element: CELType, _ depth: Int) -> CELTerm {
        var parts: [String] = []
        for _ in 0..<random.below(4) {
            let isOptional = random.chance(1, outOf: 6)
            parts.append(isOptional ? "?" + term(.optional(element), depth).text : term(element, depth).text)
        }
        return CELTerm("[\(parts.joined(separator: ", "))\(!parts.isEmpty && random.chance(1, outOf: 10) ? "," : "")]")
    }

    /// A map by a macro or written out.
    mutating func map(from key: CELType, to value: CELType, _ depth: Int) -> CELTerm {
        guard libraries.contains(.mapTransforms) else { return writtenMap(from: key, to: value, depth) }
        switch random.below(5) {
        case 0 where key == .int:
            let range = term(.list(elementType()), depth).inside(.primary)
            let inner = inside([("k", .int)]) { $0.filter(depth) + $0.term(value, depth).text }
            return CELTerm("\(range).transformMap(k, v, \(inner))")
        case 0, 1:
            return visitingPairs("transformMapEntry", depth) {
                CELTerm($0.filter(depth) + "{\($0.term(key, depth).text): \($0.term(value, depth).text)}")
            }
        default: return writtenMap(from: key, to: value, depth)
        }
    }

    private mutating func writtenMap(from key: CELType, to value: CELType, _ depth: Int) -> CELTerm {
        var entries: [String] = []
        for _ in 0..<random.below(4) {
            let name =
                key == .string && random.chance(2, outOf: 3) ? string(fieldName()) : term(key, min(depth, 1)).text
            let isOptional = random.chance(1, outOf: 6)
            let content = isOptional ? term(.optional(value), depth) : term(value, depth)
            entries.append("\(isOptional ? "?" : "")\(name): \(content.text)")
        }
        return CELTerm("{\(entries.joined(separator: ", "))}")
    }

    // MARK: Names

    mutating func inside<Result>(
        _ variables: [(name: String, type: CELType)],
        _ body: (inout CELGenerator) -> Result
    ) -> Result {
        scope += variables
        defer { scope.removeLast(variables.count) }
        return body(&self)
    }

    /// A name for a macro's variable, sometimes one that hides another.
    mutating func freshName() -> String { pick(["x", "z", "v", "item", "_w", "i", "s"]) }

    mutating func fieldName() -> String { pick(["a", "b", "c", "key"]) }

    /// `cel.bind(name, value, body)`
    mutating func binding(_ type: CELType, _ depth: Int) -> CELTerm {
        let bound = elementType()
        let value = term(bound, depth).text
        let name = freshName()
        return CELTerm("cel.bind(\(name), \(value), \(inside([(name, bound)]) { $0.term(type, depth).text }))")
    }
}
