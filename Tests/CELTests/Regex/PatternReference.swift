/// A pattern as a tree, matched by trying every way, as slow as it is plain.
indirect enum PatternReference {
    case literal(Character)
    case any, start, end
    case oneOf([Character], isNegated: Bool)
    case sequence([PatternReference])
    case either([PatternReference])
    case repeated(PatternReference, least: Int, most: Int?)

    /// The source that means this tree.
    var source: String {
        switch self {
        case .literal(let character): String(character)
        case .any: "."
        case .start: "^"
        case .end: "$"
        case .oneOf(let members, let isNegated): "[\(isNegated ? "^" : "")\(String(members))]"
        case .sequence(let items): items.map(\.source).joined()
        case .either(let branches): "(\(branches.map(\.source).joined(separator: "|")))"
        case .repeated(let item, let least, let most): "(?:\(item.source)){\(least),\(most.map(String.init) ?? "")}"
        }
    }

    func matchesAnywhere(in text: [Character]) -> Bool {
        (0...text.count).contains { !ends(in: text, from: $0).isEmpty }
    }

    /// Where a match that begins at the offset can end.
    private func ends(in text: [Character], from offset: Int) -> Set<Int> {
        switch self {
        case .literal(let character): takes(text, offset) { $0 == character }
        case .any: takes(text, offset) { $0 != "\n" }
        case .start: offset == 0 ? [offset] : []
        case .end: offset == text.count ? [offset] : []
        case .oneOf(let members, let isNegated): takes(text, offset) { members.contains($0) != isNegated }
        case .sequence(let items): items.reduce([offset]) { ends, item in item.ends(in: text, fromAny: ends) }
        case .either(let branches):
            branches.reduce(into: []) { $0.formUnion($1.ends(in: text, from: offset)) }
        case .repeated(let item, let least, let most): item.repeatedEnds(in: text, from: offset, least, most)
        }
    }

    private func takes(_ text: [Character], _ offset: Int, _ isMember: (Character) -> Bool) -> Set<Int> {
        offset < text.count && isMember(text[offset]) ? [offset + 1] : []
    }

    private func ends(in text: [Character], fromAny offsets: Set<Int>) -> Set<Int> {
        offsets.reduce(into: []) { $0.formUnion(ends(in: text, from: $1)) }
    }

    private func repeatedEnds(in text: [Character], from offset: Int, _ least: Int, _ most: Int?) -> Set<Int> {
        var reached: Set<Int> = [offset]
        for _ in 0..<least { reached = ends(in: text, fromAny: reached) }
        // More rounds than characters can reach nothing new.
        for _ in least..<(most ?? least + text.count + 1) { reached.formUnion(ends(in: text, fromAny: reached)) }
        return reached
    }
}

extension PatternReference {
    /// A tree of chance over a small alphabet.
    static func random(depth: Int, using chance: inout some RandomNumberGenerator) -> PatternReference {
        switch Int.random(in: 0..<(depth > 0 ? 12 : 8), using: &chance) {
        case 0..<4: .literal(letter(using: &chance))
        case 4: .any
        case 5: Bool.random(using: &chance) ? .start : .end
        case 6, 7: .oneOf([letter(using: &chance), letter(using: &chance)], isNegated: .random(using: &chance))
        case 8, 9: .sequence(list(of: 0...3, depth - 1, using: &chance))
        case 10: .either(list(of: 1...3, depth - 1, using: &chance))
        default: repetition(of: random(depth: depth - 1, using: &chance), using: &chance)
        }
    }

    static func letter(using chance: inout some RandomNumberGenerator) -> Character {
        "abü\n".randomElement(using: &chance) ?? "a"
    }

    private static func list(
        of counts: ClosedRange<Int>,
        _ depth: Int,
        using chance: inout some RandomNumberGenerator
    ) -> [PatternReference] {
        (0..<Int.random(in: counts, using: &chance)).map { _ in random(depth: depth, using: &chance) }
    }

    private static func repetition(
        of item: PatternReference,
        using chance: inout some RandomNumberGenerator
    ) -> PatternReference {
        let least = Int.random(in: 0...2, using: &chance)
        let most = Bool.random(using: &chance) ? nil : Int.random(in: least...least + 2, using: &chance)
        return .repeated(item, least: least, most: most)
    }
}
