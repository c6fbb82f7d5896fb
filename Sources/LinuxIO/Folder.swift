import Glibc

/// Folders of the service's own.
package enum Folder {
    /// Makes a folder that nobody else may look into, and those that it lies in; one that is there stays as it is.
    package static func make(_ path: String) throws(LinuxIOError) {
        var made = path.hasPrefix("/") ? "" : "."
        for name in path.split(separator: "/") {
            made += "/\(name)"
            let result = unsafe mkdir(made, 0o700)
            let code = errno
            guard result == 0 || code == EEXIST else { throw LinuxIOError(code: code, operation: "make", path: made) }
        }
    }
}
