import RelayCore
import RelayTesting
import Testing

@Suite("The shape of what an answer says")
struct TextShapeTests {
    @Test(arguments: [
        ("Lead 4711 not found", "Lead <number> not found"),
        ("Lead with id 6c1f4e0a-93d7-4f5e-8b21-5d0a7c9e3f14 not found.", "Lead with id <id> not found."),
        ("no lead for ann.example+x@mail.example.com", "no lead for <e-mail>"),
        (#"the value "Ann Example" is not allowed"#, #"the value "…" is not allowed"#),
        ("Unknown label 'Vermögend'", "Unknown label '…'"), ("“a” and «b» and `c`", "“…” and «…» and `…`"),
        ("don't send what isn't there", "don't send what isn't there"),
        ("  too   much\n\tspace  ", "too much space"), ("limit of 1,000 reached", "limit of <number>,<number> reached"),
        ("https://api.example/leads/17 is gone", "https:<id> is gone"), ("", ""), ("?", "?"),
        ("conversionId: must be one of open, lost", "conversionId: must be one of open, lost"),
    ])
    func `leaves out what varies from lead to lead`(text: String, shape: String) {
        #expect(TextShape.of(text) == shape)
    }

    private static let fixed = [
        "the lead", "could not be found", "for the account", "is not allowed:", "already", "(see the docs)", "don't",
        "é",
        "…", "\n", "<b>", "—",
    ]

    /// A sentence of fixed words around some that vary, in two variants.
    private static func sentences(_ random: inout SeededRandom) -> (String, String) {
        var (left, right): ([String], [String]) = ([], [])
        for _ in 0..<random.below(12) {
            let variants: [(inout SeededRandom) -> String] = [
                { "\($0.below(1_000_000))" }, { "id\($0.below(1_000))x" },
                { "p\($0.below(99))@example\($0.below(9)).com" },
                { "\"\(["Ann", "Bob B.", "x1", "o'c"][$0.below(4)])\"" },
                { "'\(["won", "lost it", "7"][$0.below(3)])'" },
            ]
            if random.chance(1, outOf: 2) {
                let word = fixed[random.below(fixed.count)]
                (left, right) = (left + [word], right + [word])
            } else {
                let variant = variants[random.below(variants.count)]
                (left, right) = (left + [variant(&random)], right + [variant(&random)])
            }
        }
        return (left.joined(separator: " "), right.joined(separator: " "))
    }

    @Test(arguments: Seeds.first(300))
    func `is the same whatever the numbers, ids, addresses and quoted values are`(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let (left, right) = Self.sentences(&random)
        // Of more than is looked at, the variants do not end at the same place.
        guard left.utf8.count < 150, right.utf8.count < 150 else { return }
        #expect(TextShape.of(left) == TextShape.of(right), "\(left) | \(right)")
    }

    @Test(arguments: Seeds.first(300))
    func `holds no digit and is short`(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let letters = Array("ab é@.1 2\"'“”`«»<>_-+%/\\#&$~^*|,;:()\n\u{0}🦊")
        let text = String((0..<random.below(400)).map { _ in letters[random.below(letters.count)] })
        let shape = TextShape.of(text)
        #expect(!shape.contains { $0.isNumber })
        #expect(shape.count <= TextShape.longest)
    }

    @Test func `reads no more of a text than it says`() {
        let long = String(repeating: "word ", count: 100_000)
        #expect(TextShape.of(long).count <= TextShape.longest)
    }
}
