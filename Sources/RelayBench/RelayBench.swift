/// `RelayBench NAME`: times one part beside a reference in the same run and prints a line of JSON for each figure.
@main
struct RelayBench {
    static func main() throws {
        let name = CommandLine.arguments.dropFirst().first ?? ""
        switch name {
        case "json": try JSONBench().run()
        case "cel": try CELBench().run()
        default: print("usage: RelayBench json|cel")
        }
    }
}
