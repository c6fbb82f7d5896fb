import Glibc

extension FileBytes {
    /// Whether there is something of that name; false too where a folder on the way may not be looked into.
    package static func exists(path: String) -> Bool {
        unsafe access(path, F_OK) == 0
    }
}
