import Foundation

/// The repository that these tests were compiled from.
struct Repository {
    let files: [SourceFile]
    let topLevel: [String]
    /// The folders below `Sources`: a target each.
    let modules: Set<String>

    init(testFile: String = #filePath) throws {
        let root = URL(filePath: testFile).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        topLevel = try FileManager.default.contentsOfDirectory(atPath: root.path())
        modules = Set(try FileManager.default.contentsOfDirectory(atPath: root.appending(path: "Sources").path()))
        let below = try ["Sources", "Tests"].flatMap { folder in
            try FileManager.default.subpathsOfDirectory(atPath: root.appending(path: folder).path())
                .filter(Self.isText).map { "\(folder)/\($0)" }
        }
        files = try (below + ["Package.swift"]).sorted().map { path in
            SourceFile(path, try String(contentsOf: root.appending(path: path), encoding: .utf8))
        }
    }

    subscript(path: String) -> String { files.first { $0.path == path }?.text ?? "" }

    private static func isText(_ path: String) -> Bool {
        ["swift", "md", "h", "c", "modulemap"].contains { path.hasSuffix("." + $0) }
    }
}
