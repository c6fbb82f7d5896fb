import Glibc

/// How long a disk takes to keep a few bytes.
package enum SyncTrial {
    /// The times of so many writes of a page, each behind the last one, until the disk has it.
    package static func times(in folder: String, count: Int) throws(LinuxIOError) -> [Duration] {
        let path = "\(folder)/sync-trial"
        let number = unsafe open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        let code = errno
        guard number >= 0 else { throw LinuxIOError(code: code, operation: "make", path: path) }
        defer {
            close(number)
            _ = unsafe unlink(path)
        }
        let writer = DescriptorWriter(descriptor: number, path: path)
        let page = [UInt8](repeating: 7, count: 4_096)
        var times: [Duration] = []
        for _ in 0..<count {
            let start = SystemClock().monotonicTime()
            try writer.writeAll(page.span)
            let result = fdatasync(number)
            let code = errno
            guard result == 0 else { throw LinuxIOError(code: code, operation: "sync", path: path) }
            times.append(SystemClock().monotonicTime() - start)
        }
        return times
    }
}
