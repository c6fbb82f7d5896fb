import CEL
import Testing

/// A pattern with texts that it matches and texts that it does not.
struct PatternCase: Sendable, CustomTestStringConvertible {
    let source: String
    let matching: [String]
    let other: [String]

    init(_ source: String, _ matching: [String], not other: [String] = []) {
        self.source = source
        self.matching = matching
        self.other = other
    }

    var testDescription: String { source.debugDescription }

    func check() throws {
        let pattern = try Pattern(source)
        for text in matching + other {
            var work = 100_000
            let matches = try pattern.matches(text, work: &work)
            #expect(matches == matching.contains(text), "\(source.debugDescription) on \(text.debugDescription)")
        }
    }
}
