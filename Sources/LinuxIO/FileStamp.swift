import Glibc

/// Which file stands under a name and when it was last changed: two that are equal hold the same bytes.
package struct FileStamp: Sendable, Equatable {
    private let device, inode: UInt64
    private let size: Int64
    private let modifiedSeconds, modifiedNanoseconds, changedSeconds, changedNanoseconds: Int

    package init(path: String) throws(LinuxIOError) {
        var status = stat()
        let result = unsafe stat(path, &status)
        let code = errno
        guard result == 0 else { throw LinuxIOError(code: code, operation: "examine", path: path) }
        device = UInt64(status.st_dev)
        inode = UInt64(status.st_ino)
        size = Int64(status.st_size)
        modifiedSeconds = status.st_mtim.tv_sec
        modifiedNanoseconds = status.st_mtim.tv_nsec
        // Whoever sets the time of modification back cannot do so with this one.
        changedSeconds = status.st_ctim.tv_sec
        changedNanoseconds = status.st_ctim.tv_nsec
    }
}
