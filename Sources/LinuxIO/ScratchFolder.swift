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
    package func remove() { Self.remove(path) }

    private static func remove(_ path: String) {
        if let entries = unsafe opendir(path) {
            while let entry = unsafe readdir(entries) {
                // The name ends in a zero within the entry.
                let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { name in
                    unsafe name.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
                }
                guard name != ".", name != ".." else { continue }
                // A folder is not unlinked, and anything else, a link to a folder too, is not followed.
                if unsafe unlink("\(path)/\(name)") != 0 { remove("\(path)/\(name)") }
            }
            unsafe closedir(entries)
        }
        _ = unsafe rmdir(path)
    }
}
