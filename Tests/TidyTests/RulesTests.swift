import Testing

@Suite("A rule finds")
struct RulesTests {
    @Test(arguments: [
        "import Foundation", "package import Glibc", "@preconcurrency import Dispatch", "import class A.B",
    ])
    func `an import that may not ship`(line: String) {
        let text = "import JSON\n\(line)\n"
        #expect(Rules.imports(SourceFile("Sources/CEL/A.swift", text), modules: ["JSON"]).count == 1)
        #expect(Rules.imports(SourceFile("Tests/CELTests/A.swift", text), modules: ["JSON"]) == [])
        #expect(Rules.imports(SourceFile("Sources/RelayTesting/A.swift", text), modules: ["JSON"]) == [])
    }

    @Test func `Glibc where it is not granted`() {
        #expect(Rules.imports(SourceFile("Sources/LinuxIO/A.swift", "import Glibc"), modules: []) == [])
        #expect(
            Rules.imports(SourceFile("Sources/JSON/A.swift", "\nimport Glibc"), modules: []) == [
                "Sources/JSON/A.swift:2: JSON may not import Glibc"
            ]
        )
    }

    @Test(arguments: [
        "Task { work() }", "Task<Int, Never> { 1 }", "Task(priority: .low) { }", "Task.detached { }",
        "try await Task.sleep(for: .seconds(1))", "DispatchQueue.main", "let start = ContinuousClock().now",
        "deadline(.now)", "Date.now", "Int.random(in: 0..<3)", "var chance = SystemRandomNumberGenerator()",
        "items.shuffled()", "let text = \"\\(Int.random(in: 0..<3))\"",
    ])
    func `work, time or chance that escapes the simulation`(line: String) {
        #expect(!Rules.escapes(SourceFile("Sources/RelayCore/A.swift", line)).isEmpty)
        #expect(Rules.escapes(SourceFile("Tests/RelayCoreTests/A.swift", line)).isEmpty)
    }

    @Test(arguments: [
        "// Task { work() }", "/* Date.now */", "let text = \"Int.random(in: 0..<3)\"", "moment.now", "clock.now",
        "withTaskGroup(of: Int.self) { group in }", "DeliveryTask(1)", "items.shuffled(using: &chance)",
    ])
    func `nothing in what looks alike`(line: String) {
        #expect(Rules.escapes(SourceFile("Sources/RelayCore/A.swift", line)).isEmpty)
    }

    @Test func `nothing of what an article says about code`() {
        let article = SourceFile("Sources/RelayCore/RelayCore.docc/House.md", "`Task {}` and\nimport Foundation")
        #expect(Rules.problems(of: article, modules: []) == [])
    }

    @Test func `an escape only where the list does not grant it`() {
        let file = SourceFile("Sources/RelayTesting/Simulation.swift", "Task { }\nDate.now")
        #expect(Rules.escapes(file).map { $0.contains(":2: .now") } == [true])
    }

    @Test(arguments: ["Sources/RelayTrials/A.swift", "Tests/CELTests/A.swift"])
    func `a process of Foundation's`(path: String) {
        #expect(Rules.replaced(SourceFile(path, "import Foundation\nlet child = Process()")).count == 1)
        #expect(Rules.replaced(SourceFile(path, "let child = try ChildProcess(\"cat\")\n// Process()")) == [])
    }

    @Test(arguments: ["try await Task.sleep(for: .seconds(1))", "usleep(10)", "Thread.sleep(1)", "Glibc.sleep(1)"])
    func `a test that sleeps`(line: String) {
        #expect(Rules.sleeps(SourceFile("Tests/CELTests/A.swift", line)).count >= 1)
        #expect(Rules.sleeps(SourceFile("Tests/RelayTestingTests/A.swift", line)) == [])
    }

    @Test func `a file past five hundred lines`() {
        let most = String(repeating: "\n", count: 500)
        #expect(Rules.length(SourceFile("Sources/JSON/A.swift", most)) == [])
        #expect(Rules.length(SourceFile("Sources/JSON/A.swift", most + "\n")).count == 1)
    }

    @Test func `a formatter switched off without a reason`() {
        let directive = "// swift-format-ignore: NeverForceUnwrap"
        let files = [directive, "let a = 1\n\(directive)", "// swift-format-ignore"].map { SourceFile("A.swift", $0) }
        #expect(files.map { Rules.formatExceptions($0).count } == [1, 1, 1])
    }

    @Test(arguments: [
        "// swift-format-ignore: NeverForceUnwrap (the table is checked above)",
        "// The columns of the table line up.\n// swift-format-ignore",
    ])
    func `nothing in a formatter switched off for a reason`(text: String) {
        #expect(Rules.formatExceptions(SourceFile("A.swift", text)) == [])
    }

    @Test(arguments: Policy.unfinished)
    func `a word of unfinished work`(word: String) {
        #expect(Rules.unfinishedWords(SourceFile("A.swift", "one\n// \(word): two")).count == 1)
        #expect(Rules.unfinishedWords(SourceFile("A.swift", "// \(word.lowercased())ling")) == [])
    }

    @Test(arguments: [
        "@Test func works() {}", "@Test func `works`() {}", "@Test(arguments: [1])\n@MainActor\nfunc twice(a: Int) {}",
    ])
    func `a test whose name is no sentence`(text: String) {
        #expect(Rules.testNames(SourceFile("Tests/CELTests/A.swift", text)).count == 1)
    }

    @Test func `nothing in a test whose name is a sentence`() {
        let text =
            "@Test func `it works`() {}\nfunc helper() {}\n@Test(arguments: [1]) func `it works twice`(a: Int) {}"
        #expect(Rules.testNames(SourceFile("Tests/CELTests/A.swift", text)) == [])
    }

    @Test func `a stranger at the top level`() {
        #expect(Rules.topLevel([".ci", ".git", "Package.swift", "Sources", "Dockerfile"]) == [])
        #expect(Rules.topLevel(["Sources", "docs", "package.json"]).count == 2)
    }
}
