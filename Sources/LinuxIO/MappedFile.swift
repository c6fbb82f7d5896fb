import Glibc

/// A small file whose words lie in memory: what is written to them outlives the process at once, and the machine once the
/// system has found time for it.
///
/// `@unchecked Sendable`: each word is read and written whole, by one instruction.
@safe
package final class MappedFile: @unchecked Sendable {
    private let words: UnsafeMutablePointer<UInt64>
    /// How many words it holds.
    package let count: Int

    /// Opens a file, or makes one that is full of zeros and that nobody else may read.
    package init(path: String, words count: Int) throws(LinuxIOError) {
        let size = count * MemoryLayout<UInt64>.stride
        let number = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        var code = errno
        guard number >= 0 else { throw LinuxIOError(code: code, operation: "open", path: path) }
        defer { close(number) }
        let isLong = ftruncate(number, size) == 0
        code = errno
        guard isLong else { throw LinuxIOError(code: code, operation: "write", path: path) }
        // A word that finds no room on a full disk when it is written would end the process by SIGBUS.
        code = posix_fallocate(number, 0, size)
        guard code == 0 else { throw LinuxIOError(code: code, operation: "write", path: path) }
        let start = unsafe mmap(nil, size, PROT_READ | PROT_WRITE, MAP_SHARED, number, 0)
        code = errno
        // A mapping that fails is the address -1, which no mapping has.
        guard let start = unsafe start, unsafe start != MAP_FAILED else {
            throw LinuxIOError(code: code, operation: "map", path: path)
        }
        unsafe words = start.bindMemory(to: UInt64.self, capacity: count)
        self.count = count
    }

    deinit { unsafe munmap(words, count * MemoryLayout<UInt64>.stride) }

    package subscript(position: Int) -> UInt64 {
        get {
            precondition((0..<count).contains(position), "a word outside the file")
            return unsafe words[position]
        }
        set {
            precondition((0..<count).contains(position), "a word outside the file")
            unsafe words[position] = newValue
        }
    }
}
