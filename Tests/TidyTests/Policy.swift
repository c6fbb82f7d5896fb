/// The lists that the rules are held against: an exception to a rule is a line here, in view of a reviewer.
enum Policy {
    /// What may stand at the top of the repository beside dotfiles.
    static let topLevel: Set = [
        "Dockerfile", "Package.resolved", "Package.swift", "README.md", "Sources", "Tests", "routes.json",
        "leadrelay-data",  // Made by running it; ignored by git.
    ]
    /// Targets in no product: they may import what they like.
    static let kits: Set = ["RelayBench", "RelaySeeds", "RelaySimulation", "RelayTesting", "RelayTrials"]
    /// Modules that come with the language and have no run-time library of their own beyond it.
    static let standardLibrary: Set = ["Swift", "Synchronization", "_Concurrency"]
    /// How a target that ships may be compiled: not as `house`, with which regular expressions would come in unasked.
    static let shippingSettings: Set = ["shipped", "small"]
    /// What an edge may import beside the standard library and the package's own modules.
    static let edges: [String: Set<String>] = ["LinuxIO": ["Glibc"]]

    /// Work, time and chance that a simulation could not replay, by the word that a report uses; only a file that holds
    /// the sign is searched for the pattern, since that is slow.
    static var escapes: [(name: String, sign: String, pattern: Regex<Substring>)] {
        [
            ("Task {", "Task", /\bTask\s*(?:<[^>]*>)?\s*[({]/),
            ("Task.detached", "detached", /\bTask\.detached\b/),
            ("Task.sleep", "sleep", /\bTask\.sleep\b/),
            ("DispatchQueue", "DispatchQueue", /\bDispatchQueue\b/),
            (".now", ".now", /(?:(?:Clock|Date|Instant)(?:\(\))?|[\s(=,:])\.now\b/),
            ("ContinuousClock", "Clock", /\b(?:Continuous|Suspending)Clock\b/),
            (".random(", ".random(", /\.random\(/),
            ("SystemRandomNumberGenerator", "SystemRandomNumberGenerator", /\bSystemRandomNumberGenerator\b/),
            ("shuffled()", "()", /\.(?:shuffled?|randomElement)\(\)/),
        ]
    }
    /// The files that are an edge to the real scheduler, clock or source of chance, and what each may use.
    static let allowedEscapes: [String: Set<String>] = [
        // What is in flight outlives the cancellation of who runs the server.
        "Sources/HTTPServer/HTTPServer.swift": ["Task {"],
        "Sources/RelayBench/LoopExecutor.swift": ["Task {"],
        "Sources/RelayBench/Stopwatch.swift": ["ContinuousClock", ".now"],
        "Sources/RelayTesting/Simulation.swift": ["Task {"],
    ]

    /// What has a better in the house, by the word that a report uses, and that better.
    static var replaced: [(name: String, sign: String, pattern: Regex<Substring>, better: String)] {
        [
            // It learns of a child's end by a socket that other children inherit, and hands on blocked signals.
            ("Process()", "Process", /\bProcess\(\)/, "start it as a ChildProcess")
        ]
    }

    /// Test code waits for an event; these wait for time.
    static var sleeps: [(name: String, sign: String, pattern: Regex<Substring>)] {
        [("Task.sleep", "sleep", /\bTask\.sleep\b/), ("sleep()", "sleep", /\b(?:u|nano)?sleep\(/)]
    }
    /// The tests of the clocks themselves.
    static let allowedSleeps: Set = ["Tests/CurlTests", "Tests/RelayTestingTests"]

    /// Words of unfinished work. Written in halves, so that this file passes its own rule.
    static let unfinished = ["TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK"]
    static let longestFile = 500
}
