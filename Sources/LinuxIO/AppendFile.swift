import Glibc

/// A file of lines that grows at its end, with one owner.
package final class AppendFile {
    private let descriptor: Int32
    private let path: String
    /// How many bytes it holds.
    package private(set) var size: Int

    /// Opens a file, or makes one that nobody else may read; a last line that a crash has cut off is removed.
    package init(path: String) throws(LinuxIOError) {
        let descriptor = unsafe open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        let code = errno
        guard descriptor >= 0 else { throw LinuxIOError(code: code, operation: "open", path: path) }
        self.descriptor = descriptor
        self.path = path
        size = 0
        size = try wholeLines()
        let isCut = ftruncate(descriptor, size) == 0
        let cutting = errno
        guard isCut else { throw LinuxIOError(code: cutting, operation: "write", path: path) }
    }

    deinit { close(descriptor) }

    package func append(_ bytes: [UInt8]) throws(LinuxIOError) {
        try DescriptorWriter(descriptor: descriptor, path: path).writeAll(bytes.span)
        size += bytes.count
    }

    /// The last line, without its end; nil where there is none, or none as short as the limit.
    package func lastLine(limit: Int = 1 << 20) throws(LinuxIOError) -> [UInt8]? {
        guard size > 0 else { return nil }
        let tail = try read(from: max(0, size - limit), to: size - 1)
        guard let newline = tail.lastIndex(of: UInt8(ascii: "\n")) else { return size <= limit ? tail : nil }
        return Array(tail[(newline + 1)...])
    }

    /// How many bytes there are up to the last line end.
    private func wholeLines() throws(LinuxIOError) -> Int {
        var status = stat()
        let result = unsafe fstat(descriptor, &status)
        let code = errno
        guard result == 0 else { throw LinuxIOError(code: code, operation: "examine", path: path) }
        var end = Int(status.st_size)
        while end > 0 {
            let start = max(0, end - Self.chunk)
            let bytes = try read(from: start, to: end)
            if let newline = bytes.lastIndex(of: UInt8(ascii: "\n")) { return start + newline + 1 }
            end = start
        }
        return 0
    }

    private func read(from start: Int, to end: Int) throws(LinuxIOError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: end - start)
        var count = 0
        while count < bytes.count {
            let room = bytes.count - count
            let result = unsafe bytes.withUnsafeMutableBytes { buffer in
                unsafe pread(descriptor, buffer.baseAddress?.advanced(by: count), room, off_t(start + count))
            }
            let code = errno
            if result < 0, code == EINTR { continue }
            guard result > 0 else { throw LinuxIOError(code: result < 0 ? code : EIO, operation: "read", path: path) }
            count += result
        }
        return bytes
    }

    private static let chunk = 64 << 10
}

/// Files that take over from each other: `letters.jsonl`, `letters.jsonl.1`, and so on up to the oldest.
package enum FileRotation {
    /// Moves each file to the next name and drops the last, so that the first name is free.
    package static func rotate(path: String, keeping count: Int) throws(LinuxIOError) {
        for number in stride(from: count - 1, through: 1, by: -1) {
            let from = number == 1 ? path : "\(path).\(number - 1)"
            let result = unsafe rename(from, "\(path).\(number)")
            let code = errno
            guard result == 0 || code == ENOENT else { throw LinuxIOError(code: code, operation: "rename", path: from) }
        }
    }
}
