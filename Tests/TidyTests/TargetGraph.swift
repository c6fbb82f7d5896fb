/// Which target stands on which.
struct TargetGraph: Equatable {
    var dependencies: [String: Set<String>]

    /// Reads the first fenced block of an article: a line `Target -> A, B` each, or `Target` for one that stands alone.
    init(article: String) {
        let lines = article.split(separator: "\n", omittingEmptySubsequences: false)
        let block = lines.drop { !$0.hasPrefix("```") }.dropFirst().prefix { !$0.hasPrefix("```") }
        let pairs = block.filter { $0.contains(/\w/) }.map { line in
            let words = line.matches(of: /\w+/).map { String($0.0) }
            return (words[0], Set(words.dropFirst()))
        }
        dependencies = Dictionary(pairs) { $0.union($1) }
    }

    /// Reads the targets of a package manifest, tests left out.
    init(manifest: String) {
        dependencies = Self.targets(of: manifest).mapValues { call in
            let list = call.firstMatch(of: /dependencies:\s*\[([^\]]*)\]/)?.1 ?? ""
            return Set(list.matches(of: /"(\w+)"/).map { String($0.1) })
        }
    }

    /// The name of the settings that each target of Swift in a package manifest is compiled with, tests left out.
    static func settings(manifest: String) -> [String: String] {
        targets(of: manifest).compactMapValues { $0.firstMatch(of: /swiftSettings:\s*(\w+)/).map { String($0.1) } }
    }

    /// What a package manifest says of each of its targets, tests left out.
    private static func targets(of manifest: String) -> [String: Substring] {
        var targets: [String: Substring] = [:]
        var rest = manifest[...]
        while let start = rest.firstMatch(of: /\.(?:target|executableTarget|systemLibrary)\s*\(/) {
            let call = balanced(rest[start.range.upperBound...])
            rest = rest[call.endIndex...]
            if let name = call.firstMatch(of: /name:\s*"(\w+)"/) { targets[String(name.1)] = call }
        }
        return targets
    }

    /// Reads what the sources of each target import of the targets in `modules`.
    init(sources: [SourceFile], modules: Set<String>) {
        dependencies = Dictionary(uniqueKeysWithValues: modules.map { ($0, []) })
        for file in sources where file.isSwift && file.path.hasPrefix("Sources/") {
            dependencies[file.target]?.formUnion(file.imports.map(\.module).filter(modules.contains))
        }
    }

    /// What one graph has and the other lacks, both ways, a line each.
    func differences(from other: TargetGraph, _ ours: String, _ theirs: String) -> [String] {
        Set(dependencies.keys).union(other.dependencies.keys).sorted().compactMap { target in
            let (mine, yours) = (dependencies[target], other.dependencies[target])
            guard mine != yours else { return nil }
            return "\(target): \(ours) has \(Self.listed(mine)), \(theirs) has \(Self.listed(yours))"
        }
    }

    private static func listed(_ targets: Set<String>?) -> String {
        targets.map { "[\($0.sorted().joined(separator: ", "))]" } ?? "no such target"
    }

    /// The text up to the parenthesis that closes one opened just before it.
    private static func balanced(_ text: Substring) -> Substring {
        var depth = 1
        return text.prefix { character in
            if character == "(" { depth += 1 }
            if character == ")" { depth -= 1 }
            return depth > 0
        }
    }
}
