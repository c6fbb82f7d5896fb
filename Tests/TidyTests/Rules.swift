/// The rules of the house, each a pure function from a file to its problems.
enum Rules {
    static func problems(of file: SourceFile, modules: Set<String>) -> [String] {
        imports(file, modules: modules) + escapes(file) + replaced(file) + sleeps(file) + length(file)
            + formatExceptions(file)
            + unfinishedWords(file) + testNames(file)
    }

    /// What ships imports the standard library, the package's modules, and what the list of edges grants.
    static func imports(_ file: SourceFile, modules: Set<String>) -> [String] {
        guard file.ships, file.isSwift else { return [] }
        let allowed = Policy.standardLibrary.union(modules).union(Policy.edges[file.target] ?? [])
        return file.imports.filter { !allowed.contains($0.module) }.map {
            file.problem($0.line, "\(file.target) may not import \($0.module)")
        }
    }

    /// Work, time and chance come in as parameters, or a seed replays nothing.
    static func escapes(_ file: SourceFile) -> [String] {
        guard file.path.hasPrefix("Sources/"), file.isSwift else { return [] }
        let allowed = Policy.allowedEscapes[file.path] ?? []
        return Policy.escapes.filter { !allowed.contains($0.name) && file.holds($0.sign) }.flatMap { escape in
            file.linesMatching(escape.pattern).map {
                file.problem($0, "\(escape.name) escapes the simulation; take it as a parameter")
            }
        }
    }

    /// What does not keep its promises is used by nobody.
    static func replaced(_ file: SourceFile) -> [String] {
        guard file.isSwift else { return [] }
        return Policy.replaced.filter { file.holds($0.sign) }.flatMap { replaced in
            file.linesMatching(replaced.pattern).map { file.problem($0, "\(replaced.name): \(replaced.better)") }
        }
    }

    /// A test that sleeps is slow on a fast machine and fails on a slow one.
    static func sleeps(_ file: SourceFile) -> [String] {
        guard file.isTest, file.isSwift, !Policy.allowedSleeps.contains("Tests/" + file.target) else { return [] }
        return Policy.sleeps.filter { file.holds($0.sign) }.flatMap { sleep in
            file.linesMatching(sleep.pattern).map { file.problem($0, "\(sleep.name): wait for an event, not for time") }
        }
    }

    static func length(_ file: SourceFile) -> [String] {
        guard file.isSwift, file.lines.count > Policy.longestFile + 1 else { return [] }
        return [file.problem(file.lines.count, "more than \(Policy.longestFile) lines; look for the second type")]
    }

    /// Whoever switches the formatter off says why, behind the directive or on the line above it.
    static func formatExceptions(_ file: SourceFile) -> [String] {
        guard file.isSwift, file.holds("swift-format-ignore") else { return [] }
        let directive = /\/\/ swift-format-ignore(?:-file)?(?::[ \w,]*\w)?(.*)$/
        let lines = file.lines
        return lines.indices.compactMap { index in
            guard let match = lines[index].firstMatch(of: directive) else { return nil }
            let quoted = lines[index][..<match.range.lowerBound].count { $0 == "\"" } % 2 == 1
            if quoted { return nil }
            let above = index > 0 ? lines[index - 1] : ""
            let reason = match.1.contains(/\w/) || above.contains(/^\s*\/\/\/? \w/)
            return reason ? nil : file.problem(index + 1, "the formatter is switched off without a reason")
        }
    }

    static func unfinishedWords(_ file: SourceFile) -> [String] {
        Policy.unfinished.filter(file.holds).flatMap { word in
            file.lines.indices.filter {
                file.lines[$0].split(whereSeparator: { !$0.isLetter }).contains(Substring(word))
            }
            .map { file.problem($0 + 1, "\(word): finish it, or leave it out") }
        }
    }

    /// A test's name is a sentence in backticks.
    static func testNames(_ file: SourceFile) -> [String] {
        guard file.isTest, file.isSwift, file.holds("@Test") else { return [] }
        let test = /[@]Test\b(?:(?!\bfunc\b)[\s\S])*?\bfunc\s+(`[^`\n]*`|\w+)/.wordBoundaryKind(.simple)
        return file.code.matches(of: test).compactMap { match in
            guard !match.1.hasPrefix("`") || !match.1.contains(" ") else { return nil }
            let line = file.code[..<match.1.startIndex].count { $0 == "\n" } + 1
            return file.problem(line, "the test name \(match.1) is not a sentence in backticks")
        }
    }

    static func topLevel(_ names: [String]) -> [String] {
        names.filter { !$0.hasPrefix(".") && !$0.hasSuffix(".profraw") && !Policy.topLevel.contains($0) }
            .map { "\($0): the top level holds only \(Policy.topLevel.sorted().joined(separator: ", "))" }
    }
}

extension SourceFile {
    fileprivate func linesMatching(_ pattern: Regex<Substring>) -> [Int] {
        let lines = codeLines
        // Made once: each use of a new `Regex` compiles it, which takes longer than the search.
        let pattern = pattern.wordBoundaryKind(.simple)
        return lines.indices.filter { lines[$0].contains(pattern) }.map { $0 + 1 }
    }
}
