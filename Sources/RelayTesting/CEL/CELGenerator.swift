/// Makes expressions of the Common Expression Language by chance, most of them well typed.
///
/// The same seed makes the same expressions. Numbers of chance are integers throughout.
package struct CELGenerator {
    var random: SeededRandom
    let forms: [CELForm]
    let libraries: CELLibraries
    /// The variables in force, the innermost last.
    var scope: [(name: String, type: CELType)] = CELVariable.all.map { ($0.name, $0.type) }
    /// One part in so many is of a type that does not belong there; none at zero.
    var misfitRate = 0
    private var formsByType: [CELType: [CELForm]] = [:]

    package init(seed: UInt64, libraries: CELLibraries) {
        random = SeededRandom(seed: seed)
        self.libraries = libraries
        forms = libraries.forms
    }

    /// The next expression with values for the variables.
    package mutating func next() -> CELSample {
        misfitRate = random.chance(1, outOf: 8) ? 12 : 0
        let mayMisfit = misfitRate > 0
        var expression = term(random.chance(1, outOf: 25) ? .spelling : anyType(2), random.integer(in: 1..<5)).text
        if !mayMisfit, random.chance(1, outOf: 12) { expression = broken(expression) }
        let bindings = CELVariable.all.map { ($0.name, pick($0.values)) }
        return CELSample(expression: expression, bindings: bindings, isChecked: random.chance(4, outOf: 5))
    }

    // MARK: Chance

    mutating func pick<Element>(_ elements: [Element]) -> Element { elements[random.below(elements.count)] }

    /// A type of an expression; containers hold types less deep.
    mutating func anyType(_ depth: Int) -> CELType {
        let scalars: [CELType] = [
            .bool, .bool, .int, .int, .uint, .double, .string, .string, .bytes, .timestamp, .duration, .null, .type,
        ]
        guard depth > 0, random.chance(1, outOf: 3) else { return pick(scalars) }
        switch random.below(5) {
        case 0, 1: return .list(elementType())
        case 2: return .map(keyType(), elementType())
        case 3: return .dyn
        default: return .optional(anyType(0))
        }
    }

    /// A type without optionals inside, which a container may hold.
    mutating func elementType() -> CELType { random.chance(1, outOf: 6) ? .list(anyType(0)) : anyType(0) }

    mutating func keyType() -> CELType { pick([.string, .string, .int, .uint, .bool]) }

    // MARK: Expressions

    /// An expression of a type, with at most so many levels below it.
    mutating func term(_ wanted: CELType, _ depth: Int) -> CELTerm {
        let type = misfitRate > 0 && random.chance(1, outOf: misfitRate) ? anyType(1) : wanted
        let made = depth > 0 ? compound(type, depth - 1) : leaf(type)
        return random.chance(1, outOf: 40) ? CELTerm("(\(made.text))") : made
    }

    private mutating func compound(_ type: CELType, _ depth: Int) -> CELTerm {
        switch random.below(20) {
        case 0: leaf(type)
        case 1: conditional(type, depth)
        case 2: binding(type, depth)
        case 3: part(type, depth)
        case 4, 5, 6, 7: special(type, depth)
        default: form(type, depth)
        }
    }

    private mutating func conditional(_ type: CELType, _ depth: Int) -> CELTerm {
        let condition = term(.bool, depth).inside(.or)
        let then = term(type, depth).inside(.or)
        return CELTerm("\(condition) ? \(then) : \(term(type, depth).text)", .conditional)
    }

    /// What only this type has: its macros, its literals.
    private mutating func special(_ type: CELType, _ depth: Int) -> CELTerm {
        switch type {
        case .spelling: form(type, depth)
        case .number: CELTerm("dyn(\(term(pick([.int, .uint, .double]), depth).text))")
        case .bool: test(depth)
        case .list(let element): list(of: element, depth)
        case .map(let key, let value): map(from: key, to: value, depth)
        case .optional(let content): optional(content, depth)
        case .dyn: term(anyType(1), depth)
        default: form(type, depth)
        }
    }

    private mutating func form(_ type: CELType, _ depth: Int) -> CELTerm {
        if type == .number { return special(type, depth) }
        let candidates = candidates(for: type)
        guard !candidates.isEmpty else { return leaf(type) }
        let form = pick(candidates)
        var letters: [Character: CELType] = [:]
        _ = form.result.matches(type, &letters)
        for letter in form.parameters.reduce(into: Set<Character>(), { $0.formUnion($1.letters) }).sorted()
        where letters[letter] == nil {
            letters[letter] = letter == "K" ? keyType() : elementType()
        }
        // What string() makes of a misfit is not laid down.
        if case .global("string") = form.shape { misfitRate = 0 }
        return form.shape.joined(form.parameters.map { term($0.filled(letters), depth) })
    }

    private mutating func candidates(for type: CELType) -> [CELForm] {
        if let known = formsByType[type] { return known }
        let found = forms.filter { form in
            var letters: [Character: CELType] = [:]
            return form.result.matches(type, &letters)
        }
        formsByType[type] = found
        return found
    }
}

/// An expression that was made by chance, with what it is to be evaluated over.
package struct CELSample: Sendable {
    package let expression: String
    /// Typed values as JSON texts, by the variables' names.
    package let bindings: [(name: String, value: String)]
    /// Whether types are checked before evaluation.
    package let isChecked: Bool

    package init(expression: String, bindings: [(name: String, value: String)], isChecked: Bool) {
        self.expression = expression
        self.bindings = bindings
        self.isChecked = isChecked
    }
}
