import CEL
import RelayTesting
import Testing

@Suite("Pattern against the reference")
struct PatternPropertyTests {
    @Test(arguments: 0..<100 as Range<UInt64>)
    func `a pattern matches exactly what trying every way matches`(seed: UInt64) throws {
        var chance = SeededRandom(seed: seed)
        for _ in 0..<50 {
            let reference = PatternReference.random(depth: 4, using: &chance)
            let pattern = try Pattern(reference.source)
            for _ in 0..<10 {
                let length = Int.random(in: 0...8, using: &chance)
                let text = (0..<length).map { _ in PatternReference.letter(using: &chance) }
                var work = 100_000
                let matches = try pattern.matches(String(text), work: &work)
                #expect(
                    matches == reference.matchesAnywhere(in: text),
                    "seed \(seed): \(reference.source.debugDescription) on \(String(text).debugDescription)"
                )
            }
        }
    }
}
