import Glibc

/// A folder that nobody else may look into, and that is gone with all that it holds when nobody needs it any more.
package final class ScratchFolder: Sendable {
    package let path: String

    /// Makes a folder in that one; its name begins as told, and ends with what is not taken.
    package init(in parent: String, named prefix: String) throws(LinuxIOError) {
        let template = "\(parent)/\(prefix)-XXXXXX"
        var bytes = template.utf8.map { CChar(bitPattern: $0) } + [0]
        let isMade = unsafe mkdtemp(&bytes) != nil
        let code = errno
        guard isMade else { throw LinuxIOError(code: code, operation: "make", path: template) }
        let made = String(decoding: bytes.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        path = Self.whole(made)
    }

    /// The same from the root on, without links in it: it stays the same wherever the process works.
    private static func whole(_ path: String) -> String {
        guard let resolved = unsafe realpath(path, nil) else { return path }
        defer { unsafe free(resolved) }
        return unsafe String(cString: resolved)
    }

    deinit { remove() }

    /// Takes it away; what cannot be removed stays.
    package func remove() { Folder.remove(path) }
}
