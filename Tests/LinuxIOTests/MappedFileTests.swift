import Foundation
import LinuxIO
import Testing

@Suite("A mapped file")
struct MappedFileTests {
    @Test func `keeps its words for the next who opens it`() throws {
        let folder = try TemporaryFolder()
        let file = try MappedFile(path: "\(folder.path)/words", words: 16)
        file[3] = 7
        #expect(try MappedFile(path: "\(folder.path)/words", words: 16)[3] == 7)
    }

    @Test func `has its room on the disk from the start, since a full one would end the process later`() throws {
        let folder = try TemporaryFolder()
        let path = "\(folder.path)/words"
        let file = try MappedFile(path: path, words: 8_192)
        var status = stat()
        #expect(unsafe stat(path, &status) == 0)
        withExtendedLifetime(file) {
            #expect(Int(status.st_blocks) * 512 >= 8_192 * 8 && Int(status.st_size) == 8_192 * 8)
        }
    }
}
