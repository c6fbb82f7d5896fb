import Glibc

extension FileBytes {
    /// Whether there is something of that name; false too where a folder on the way may not be looked into.
    package static func exists(path: String) -> Bool {
        unsafe access(path, F_OK) == 0
    }

    /// Finds out without opening it whether a file is there and may be read: to close one takes away its locks.
    package static func checkReadable(path: String) throws(LinuxIOError) {
        guard unsafe access(path, R_OK) != 0 else { return }
        throw LinuxIOError(code: errno, operation: "read", path: path)
    }
}
