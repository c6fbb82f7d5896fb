import Foundation
import Glibc
import LinuxIO
import Testing

@Suite("Files replaced at once")
struct FileReplacingTests {
    private func permissions(_ path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }

    @Test(arguments: [0, 1, 100_000])
    func `a file gets the new bytes and nothing is left beside it`(size: Int) throws {
        let folder = try TemporaryFolder()
        let path = try folder.write(Array("old".utf8), to: "file")
        let bytes = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        try FileBytes.replace(path: path, with: bytes)
        #expect(try FileBytes.read(path: path, limit: size) == bytes)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["file"])
    }

    @Test func `a file that is not there is made`() throws {
        let folder = try TemporaryFolder()
        try FileBytes.replace(path: "\(folder.path)/new", with: [1, 2])
        #expect(try FileBytes.read(path: "\(folder.path)/new", limit: 2) == [1, 2])
    }

    @Test(arguments: [0o600, 0o640, 0o664, 0o777])
    func `the permissions stay`(mode: Int) throws {
        let folder = try TemporaryFolder()
        let path = try folder.write([1], to: "file")
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
        try FileBytes.replace(path: path, with: [2])
        #expect(try permissions(path) == mode)
    }

    @Test func `the owner stays`() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write([1], to: "file")
        // Only root may give files away; anybody else finds that nothing fails.
        let (owner, group) = geteuid() == 0 ? (65_534, 65_534) : (geteuid(), getegid())
        #expect(unsafe chown(path, owner, group) == 0)
        try FileBytes.replace(path: path, with: [2])
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        #expect(attributes[.ownerAccountID] as? Int == Int(owner))
        #expect(attributes[.groupOwnerAccountID] as? Int == Int(group))
    }

    @Test func `a symbolic link stays, and what it leads to is replaced`() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write([1], to: "file")
        try FileManager.default.createDirectory(atPath: "\(folder.path)/sub", withIntermediateDirectories: true)
        let link = "\(folder.path)/sub/link"
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "../file")
        try FileBytes.replace(path: link, with: [2])
        #expect(try FileBytes.read(path: path, limit: 1) == [2])
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == "../file")
        #expect(try FileManager.default.contentsOfDirectory(atPath: "\(folder.path)/sub") == ["link"])
    }

    @Test func `a file is made where there is none, and none is overwritten`() throws {
        let folder = try TemporaryFolder()
        let path = "\(folder.path)/new"
        try FileBytes.create(path: path, with: [1])
        #expect(throws: LinuxIOError(code: EEXIST, operation: "create", path: path)) {
            try FileBytes.create(path: path, with: [2])
        }
        #expect(try FileBytes.read(path: path, limit: 1) == [1])
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["new"])
    }

    @Test func `a link that leads nowhere is refused`() throws {
        let folder = try TemporaryFolder()
        let link = "\(folder.path)/link"
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "nowhere")
        #expect(throws: LinuxIOError(code: ENOENT, operation: "follow", path: link)) {
            try FileBytes.replace(path: link, with: [2])
        }
    }

    @Test func `a folder and a device are refused`() throws {
        let folder = try TemporaryFolder()
        for path in [folder.path, "/dev/full", "/dev/null"] {
            #expect(throws: LinuxIOError(code: EINVAL, operation: "replace", path: path)) {
                try FileBytes.replace(path: path, with: [2])
            }
        }
    }

    @Test func `a folder that takes no files is told of`() throws {
        #expect(throws: LinuxIOError(code: ENOENT, operation: "write beside", path: "/no/such/file")) {
            try FileBytes.replace(path: "/no/such/file", with: [2])
        }
        // Not even root makes files there.
        #expect(throws: LinuxIOError.self) { try FileBytes.replace(path: "/proc/version", with: [2]) }
    }

    @Test func `a name that is too long leaves nothing behind`() throws {
        let folder = try TemporaryFolder()
        let path = "\(folder.path)/\(String(repeating: "n", count: 300))"
        #expect(throws: LinuxIOError.self) { try FileBytes.replace(path: path, with: [2]) }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [])
    }

    @Test func `a name as long as names may be is replaced`() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write([1], to: String(repeating: "n", count: 255))
        try FileBytes.replace(path: path, with: [2])
        #expect(try FileBytes.read(path: path, limit: 1) == [2])
    }
}
