import Foundation
import JSON
import RelayRoutes
import RelayTesting
import Testing

/// The check of a routes file beside Python's `jsonschema`, which is given the schema that we make of the same shapes.
///
/// With `RELAY_ORACLE` in the environment the package is installed and asked.
@Suite("The check of a routes file beside its JSON Schema", .timeLimit(.minutes(10)))
struct SchemaOracleTests {
    private static let isAsked = ProcessInfo.processInfo.environment["RELAY_ORACLE"] != nil
    private static let example = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../../shared/examples/routes.json").standardizedFileURL
    private static let package = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..")
        .standardizedFileURL
    private static let hasExample = FileManager.default.fileExists(atPath: example.path)

    private func isTaken(_ text: [UInt8]) -> Bool { RoutesFile.read(text).findings.isEmpty }

    private func judged(_ texts: [[UInt8]]) async throws -> [Bool] {
        try await SchemaJudge.verdicts(of: RoutesFile.jsonSchema(), on: texts)
    }

    @Test(.enabled(if: isAsked, "the judge needs Python and a network"))
    func `the schema is valid and takes a right file`() async throws {
        let text = Array(RoutesSample.whole.utf8)
        #expect(isTaken(text))
        #expect(try await judged([text]) == [true])
    }

    @Test(
        .enabled(if: isAsked, "the judge needs Python and a network"),
        .enabled(if: hasExample, "the folder with the example does not lie beside this repository")
    )
    func `the schema takes the example that the design shows`() async throws {
        let text = [UInt8](try Data(contentsOf: Self.example))
        #expect(RoutesFile.read(text).findings.map(\.description) == [])
        #expect(try await judged([text]) == [true])
    }

    @Test(.enabled(if: isAsked, "the judge needs Python and a network"))
    func `the schema refuses every wrong file`() async throws {
        let verdicts = try await judged(WrongRoutes.all.map { Array($0.text.utf8) })
        for (wrong, isTaken) in zip(WrongRoutes.all, verdicts) { #expect(!isTaken, "\(wrong)") }
    }

    @Test(.enabled(if: isAsked, "the judge needs Python and a network"))
    func `the schema takes the example, and refuses it where its structure is broken`() async throws {
        let example = try String(contentsOf: Self.package.appending(path: "routes.json"), encoding: .utf8)
        let rows = BrokenRoutes.all.filter { row in !row.expected.contains { $0.code == "not-json" } }
        let texts = try rows.map { row in Array(try #require(row.applied(to: example), "\(row)").utf8) }
        let verdicts = try await judged([Array(example.utf8)] + texts)
        #expect(verdicts[0])
        // Which values an API takes, or what a name refers to, no schema of the format knows.
        for (row, isTaken) in zip(rows, verdicts.dropFirst()) { #expect(isTaken != row.isStructural, "\(row)") }
    }

    @Test(.enabled(if: isAsked, "the judge needs Python and a network"))
    func `what only the check can refuse, the schema takes`() async throws {
        let texts = WrongRoutes.beyondSchemas.map { Array($0.text.utf8) }
        #expect(texts.allSatisfy { !isTaken($0) })
        for (wrong, isTaken) in zip(WrongRoutes.beyondSchemas, try await judged(texts)) { #expect(isTaken, "\(wrong)") }
    }

    @Test(.enabled(if: isAsked, "the judge needs Python and a network"), arguments: [1, 2] as [UInt64])
    func `both give the same verdict on every change of a right file`(seed: UInt64) async throws {
        var mutator = RoutesMutator(try JSONDocument(RoutesSample.whole).root, seed: seed)
        let texts = (0..<1_000).map { _ in mutator.next() }
        let verdicts = try await judged(texts)
        for (text, verdict) in zip(texts, verdicts) where isTaken(text) != verdict {
            let finding = RoutesFile.read(text).findings.first?.description ?? "the check takes it"
            Issue.record("seed \(seed): \(finding)\n\(String(decoding: text, as: UTF8.self))")
        }
        // Were nearly all of one kind, the comparison would say little.
        let taken = verdicts.count { $0 }
        #expect((texts.count / 10...texts.count * 9 / 10).contains(taken), "\(taken) are taken")
    }

    // MARK: Forms of texts

    private static let forms: [TextForm] = [
        .any, .nonEmpty, .name, .identifier, .duration, .rate, .size, .address, .network, .url, .path, .callPath,
        .filePath,
        .variable, .timestamp, .eventType, .header, .code, .notFound, .statusClass, .method, .expression,
    ]

    @Test(.enabled(if: isAsked, "the judge needs Python and a network"), arguments: forms)
    func `a pattern means the same to both`(form: TextForm) async throws {
        let shape = ObjectShape("a thing", [ObjectShape.Key("text", .text(form), "a text")])
        let texts = Self.texts(near: form)
        let verdicts = try await SchemaJudge.verdicts(of: shape.jsonSchema(id: "urn:x", title: "x"), on: texts)
        for (text, verdict) in zip(texts, verdicts) {
            var check = ShapeCheck()
            check.check(try JSONDocument(text).root, .object(shape))
            #expect(check.findings.isEmpty == verdict, "\(String(decoding: text, as: UTF8.self))")
        }
        #expect(verdicts.contains(true))
        #expect(verdicts.contains(false) == (form.expression != nil))
    }

    private static func texts(near form: TextForm) -> [[UInt8]] {
        var random = SeededRandom(seed: 7)
        return (0..<1_000).map { number in
            var text = number % 4 == 0 ? "" : form.examples[number % form.examples.count]
            for _ in 0..<random.below(4) { text = random.edited(text) }
            var writer = JSONWriter()
            writer.object {
                $0.name("text")
                $0.string(text)
            }
            return writer.bytes
        }
    }
}
