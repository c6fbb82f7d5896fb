import Foundation
import RelayTesting
import Testing

@Suite("The README on others and on the sources, end to end", .timeLimit(.minutes(10)))
struct ReadmeDeveloperTests {
    private let readme: ReadmeText

    init() throws { readme = try ReadmeText() }

    private func exists(_ path: some StringProtocol) -> Bool {
        FileManager.default.fileExists(atPath: BuiltProgram.repository.appending(path: String(path)).path)
    }

    private func file(_ path: String) throws -> String {
        try String(contentsOf: BuiltProgram.repository.appending(path: path), encoding: .utf8)
    }

    @Test func `what it says of another product has a source, or says that nothing is known`() throws {
        let section = try #require(readme.text.components(separatedBy: "\n## Beside others\n").last)
        let lines = section.split(separator: "\n").prefix { !$0.hasPrefix("## ") }
        let rows = lines.filter { $0.hasPrefix("| ") }.map { row in
            row.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
        }
        #expect(rows.count > 10)
        for row in rows.dropFirst(2) {
            #expect(row.count == 9, "\(row)")
            for cell in row.dropFirst(2) {
                let isSourced = cell.hasPrefix("[") || ["–", "your code", "your tests"].contains(cell)
                #expect(isSourced, "\(row[0]): \(cell)")
            }
        }
        let defined = Set(lines.compactMap { $0.firstMatch(of: /^\[([a-z-]+)\]: https:\/\/\S+$/)?.1 })
        let used = Set(rows.joined().flatMap { $0.matches(of: /\]\[([a-z-]+)\]/).map(\.1) })
        #expect(used == defined)
    }

    @Test func `each file of the repository that it names is there`() {
        let linked = readme.text.matches(of: /\]\(((?:Sources|Tests)\/[^)]+)\)/).map(\.1)
        let named = readme.text.matches(of: /`((?:Sources|Tests)\/[A-Za-z\/.]+)`/).map(\.1)
            .filter { !$0.contains("NAME") }
        #expect(!linked.isEmpty && named.count > 5)
        for path in linked + named { #expect(exists(path), "\(path)") }
    }

    @Test func `each command that its sentences name is one`() async throws {
        let named = Set(readme.text.matches(of: /`leadrelay ([a-z]+)/).map(\.1))
        #expect(named.count > 15)
        let questions = named.map { "leadrelay help \($0) > help.txt || echo '\($0)'" }.joined(separator: "\n")
        let outcome = try await ReadmeText.run(questions)
        #expect(outcome.output.isEmpty, "\(outcome.output)")
    }

    @Test func `it counts the senders that are known`() async throws {
        let known = try await ReadmeText.run("leadrelay api presets").output.split(separator: "\n")
            .prefix { !$0.hasPrefix("More about") }.filter { !$0.hasPrefix("none ") }
        let counted = readme.text.matches(of: /([0-9]+)\s+senders/).map(\.1)
        #expect(counted.count > 1 && counted.allSatisfy { Int($0) == known.count }, "\(known.count)")
    }

    @Test func `its picture is small, and names itself for who cannot see it`() throws {
        let picture = try file("Sources/RelayCore/RelayCore.docc/Resources/overview.svg")
        #expect(picture.utf8.count < 8 << 10)
        #expect(picture.contains("<title id=") && picture.contains("<desc id="))
        let overview = try file("Sources/RelayCore/RelayCore.docc/RelayCore.md")
        #expect(overview.contains("](overview.svg)"))
    }

    @Test func `its commands for whoever changes something exist`() async throws {
        let script = try file(".ci/run")
        for line in try readme.block("work").split(separator: "\n") {
            let command = line.prefix { $0 != "#" }.trimmingCharacters(in: .whitespaces)
            let words = command.split(separator: " ")
            if command.hasPrefix("swift run ") {
                let start = try #require(words.firstIndex { $0.hasPrefix("Relay") })
                let few = words[start...].map { $0 == "100000" ? "3" : $0 }.joined(separator: " ")
                let outcome = try await BuiltProgram.shell("$BUILT/\(few)")
                #expect(outcome.status == 0, "\(command): \(outcome)")
            } else if command.hasPrefix("bash .ci/run ") {
                #expect(script.contains(try Regex("\nstep \"[^\"]*\(words[2])")), "\(command)")
            } else if command.hasPrefix("swift test --skip-build --filter ") {
                #expect(exists("Tests/EndToEndTests/\(words[4])Tests.swift"), "\(command)")
            } else {
                #expect(script.contains(command), "\(command)")
            }
        }
    }

    @Test func `the measurements that it names are known by these names`() async throws {
        let usage = try await BuiltProgram.shell("$BUILT/RelayBench").errors
        for name in readme.text.matches(of: /RelayBench ([a-z]+)/).map(\.1) {
            #expect(usage.contains(name), "\(name)")
        }
    }
}
