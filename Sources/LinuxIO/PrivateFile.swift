import Glibc

/// Files that only the user who runs this may open.
package enum PrivateFile {
    /// Makes an empty file, unless it is there, and takes it from everybody else.
    package static func make(_ path: String) throws(LinuxIOError) {
        let number = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOCTTY, mode_t(0o600))
        let openCode = errno
        guard number >= 0 else { throw LinuxIOError(code: openCode, operation: "make", path: path) }
        defer { close(number) }
        let result = fchmod(number, 0o600)
        let code = errno
        guard result == 0 else { throw LinuxIOError(code: code, operation: "protect", path: path) }
    }

    /// How many bytes a file holds; none for one that is not there.
    package static func size(of path: String) -> Int64 {
        var status = stat()
        return unsafe stat(path, &status) == 0 ? Int64(status.st_size) : 0
    }
}
