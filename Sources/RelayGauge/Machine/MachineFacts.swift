import LinuxIO

/// The machine that figures are of.
package struct MachineFacts: Sendable, Equatable {
    /// Those that this process may use.
    package let processors: Int
    package let model: String
    package let kernel: String
    package let fileSystem: String
    /// How long the disk takes to keep a page, in milliseconds, the middle one of many.
    package let syncMilliseconds: Double

    package init(
        processors: Int,
        model: String,
        kernel: String,
        fileSystem: String,
        syncMilliseconds: Double
    ) {
        (self.processors, self.model, self.kernel) = (processors, model, kernel)
        (self.fileSystem, self.syncMilliseconds) = (fileSystem, syncMilliseconds)
    }

    /// Looks at the machine, and at the disk on which a folder lies.
    init(folder: String) throws(LinuxIOError) {
        processors = ProcessSetup.processorCount
        model = Self.model(Self.text("/proc/cpuinfo"))
        kernel = Self.text("/proc/sys/kernel/osrelease").split(separator: "\n").first.map { String($0) } ?? ""
        fileSystem = Self.fileSystem(of: folder, mounts: Self.text("/proc/self/mountinfo"))
        let times = try SyncTrial.times(in: folder, count: 201).map { $0 / .milliseconds(1) }
        syncMilliseconds = Sample(times).median
    }

    /// The type of the file system in which a path lies, by what `/proc/self/mountinfo` says.
    package static func fileSystem(of path: String, mounts: String) -> String {
        var found = (place: "", type: "unknown")
        for line in mounts.split(separator: "\n") {
            let parts = line.split(separator: " ")
            guard parts.count > 4, let dash = parts.firstIndex(of: "-"), dash + 1 < parts.count else { continue }
            let place = String(parts[4])
            let isAbove = place == "/" || path == place || path.hasPrefix(place + "/")
            // Of two at one place, the later covers the earlier.
            if isAbove, place.count >= found.place.count { found = (place, String(parts[dash + 1])) }
        }
        return found.type
    }

    private static func model(_ text: String) -> String {
        let line = text.split(separator: "\n").first { $0.hasPrefix("model name") }
        let value = line?.split(separator: ":", maxSplits: 1).last.map { String($0.drop { $0 == " " }) }
        return value ?? "unknown processor"
    }

    private static func text(_ path: String) -> String {
        String(decoding: (try? FileBytes.read(path: path, limit: 1 << 22)) ?? [], as: UTF8.self)
    }
}
