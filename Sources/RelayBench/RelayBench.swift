import Foundation

/// `RelayBench NAME`: times one part and prints a line of JSON for each figure, with the bar it is held against.
@main
struct RelayBench {
    static func main() async throws {
        switch Array(CommandLine.arguments.dropFirst()) {
        case ["json"]: try JSONBench().run()
        case ["cel"]: try CELBench().run()
        case ["http"]: try HTTPBench().run()
        case ["routes"]: try RoutesBench().run()
        case ["signatures"]: try SignaturesBench().run()
        case ["store"]: try StoreBench().run()
        case ["store", "backlog"]: try BacklogBench().run()
        case let words where words.count == 3 && words.starts(with: ["store", "commit"]):
            try CommittingProcess(path: words[2]).run()
        case let words where words.count == 3 && words.starts(with: ["server", "--listen"]):
            try await ServerBench(words[2]).run()
        default:
            FileHandle.standardError.write(
                Data("usage: RelayBench json|cel|http|routes|signatures|server --listen ADDRESS|store [backlog | commit FILE]\n".utf8)
            )
            exit(2)
        }
    }
}
