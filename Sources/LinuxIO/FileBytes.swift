import Glibc

/// Whole files, read at once.
package enum FileBytes {
    /// Reads a file, a pipe or a device up to its end.
    ///
    /// - Throws: What the system answers; `EFBIG` for more than `limit` bytes.
    package static func read(path: String, limit: Int) throws(LinuxIOError) -> [UInt8] {
        try FileDescriptor(reading: path).readAll(limit: limit)
    }

    /// Reads a regular file, and fails with `EINVAL` for anything else: without waiting, as opening a pipe would.
    package static func readRegular(path: String, limit: Int) throws(LinuxIOError) -> [UInt8] {
        let file = try FileDescriptor(reading: path, flags: O_NONBLOCK)
        guard try file.isRegularFile() else { throw LinuxIOError(code: EINVAL, operation: "read", path: path) }
        return try file.readAll(limit: limit)
    }
}
