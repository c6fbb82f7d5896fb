import CLinux
import Glibc
import LinuxIO

/// An end of a pipe, which is closed when nobody uses it any more, and which no other program is handed by chance.
final class Descriptor: Sendable {
    let number: Int32

    private init(_ number: Int32) { self.number = number }

    deinit { close(number) }

    /// A new pipe: what is written to the one is read from the other.
    static func pipe() throws(LinuxIOError) -> (reading: Descriptor, writing: Descriptor) {
        var ends: [Int32] = [-1, -1]
        let result = unsafe pipe2(&ends, O_CLOEXEC)
        let code = errno
        guard result == 0 else { throw LinuxIOError(code: code, operation: "make", path: "a pipe") }
        return (Descriptor(ends[0]), Descriptor(ends[1]))
    }

    /// Hands on what comes, piece by piece, until all others have closed their ends.
    func readAll(_ take: ([UInt8]) -> Void) {
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = unsafe read(number, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return }
            take(Array(chunk[..<count]))
        }
    }

    /// Writes all, unless nobody reads it: then the rest is of no use to anybody.
    ///
    /// It runs on threads that take no signals, so that a reader's end does not end this process.
    func writeAll(_ bytes: [UInt8]) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes { unsafe write(number, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }
}
