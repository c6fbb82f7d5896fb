package import Foundation

/// A file system in memory, which only root can make; nil for everybody else.
package final class SmallDisk: Sendable {
    package let url: URL

    package init?(kibibytes: Int) {
        url = FileManager.default.temporaryDirectory.appending(path: "disk-\(UUID().uuidString)")
        guard (try? FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)) != nil else {
            return nil
        }
        guard Self.run("mount", ["-t", "tmpfs", "-o", "size=\(kibibytes)k", "tmpfs", url.path]) else {
            try? FileManager.default.removeItem(at: url)
            return nil
        }
    }

    deinit {
        // What still holds a file there goes on with it; only the name is taken away.
        _ = Self.run("umount", ["--lazy", url.path])
        try? FileManager.default.removeItem(at: url)
    }

    package var path: String { url.path + "/" }

    /// Whether this machine lets one be made.
    package static let isPossible = SmallDisk(kibibytes: 64) != nil

    /// Takes up all the room that is left, until the file is removed.
    package func fill() -> URL {
        let ballast = url.appending(path: "ballast")
        _ = Self.run("dd", ["if=/dev/zero", "of=\(ballast.path)", "bs=4k"])
        return ballast
    }

    /// Lets nobody write to it any more, root included.
    package func makeReadOnly() -> Bool { Self.run("mount", ["-o", "remount,ro", url.path]) }

    private static func run(_ tool: String, _ arguments: [String]) -> Bool {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [tool] + arguments
        process.standardError = FileHandle.nullDevice
        return (try? process.runToEnd {}) != nil && process.terminationStatus == 0
    }
}
