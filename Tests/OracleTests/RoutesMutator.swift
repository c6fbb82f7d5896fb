import JSON
import RelayTesting

/// Makes wrong files, and a few right ones, of a right file.
struct RoutesMutator {
    private let good: JSONTree
    private let names: [String]
    private var random: SeededRandom

    init(_ good: JSONValue, seed: UInt64) {
        self.good = JSONTree(good)
        names = Self.names(in: good)
        random = SeededRandom(seed: seed)
    }

    /// The file with one change, sometimes with more.
    mutating func next() -> [UInt8] {
        var tree = good
        repeat { tree = changed(tree) } while random.chance(1, outOf: 5)
        return Array(tree.text.utf8)
    }

    private mutating func changed(_ tree: JSONTree) -> JSONTree {
        let position = random.below(tree.count)
        let value = changed(value: tree[position], in: tree)
        return tree.replacing(position) { _ in value }
    }

    private mutating func changed(value: JSONTree, in tree: JSONTree) -> JSONTree {
        if random.chance(1, outOf: 6) { return tree[random.below(tree.count)] }
        if random.chance(1, outOf: 6) { return Self.others[random.below(Self.others.count)] }
        switch value {
        case .object(let members): return .object(changed(members, in: tree))
        case .list(let elements): return .list(changed(elements))
        case .text(let text): return .text(random.edited(text))
        case .scalar: return Self.others[random.below(Self.others.count)]
        }
    }

    private mutating func changed(_ members: JSONTree.Members, in tree: JSONTree) -> JSONTree.Members {
        var members = members
        let known = random.element(of: names) ?? ""
        guard !members.isEmpty, random.chance(3, outOf: 4) else {
            let name = random.chance(1, outOf: 4) ? "//" : known
            // A name that stands twice is beyond a schema.
            members.removeAll { $0.name == name }
            return members + [(name, tree[random.below(tree.count)])]
        }
        let chosen = random.below(members.count)
        let member = members.remove(at: chosen)
        let name = random.chance(1, outOf: 2) ? known : random.edited(member.name)
        if random.chance(1, outOf: 2), !members.contains(where: { $0.name == name }) {
            members.insert((name, member.value), at: chosen)
        }
        return members
    }

    private mutating func changed(_ elements: [JSONTree]) -> [JSONTree] {
        guard let element = random.element(of: elements), random.chance(4, outOf: 5) else { return [] }
        return random.chance(1, outOf: 2) ? elements + [element] : Array(elements.dropLast())
    }

    private static let others: [JSONTree] = [
        .scalar(Array("null".utf8)), .scalar(Array("true".utf8)), .scalar(Array("0".utf8)), .scalar(Array("-1".utf8)),
        .scalar(Array("1.5".utf8)), .scalar(Array("100".utf8)), .scalar(Array("99999999999999999999".utf8)),
        .text(""), .text("text"), .text("1h"), .text("\n"), .text("dead"), .list([]), .list([.text("a")]), .object([]),
        .object([("env", .text("A"))]), .object([("file", .text("a"))]), .object([("//", .text("a"))]),
        .object([("type", .text("string"))]),
    ]

    private static func names(in value: JSONValue) -> [String] {
        value.members.flatMap { [$0.name] + names(in: $0.value) } + value.elements.flatMap(names)
    }
}

extension SeededRandom {
    private static let letters = Array(
        "aZ09 ./:-_*{}[]\"\\\n\r\t\u{0}\u{B}\u{1C}\u{7F}\u{85}\u{A0}é٣\u{2028}\u{FEFF}😀smhd%?#".unicodeScalars
    )

    /// The text with a letter taken away, put in, changed or put behind it.
    mutating func edited(_ text: String) -> String {
        var scalars = Array(text.unicodeScalars)
        let letter = Self.letters[below(Self.letters.count)]
        let position = below(scalars.count + 1)
        switch below(5) {
        case 0 where position < scalars.count: scalars.remove(at: position)
        case 1 where position < scalars.count: scalars[position] = letter
        case 2: scalars.append("\n")
        case 3: scalars.append(letter)
        default: scalars.insert(letter, at: position)
        }
        return String(String.UnicodeScalarView(scalars))
    }
}
