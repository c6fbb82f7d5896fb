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

    /// Whether there is nothing in a folder, or no folder.
    package static func isEmpty(_ path: String) -> Bool { names(in: path).isEmpty }

    /// Removes a folder with all that lies in it, as far as the system lets it; symbolic links are not followed.
    package static func remove(_ path: String) {
        for name in names(in: path) {
            let inner = "\(path)/\(name)"
            var status = stat()
            guard unsafe lstat(inner, &status) == 0 else { continue }
            if status.st_mode & S_IFMT == S_IFDIR { remove(inner) } else { unsafe unlink(inner) }
        }
        unsafe rmdir(path)
    }

    static func names(in path: String) -> [String] {
        guard let folder = unsafe opendir(path) else { return [] }
        defer { unsafe closedir(folder) }
        var names: [String] = []
        while let entry = unsafe readdir(folder) {
            let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { start in
                // The array's room is the name's, which ends with a zero.
                unsafe start.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }
}
