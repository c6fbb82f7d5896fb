import CEL
import Foundation
import RelayTesting
import Testing

/// Our expressions beside those of `cel-expr-python`, the C++ implementation.
///
/// With `RELAY_ORACLE` in the environment the implementation is installed and asked, about as many expressions as
/// `RELAY_ORACLE_CEL` says and from the seed `RELAY_ORACLE_SEED`; without, its recorded answers stand in for it.
@Suite("Expressions beside another implementation", .timeLimit(.minutes(10)))
struct CELOracleTests {
    private static let settings = ProcessInfo.processInfo.environment
    private static let isAsked = settings["RELAY_ORACLE"] != nil
    private static let count = settings["RELAY_ORACLE_CEL"].flatMap { Int($0) } ?? 20_000
    private static let seed = settings["RELAY_ORACLE_SEED"].flatMap { UInt64($0) } ?? 1
    private static let batchSize = 500

    /// What both sides have: the reference's build for Python lacks the functions behind `transformMap`.
    private static let libraries = CELLibraries.all.subtracting(.mapTransforms)

    private let own = OwnEvaluation(variables: CELVariable.all)

    @Test(.enabled(if: isAsked, "the reference needs Python and a network"))
    func `generated expressions give what the reference gives`() async throws {
        let reference = try await Reference(variables: CELVariable.all)
        var generator = CELGenerator(seed: Self.seed, libraries: Self.libraries)
        var unexplained: [Disagreement] = []
        var (values, explained) = (0, 0)
        for start in stride(from: 0, to: Self.count, by: Self.batchSize) {
            let batch = (0..<min(Self.batchSize, Self.count - start)).map { _ in Sample(generator.next()) }
            for pair in try await answers(to: batch, reference) {
                if case .value = pair.theirs { values += 1 }
                guard let disagreement = Disagreement(pair.sample, ours: pair.ours, theirs: pair.theirs) else {
                    continue
                }
                if disagreement.explanation == nil { unexplained.append(disagreement) } else { explained += 1 }
            }
        }
        let shown = unexplained.prefix(20).map(\.description).joined(
            separator: "\n"
        )
        #expect(unexplained.isEmpty, "seed \(Self.seed), \(unexplained.count) of \(Self.count):\n\(shown)")
        // Were nearly all of one kind, or much of it explained away, the comparison would say little.
        #expect((Self.count / 3...Self.count * 4 / 5).contains(values), "\(values) have a value")
        #expect(explained <= Self.count / 20, "\(explained) are explained")
    }

    /// The reference works on a batch while we do.
    private func answers(
        to batch: [Sample],
        _ reference: Reference
    ) async throws -> [(sample: Sample, ours: Answer, theirs: Answer)] {
        try await reference.send(batch: batch)
        let ours = try batch.map { try own.answer($0) }
        let theirs = try await reference.receive(batch.count)
        return try batch.indices.map { (batch[$0], ours[$0], try Answer(line: theirs[$0])) }
    }

    @Test(.enabled(if: isAsked, "the reference needs Python and a network"))
    func `every explained difference is still there`() async throws {
        let reference = try await Reference(variables: CELVariable.all)
        let differences = ExplainedDifference.all
        for (difference, pair) in zip(differences, try await answers(to: differences.map(\.example), reference)) {
            let disagreement = Disagreement(pair.sample, ours: pair.ours, theirs: pair.theirs)
            #expect(
                disagreement?.explanation?.reason == difference.reason,
                "\(pair.sample.expression): ours \(pair.ours), theirs \(pair.theirs)"
            )
        }
    }

    @Test func `recorded answers are what we give`() async throws {
        let recorded = try RecordedAnswers.load()
        #expect(recorded.count >= 300)
        for (sample, theirs) in recorded {
            let disagreement = Disagreement(sample, ours: try own.answer(sample), theirs: theirs)
            #expect(disagreement == nil || disagreement?.explanation != nil, "\(disagreement?.description ?? "")")
        }
    }

    /// `RELAY_ORACLE=20000 RELAY_ORACLE_RECORD=1` writes the answers down anew, after a change of the generator.
    @Test(.enabled(if: isAsked, "the reference needs Python and a network"))
    func `recorded answers are what the reference gives`() async throws {
        let reference = try await Reference(variables: CELVariable.all)
        if Self.settings["RELAY_ORACLE_RECORD"] != nil { try await record(reference) }
        let recorded = try RecordedAnswers.load()
        try await reference.send(batch: recorded.map(\.sample))
        for (pair, line) in zip(recorded, try await reference.receive(recorded.count)) {
            #expect(try Answer(line: line).agrees(with: pair.theirs), "\(pair.sample.expression)")
        }
    }

    private func record(_ reference: Reference) async throws {
        var generator = CELGenerator(seed: 300, libraries: Self.libraries)
        var samples: [Sample] = []
        while samples.count < 400 {
            let sample = Sample(generator.next())
            if sample.line.count < 400 { samples.append(sample) }
        }
        try await reference.send(batch: samples)
        try RecordedAnswers.save(Array(zip(samples, try await reference.receive(samples.count))))
    }
}
