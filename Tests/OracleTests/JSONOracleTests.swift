import Foundation
import JSON
import RelayTesting
import Testing

@Suite("JSON beside Python's reader")
struct JSONOracleTests {
    private static let batchSize = 10_000

    /// How many texts are compared; `RELAY_ORACLE` asks for more.
    private static let count = ProcessInfo.processInfo.environment["RELAY_ORACLE"].flatMap(Int.init) ?? 20_000

    @Test func `both take the same texts and read the same in them`() async throws {
        let batches = (Self.count + Self.batchSize - 1) / Self.batchSize
        let accepted = try await withThrowingTaskGroup(of: Int.self) { lanes in
            for lane in 0..<2 {
                lanes.addTask { @concurrent in
                    var accepted = 0
                    for batch in stride(from: lane, to: batches, by: 2) {
                        accepted += try await Self.acceptedInBatch(batch)
                    }
                    return accepted
                }
            }
            return try await lanes.reduce(0, +)
        }
        // Were nearly all of one kind, the comparison would say little.
        #expect((Self.count / 5...Self.count * 4 / 5).contains(accepted))
    }

    private static func acceptedInBatch(_ batch: Int) async throws -> Int {
        let seeds = UInt64(batch * batchSize)..<UInt64(min((batch + 1) * batchSize, count))
        let texts = seeds.map { seed in
            var generator = JSONGenerator(seed: seed)
            return generator.text()
        }
        let verdicts = try await PythonJudge().verdicts(on: texts)
        try #require(verdicts.count == texts.count)
        for (seed, (text, verdict)) in zip(seeds, zip(texts, verdicts)) where canonical(text) != verdict {
            let hex = text.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
            Issue.record("seed \(seed): Python \(verdict == nil ? "refuses" : "reads otherwise") \(hex)")
        }
        return verdicts.count { $0 != nil }
    }

    private static func canonical(_ text: [UInt8]) -> [UInt8]? {
        (try? JSONDocument(text)).map { CanonicalForm(of: $0.root).bytes }
    }

    // MARK: Where our rule differs

    @Test(arguments: [#""\ud800""#, #""\udc00""#, #"{"\ud800": 1}"#, #""\ud800\u0041""#])
    func `half of a surrogate pair is refused, although Python's own reader takes it`(text: String) async throws {
        #expect(throws: JSONError.self) { try JSONDocument(text) }
        #expect(try await isTaken(text, readBy: "json.loads(source)"))
    }

    @Test func `nesting beyond 128 levels is refused, although Python's own reader takes it`() async throws {
        let text = String(repeating: "[", count: 129) + String(repeating: "]", count: 129)
        #expect(throws: JSONError.self) { try JSONDocument(text) }
        #expect(try await PythonJudge().verdicts(on: [Array(text.utf8)]) == [Array(text.utf8)])
    }

    @Test(arguments: ["NaN", "[Infinity]", "-Infinity"])
    func `infinity and NaN are refused, although Python's own reader takes them`(text: String) async throws {
        #expect(throws: JSONError.self) { try JSONDocument(text) }
        #expect(try await isTaken(text, readBy: "json.loads(source)"))
    }

    @Test func `text in UTF-16 is refused, although Python's own reader takes it`() async throws {
        #expect(throws: JSONError.self) { try JSONDocument([0x5B, 0, 0x5D, 0]) }
        #expect(try await isTaken("[]", readBy: "json.loads(source.encode('utf-16-le'))"))
    }

    @Test func `the judge is heard when it refuses and when it reads`() async throws {
        let verdicts = try await PythonJudge().verdicts(on: [Array("[1.50e1,\"a\"]".utf8), Array("[1,]".utf8)])
        #expect(verdicts == [Array("[#0.15e2;s1:a]".utf8), nil])
    }

    private func isTaken(_ text: String, readBy expression: String) async throws -> Bool {
        let program = "import json, sys; source = sys.argv[1]; \(expression)"
        return try await ChildProcess.run("python3", ["-c", program, text]).status == 0
    }
}
