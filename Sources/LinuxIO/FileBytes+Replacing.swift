import Glibc

extension FileBytes {
    /// Puts bytes in a file's place, so that whoever reads it finds the old ones or the new ones, whole, also after a
    /// crash. The file keeps its permissions and its owner; where a symbolic link stands, what it leads to is replaced.
    ///
    /// - Throws: What the system answers; the old file is then untouched. `EINVAL` for anything but a regular file.
    package static func replace(path: String, with bytes: [UInt8]) throws(LinuxIOError) {
        let target = try ReplacedFile(path: path)
        let draft = try DraftFile(beside: target.path)
        try draft.write(bytes, like: target.status)
        try draft.rename(to: target.path)
    }

    /// Makes a file that is not there yet, at once and whole.
    ///
    /// - Throws: What the system answers; `EEXIST` where something has the name already.
    package static func create(path: String, with bytes: [UInt8]) throws(LinuxIOError) {
        let draft = try DraftFile(beside: path)
        try draft.write(bytes, like: nil)
        try draft.link(to: path)
    }

    /// The same path from the root on, without links in it: it stays the same wherever the process works.
    package static func resolved(_ path: String) throws(LinuxIOError) -> String {
        // The text is of malloc's, for us to free.
        let text = unsafe realpath(path, nil)
        let code = errno
        guard let text = unsafe text else { throw LinuxIOError(code: code, operation: "follow", path: path) }
        defer { unsafe free(text) }
        return unsafe String(cString: text)
    }
}

/// The file that is to be replaced, if it is there already.
private struct ReplacedFile {
    let path: String
    let status: stat?

    init(path: String) throws(LinuxIOError) {
        var status = stat()
        if unsafe lstat(path, &status) != 0 {
            let code = errno
            guard code == ENOENT else { throw LinuxIOError(code: code, operation: "examine", path: path) }
            (self.path, self.status) = (path, nil)
            return
        }
        let real = try FileBytes.resolved(path)
        let result = unsafe stat(real, &status)
        let code = errno
        guard result == 0 else { throw LinuxIOError(code: code, operation: "examine", path: path) }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw LinuxIOError(code: EINVAL, operation: "replace", path: path)
        }
        (self.path, self.status) = (real, status)
    }
}

/// A new file beside the one that it will replace; it is removed again unless it has taken that one's name.
private struct DraftFile: ~Copyable {
    private let descriptor: Int32
    private let path: String
    /// The folder that it is in, with a slash at its end; empty for the current one.
    private let folder: String

    init(beside target: String) throws(LinuxIOError) {
        let folder = target.lastIndex(of: "/").map { String(target[...$0]) } ?? ""
        var attempt = 0
        while true {
            // Short, so that it fits wherever the other name does, and hidden from who lists the folder.
            let path = "\(folder).leadrelay-\(getpid())-\(attempt)"
            let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o666)
            let code = errno
            if descriptor >= 0 {
                (self.descriptor, self.path, self.folder) = (descriptor, path, folder)
                return
            }
            guard code == EEXIST, attempt < 100 else {
                throw LinuxIOError(code: code, operation: "write beside", path: target)
            }
            attempt += 1
        }
    }

    deinit {
        close(descriptor)
        // After a renaming there is nothing of this name any more.
        _ = unsafe unlink(path)
    }

    /// Writes all that the file shall hold down to the disk.
    borrowing func write(_ bytes: [UInt8], like status: stat?) throws(LinuxIOError) {
        if let status {
            // The owner first: changing it takes away some of the permissions.
            try check(fchown(descriptor, status.st_uid, status.st_gid), "keep the owner of")
            try check(fchmod(descriptor, status.st_mode & 0o7777), "keep the permissions of")
        }
        try DescriptorWriter(descriptor: descriptor, path: path).writeAll(bytes.span)
        try check(fsync(descriptor), "write")
    }

    /// Takes the place of a file.
    borrowing func rename(to target: String) throws(LinuxIOError) {
        let result = unsafe Glibc.rename(path, target)
        let code = errno
        guard result == 0 else { throw LinuxIOError(code: code, operation: "replace", path: target) }
        try synchronizeFolder()
    }

    /// Takes a name that nothing has.
    borrowing func link(to target: String) throws(LinuxIOError) {
        let result = unsafe Glibc.link(path, target)
        let code = errno
        guard result == 0 else { throw LinuxIOError(code: code, operation: "create", path: target) }
        try synchronizeFolder()
    }

    /// A new name is on the disk once the folder is.
    private borrowing func synchronizeFolder() throws(LinuxIOError) {
        try FileDescriptor(reading: folder.isEmpty ? "." : folder, flags: O_DIRECTORY).synchronize()
    }

    private borrowing func check(_ result: Int32, _ operation: String) throws(LinuxIOError) {
        let code = errno
        guard result == 0 else { throw LinuxIOError(code: code, operation: operation, path: path) }
    }
}
