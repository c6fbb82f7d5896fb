import Glibc

/// An open file with one owner, who closes it by letting it go.
struct FileDescriptor: ~Copyable {
    private let number: Int32
    private let path: String

    /// Opens a file for reading.
    init(reading path: String, flags: Int32 = 0) throws(LinuxIOError) {
        while true {
            let number = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | flags)
            let code = errno
            if number >= 0 {
                self.number = number
                break
            }
            guard code == EINTR else { throw LinuxIOError(code: code, operation: "open", path: path) }
        }
        self.path = path
    }

    deinit { close(number) }

    /// Whether it is a file of bytes on a disk, rather than a folder, a pipe or a device.
    func isRegularFile() throws(LinuxIOError) -> Bool {
        var status = stat()
        let result = unsafe fstat(number, &status)
        let code = errno
        guard result == 0 else { throw LinuxIOError(code: code, operation: "examine", path: path) }
        return status.st_mode & S_IFMT == S_IFREG
    }

    /// Waits until all that was done to it is on the disk.
    func synchronize() throws(LinuxIOError) {
        let result = fsync(number)
        let code = errno
        guard result == 0 else { throw LinuxIOError(code: code, operation: "write", path: path) }
    }

    /// Reads up to the end; a file of more than `limit` bytes fails with `EFBIG`.
    func readAll(limit: Int) throws(LinuxIOError) -> [UInt8] {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 16_384)
        while true {
            let count = try read(into: &chunk)
            guard count > 0 else { return bytes }
            guard count <= limit - bytes.count else { throw LinuxIOError(code: EFBIG, operation: "read", path: path) }
            bytes.append(contentsOf: chunk[..<count])
        }
    }

    /// Reads what comes next; 0 bytes are the end.
    private func read(into chunk: inout [UInt8]) throws(LinuxIOError) -> Int {
        while true {
            let count = unsafe Glibc.read(number, &chunk, chunk.count)
            let code = errno
            if count >= 0 { return count }
            guard code == EINTR else { throw LinuxIOError(code: code, operation: "read", path: path) }
        }
    }
}
