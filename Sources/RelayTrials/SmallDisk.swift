package import Foundation

/// A file system in memory, which only root can make; nil for everybody else.
package final class SmallDisk: Sendable {
    package let url: URL

    package init?(kibibytes: Int) {
        url = FileManager.default.temporaryDirectory.appending(path: "disk-\(UUID().uuidString)")
        guard (try? FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)) != nil else {
            return nil
        }
        guard Self.mount(at: url.path, "size=\(kibibytes)k") else {
            try? FileManager.default.removeItem(at: url)
            return nil
        }
    }

    deinit {
        // What still holds a file there goes on with it; only the name is taken away.
        _ = unsafe umount2(url.path, Int32(MNT_DETACH))
        try? FileManager.default.removeItem(at: url)
    }

    package var path: String { url.path + "/" }

    /// Whether this machine lets one be made.
    package static let isPossible = SmallDisk(kibibytes: 64) != nil

    /// Takes up all the room that is left, until the file is removed.
    package func fill() throws -> URL {
        let ballast = url.appending(path: "ballast")
        try Data().write(to: ballast)
        let file = try FileHandle(forWritingTo: ballast)
        defer { try? file.close() }
        while (try? file.write(contentsOf: Data(count: 4_096))) != nil {}
        return ballast
    }

    /// Lets nobody write to it any more, root included.
    package func makeReadOnly() -> Bool { Self.mount(at: url.path, flags: MS_REMOUNT | MS_RDONLY) }

    private static func mount(at path: String, _ options: String? = nil, flags: Int = 0) -> Bool {
        guard var options else { return unsafe Foundation.mount("tmpfs", path, "tmpfs", UInt(flags), nil) == 0 }
        return options.withUTF8 { unsafe Foundation.mount("tmpfs", path, "tmpfs", UInt(flags), $0.baseAddress) == 0 }
    }
}
