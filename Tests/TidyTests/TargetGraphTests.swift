import Testing

@Suite("The target graph is read")
struct TargetGraphTests {
    let expected = ["CEL": Set(["JSON", "CivilTime"]), "JSON": [], "CivilTime": []]

    @Test func `from the first fenced block of an article`() {
        let article = "# House\n\nA -> B\n\n```text\nCEL -> JSON, CivilTime\nJSON\nCivilTime\n```\n\n```\nD -> E\n```\n"
        #expect(TargetGraph(article: article).dependencies == expected)
    }

    @Test func `from a manifest without its tests`() {
        let manifest = """
            targets: [
                .target(
                    name: "CEL",
                    dependencies: ["JSON", "CivilTime"],
                    swiftSettings: house + [.define("X")]
                ),
                .target(name: "JSON", swiftSettings: house), .systemLibrary(name: "CivilTime"),
                .testTarget(name: "CELTests", dependencies: ["CEL"]),
            ]
            """
        #expect(TargetGraph(manifest: manifest).dependencies == expected)
        #expect(TargetGraph.settings(manifest: manifest) == ["CEL": "house", "JSON": "house"])
    }

    @Test func `from the imports of package modules only`() {
        let sources = [
            SourceFile("Sources/CEL/A.swift", "package import JSON\nimport Synchronization\n// import Curl\n"),
            SourceFile("Sources/CEL/Folder/B.swift", "import struct CivilTime.Day\n"),
            SourceFile("Tests/CELTests/C.swift", "import Testing\nimport CEL\n"),
        ]
        #expect(TargetGraph(sources: sources, modules: ["CEL", "JSON", "CivilTime"]).dependencies == expected)
    }

    @Test func `and differences are told both ways`() {
        let documented = TargetGraph(article: "```\nA -> B\nB\nC\n```\n")
        let imported = TargetGraph(article: "```\nA\nB -> A\nC\nD\n```\n")
        #expect(
            documented.differences(from: imported, "page", "code") == [
                "A: page has [B], code has []", "B: page has [], code has [A]",
                "D: page has no such target, code has []",
            ]
        )
    }
}
