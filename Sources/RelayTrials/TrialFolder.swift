package import Foundation

/// A folder of a test's own, with a routes file and what a relay keeps beside it; removed with its last user.
package final class TrialFolder: Sendable {
    package let url: URL

    /// Makes the folder below `parent`, which may be a disk of its own.
    package init(routes: String, in parent: URL = FileManager.default.temporaryDirectory) throws {
        url = parent.appending(path: "relay-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        try write(routes: routes)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    package var routes: URL { url.appending(path: "routes.json") }
    package var data: URL { url.appending(path: "data") }

    /// Puts another routes file in the place of the one that is there.
    package func write(routes text: String) throws {
        try Data(text.utf8).write(to: routes)
    }
}
