import Foundation
import LinuxIO
import Testing

@Suite("A private file")
struct PrivateFileTests {
    @Test func `is its user's alone, also if it was not before`() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "relay-private-\(UUID().uuidString)").path()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try Folder.make(folder)
        try Folder.make(folder)
        #expect(try permissions(of: folder) == 0o700)
        try Data([1, 2]).write(to: URL(filePath: folder + "/file"))
        try PrivateFile.make(folder + "/file")
        #expect(try permissions(of: folder + "/file") == 0o600)
        #expect(PrivateFile.size(of: folder + "/file") == 2)
        #expect(PrivateFile.size(of: folder + "/none") == 0)
    }

    @Test func `is not made where there is no folder`() {
        #expect(throws: LinuxIOError.self) { try PrivateFile.make("/no/such/folder/file") }
        #expect(throws: LinuxIOError.self) { try Folder.make("/dev/null/folder") }
    }

    private func permissions(of path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }
}
