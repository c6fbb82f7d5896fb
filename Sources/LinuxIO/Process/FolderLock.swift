import Glibc
import Quotation

/// The right to a folder that one process at a time has; it ends with its owner, however that ends.
package final class FolderLock: Sendable {
    private let descriptor: Int32

    /// Takes the lock of a folder that is there; waits that long for one who has it, and may only need it for a moment.
    package init(folder: String, file: String = "lock", patience: Duration = .zero) throws(FolderLockError) {
        let path = "\(folder)/\(file)"
        let descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        let code = errno
        guard descriptor >= 0 else { throw .unavailable(LinuxIOError(code: code, operation: "open", path: path)) }
        do throws(FolderLockError) {
            try Self.take(descriptor, folder, path, patience)
        } catch {
            close(descriptor)
            throw error
        }
        self.descriptor = descriptor
    }

    // The file stays: were it removed, a process that has it open already could lock what nobody else sees.
    deinit {
        // Closing alone would leave it to a program that is just being started, which has a copy until it runs.
        _ = flock(descriptor, LOCK_UN)
        close(descriptor)
    }

    private static func take(
        _ descriptor: Int32,
        _ folder: String,
        _ path: String,
        _ patience: Duration
    ) throws(FolderLockError) {
        let deadline = SystemClock().monotonicTime() + patience
        var result = flock(descriptor, LOCK_EX | LOCK_NB)
        var code = errno
        while result != 0, code == EWOULDBLOCK, SystemClock().monotonicTime() < deadline {
            // Nothing tells when a lock is free that one would also give up on.
            _ = poll(nil, 0, 20)
            result = flock(descriptor, LOCK_EX | LOCK_NB)
            code = errno
        }
        guard result == 0 else {
            guard code == EWOULDBLOCK else {
                throw .unavailable(LinuxIOError(code: code, operation: "lock", path: path))
            }
            throw .taken(folder: folder, holder: holder(descriptor))
        }
        do throws(LinuxIOError) {
            let text = Array("\(getpid())\n".utf8)
            // Longer text of an earlier holder must not stay behind it.
            _ = ftruncate(descriptor, 0)
            try DescriptorWriter(descriptor: descriptor, path: path).writeAll(text.span)
        } catch { throw .unavailable(error) }
    }

    /// The process that the holder has written down; nil where it has not come to that yet.
    private static func holder(_ descriptor: Int32) -> Int32? {
        var bytes = [UInt8](repeating: 0, count: 16)
        let count = unsafe pread(descriptor, &bytes, bytes.count, 0)
        return Int32(String(decoding: bytes.prefix(max(0, count)).prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self))
    }
}

/// Why a folder could not be locked.
package enum FolderLockError: Error, Equatable, CustomStringConvertible {
    case taken(folder: String, holder: Int32?)
    case unavailable(LinuxIOError)

    package var description: String {
        switch self {
        case .taken(let folder, let holder):
            "'\(folder.shown)' is in use by \(holder.map { "process \($0)" } ?? "another process"). "
                + "Stop that one, or name another folder."
        case .unavailable(let error): error.description
        }
    }
}
