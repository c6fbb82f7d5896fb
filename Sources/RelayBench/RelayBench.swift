import Foundation

/// `RelayBench NAME`: times one part and prints a line of JSON for each figure, with the bar it is held against.
@main
struct RelayBench {
    /// A word, and how many words may stand behind it.
    private struct Bench: Sendable {
        let name: String
        var words = 0...0
        let run: @Sendable ([String]) async throws -> Void
    }

    private static let benches = [
        Bench(name: "json") { _ in try JSONBench().run() },
        Bench(name: "cel") { _ in try CELBench().run() },
        Bench(name: "http") { _ in try HTTPBench().run() },
        Bench(name: "routes") { _ in try RoutesBench().run() },
        Bench(name: "deliver") { _ in try DeliverBench().run() },
        Bench(name: "signatures") { _ in try SignaturesBench().run() },
        Bench(name: "send", words: 1...1) { try await SendBench($0[0]).run() },
        Bench(name: "server", words: 1...1) { try await ServerBench($0[0]).run() },
        Bench(name: "store") { _ in try StoreBench().run() },
        Bench(name: "counts") { _ in try CountsBench().run() },
        Bench(name: "backlog") { _ in try BacklogBench().run() },
        Bench(name: "endurance", words: 3...4) { try await EnduranceBench($0).run() },
        Bench(name: "loop", words: 3...3) { try await LoopBench($0).run() },
        Bench(name: "commits", words: 1...1) { try CommittingProcess(path: $0[0]).run() },
    ]

    static func main() async throws {
        let words = Array(CommandLine.arguments.dropFirst())
        let bench = benches.first { $0.name == words.first && $0.words.contains(words.count - 1) }
        guard let bench else {
            let names = benches.map { $0.words.upperBound == 0 ? $0.name : "\($0.name) ARGUMENT" }
            FileHandle.standardError.write(Data("usage: RelayBench \(names.joined(separator: "|"))\n".utf8))
            exit(2)
        }
        try await bench.run(Array(words.dropFirst()))
    }
}
