import Foundation
import RelayTesting
import Testing

@Suite("The README on running, end to end", .timeLimit(.minutes(10)))
struct ReadmeOperationTests {
    private let readme: ReadmeText

    init() throws { readme = try ReadmeText() }

    private func file(_ path: String) throws -> String {
        try String(contentsOf: BuiltProgram.repository.appending(path: path), encoding: .utf8)
    }

    @Test func `its walk takes an event, shows what became of it, and ends in order`() async throws {
        // Another relay may run on this machine at the address that holds unless told.
        let address = """
            PORT=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
            export LEADRELAY_LISTEN=127.0.0.1:$PORT
            """
        let outcome = try await ReadmeText.run(try readme.block("walk"), before: address)
        #expect(outcome.status == 0, "\(outcome)")
        #expect(outcome.output.contains(#"200 {"id":"ev_"#) && outcome.output.contains(#","deliveries":3}"#))
        #expect(outcome.output.components(separatedBy: " skipped ").count >= 3, "two are observed: \(outcome.output)")
        #expect(outcome.output.contains("lookup-unreachable"))
        #expect(outcome.errors.contains(#""message":"stopped""#))
    }

    @Test func `its compose file is YAML, and fits the image`() async throws {
        let outcome = try await ReadmeText.run(
            "python3 -c 'import json, sys, yaml; print(json.dumps(yaml.safe_load(sys.stdin)))' <<'FILE'\n"
                + "\(try readme.block("compose"))\nFILE"
        )
        let whole = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: [String: Any]]
        let service = try #require(whole?["services"]?["leadrelay"] as? [String: Any], "\(outcome)")
        let image = try file("Dockerfile")
        let container = try readme.block("container")
        #expect(container.contains("docker build -t \(try #require(service["image"] as? String)) ."))
        #expect(service["read_only"] as? Bool == true)
        let ports = try #require(service["ports"] as? [String])
        #expect(image.contains("EXPOSE \(try #require(ports[0].split(separator: ":").last))\n"))
        let mounts = try #require(service["volumes"] as? [String])
        let volumes = mounts.map { $0.split(separator: ":") }
        #expect(image.contains("LEADRELAY_CONFIG=\(volumes[0][1]) "))
        #expect(image.contains("VOLUME \(volumes[1][1])\n"))
        #expect(whole?["volumes"]?.keys.map(\.self) == [String(volumes[1][0])])
        #expect(image.contains("useradd --system --uid 10001 ") && readme.text.contains("runs as user 10001"))
    }

    @Test func `its unit is laid out as systemd reads it, and starts commands that exist`() async throws {
        let lines = try readme.block("unit").split(separator: "\n")
        for line in lines { #expect(line.wholeMatch(of: /\[[A-Z][a-z]+\]|[A-Z][A-Za-z]+=\S.*/) != nil, "\(line)") }
        for key in ["ExecStart=", "ExecReload="] {
            let line = try #require(lines.first { $0.hasPrefix(key) })
            let command = try #require(line.split(separator: "leadrelay ").last)
            #expect(try await ReadmeText.run("leadrelay help \(command)").status == 0)
        }
    }

    @Test func `it names the same libraries wherever something is built`() async throws {
        let libraries: Set = ["libcurl4-openssl-dev", "libsqlite3-dev", "libssl-dev"]
        let places = try [readme.block("run"), readme.block("tests"), file("Dockerfile"), file(".ci/run")]
        for place in places {
            let named = Set(place.split { $0.isWhitespace || $0 == "(" || $0 == ")" }.map(String.init))
            #expect(libraries.isSubset(of: named))
        }
    }

    @Test func `its table of variables names those that the help names`() async throws {
        let help = try await ReadmeText.run("leadrelay run --help").output
        for name in ["CONFIG", "DATA", "LISTEN", "LOG"] {
            #expect(readme.text.contains("| `LEADRELAY_\(name)` | `--\(name.lowercased())` |"))
            #expect(help.contains("LEADRELAY_\(name)") && help.contains("--\(name.lowercased())"))
        }
    }
}
