import Foundation
import Glibc
import LinuxIO
import Testing

@Suite("Files read at once")
struct FileBytesTests {
    @Test(arguments: [0, 1, 16_383, 16_384, 16_385, 100_000])
    func `a file up to the limit is read, and a longer one refused`(size: Int) throws {
        let folder = try TemporaryFolder()
        let bytes = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        let path = try folder.write(bytes, to: "file")
        #expect(try FileBytes.read(path: path, limit: size) == bytes)
        #expect(try FileBytes.read(path: path, limit: size + 1) == bytes)
        #expect(try FileBytes.readRegular(path: path, limit: size) == bytes)
        guard size > 0 else { return }
        #expect(throws: LinuxIOError(code: EFBIG, operation: "read", path: path)) {
            try FileBytes.read(path: path, limit: size - 1)
        }
    }

    @Test func `a file that is not there cannot be opened`() throws {
        let error = LinuxIOError(code: ENOENT, operation: "open", path: "/no/such/file")
        #expect(throws: error) { try FileBytes.read(path: "/no/such/file", limit: 10) }
        #expect(error.description == "could not open '/no/such/file': no such file or directory")
    }

    @Test func `a path with controls is told in one plain line`() {
        let error = LinuxIOError(code: ENOENT, operation: "open", path: "a\n\u{1B}[31m\u{202E}b")
        #expect(error.description == #"could not open 'a\n\u{1b}[31m\u{202e}b': no such file or directory"#)
    }

    @Test func `a folder cannot be read`() throws {
        let folder = try TemporaryFolder()
        #expect(throws: LinuxIOError(code: EISDIR, operation: "read", path: folder.path)) {
            try FileBytes.read(path: folder.path, limit: 10)
        }
    }

    @Test func `an endless device stops at the limit`() {
        #expect(throws: LinuxIOError(code: EFBIG, operation: "read", path: "/dev/zero")) {
            try FileBytes.read(path: "/dev/zero", limit: 1 << 20)
        }
        #expect(throws: LinuxIOError(code: EINVAL, operation: "read", path: "/dev/zero")) {
            try FileBytes.readRegular(path: "/dev/zero", limit: 1 << 20)
        }
    }

    @Test func `a pipe without a writer is refused at once where a regular file is asked for`() throws {
        let folder = try TemporaryFolder()
        let path = "\(folder.path)/pipe"
        #expect(unsafe mkfifo(path, 0o600) == 0)
        #expect(throws: LinuxIOError(code: EINVAL, operation: "read", path: path)) {
            try FileBytes.readRegular(path: path, limit: 10)
        }
    }
}
