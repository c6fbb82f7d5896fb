import Glibc

/// Standard input, read line by line; no line takes more memory than the caller allows.
package struct StandardInput: ~Copyable {
    private static let path = "standard input"
    private static let chunk = 64 << 10
    private static let newline = UInt8(ascii: "\n")

    private let descriptor: Int32
    private var buffer: [UInt8] = []
    /// Where in the buffer the next line begins, and how far it is known to hold no newline.
    private var start = 0
    private var searched = 0
    private var isAtEnd = false
    private var isInsideRefusedLine = false
    private var lineNumber = 0

    package init(descriptor: Int32 = STDIN_FILENO) {
        self.descriptor = descriptor
    }

    /// Whether the next line can be had without waiting for whoever writes it.
    package var hasBufferedLine: Bool { buffer[start...].contains(Self.newline) }

    /// The next line without its newline, or nil at the end; a last line need not end in a newline.
    ///
    /// - Throws: `EMSGSIZE` for a line of more than `limit` bytes; the call after that goes on with the next line.
    package mutating func nextLine(limit: Int) throws(LinuxIOError) -> [UInt8]? {
        try skipRefusedLine()
        lineNumber += 1
        while true {
            if let end = newlineInBuffer() {
                return try take(upTo: end, limit: limit)
            }
            if buffer.count - start > limit {
                isInsideRefusedLine = true
                throw tooLong(limit)
            }
            guard try fill() else { return takeRest() }
        }
    }

    private mutating func newlineInBuffer() -> Int? {
        let found = buffer[searched...].firstIndex(of: Self.newline)
        searched = found ?? buffer.count
        return found
    }

    private mutating func take(upTo end: Int, limit: Int) throws(LinuxIOError) -> [UInt8] {
        defer { moveOn(to: end + 1) }
        guard end - start <= limit else { throw tooLong(limit) }
        return Array(buffer[start..<end])
    }

    private mutating func takeRest() -> [UInt8]? {
        guard start < buffer.count else { return nil }
        defer { moveOn(to: buffer.count) }
        return Array(buffer[start...])
    }

    private mutating func skipRefusedLine() throws(LinuxIOError) {
        while isInsideRefusedLine {
            if let end = newlineInBuffer() {
                moveOn(to: end + 1)
                isInsideRefusedLine = false
            } else {
                moveOn(to: buffer.count)
                isInsideRefusedLine = try fill()
            }
        }
    }

    private mutating func moveOn(to index: Int) {
        start = index
        searched = index
    }

    /// Reads on; false at the end of the input.
    private mutating func fill() throws(LinuxIOError) -> Bool {
        guard !isAtEnd else { return false }
        buffer.removeFirst(start)
        searched -= start
        start = 0
        let chunk = try readChunk()
        isAtEnd = chunk.isEmpty
        buffer += chunk
        return !isAtEnd
    }

    private func readChunk() throws(LinuxIOError) -> [UInt8] {
        var code: Int32 = 0
        let chunk = unsafe [UInt8](unsafeUninitializedCapacity: Self.chunk) { space, count in
            repeat {
                count = unsafe max(-1, read(descriptor, space.baseAddress, space.count))
                code = count < 0 ? errno : 0
                if code == EAGAIN { awaitInput() }
            } while code == EINTR || code == EAGAIN
            count = max(0, count)
        }
        guard code == 0 else { throw LinuxIOError(code: code, operation: "read", path: Self.path) }
        return chunk
    }

    private func awaitInput() {
        var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        // An interrupted or failed wait only means that the next `read` finds out.
        _ = unsafe poll(&entry, 1, -1)
    }

    private func tooLong(_ limit: Int) -> LinuxIOError {
        let operation = "read line \(lineNumber) (more than \(limit) bytes) of"
        return LinuxIOError(code: EMSGSIZE, operation: operation, path: Self.path)
    }
}
