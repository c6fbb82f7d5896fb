import Foundation
import LinuxIO
import Testing

@Suite("Standard output", .timeLimit(.minutes(10)))
struct StandardOutputTests {
    private let pipe = BytePipe()

    init() { ProcessSetup.ignoreClosedPipes() }

    @Test func `small writes wait for a flush`() throws {
        pipe.makeNonBlocking()
        var output = StandardOutput(descriptor: pipe.writeEnd)
        try output.write(Array("hello, ".utf8))
        var byte: UInt8 = 0
        #expect(unsafe read(pipe.readEnd, &byte, 1) == -1, "nothing has left yet")
        try output.write(Array("world".utf8))
        try output.flush()
        try output.flush()
        try pipe.closeWriteEnd()
        #expect(String(decoding: try pipe.takeAll(), as: UTF8.self) == "hello, world")
    }

    @Test(arguments: [false, true])
    func `much more than a pipe holds arrives whole, through signals`(isNonBlocking: Bool) throws {
        let text = (0..<(3 << 20)).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }
        if isNonBlocking { _ = fcntl(pipe.writeEnd, F_SETFL, O_NONBLOCK) }
        let writer = RunningThread { [pipe] in
            defer { try? pipe.closeWriteEnd() }
            var output = StandardOutput(descriptor: pipe.writeEnd)
            do throws(LinuxIOError) {
                try output.write(text)
                try output.write([1, 2, 3])
                try output.flush()
            } catch {
                return error.description
            }
            return "written"
        }
        var received: [UInt8] = []
        var piece: [UInt8] = []
        repeat {
            writer.interrupt()
            piece = pipe.takeSome()
            received += piece
        } while !piece.isEmpty
        #expect(writer.join() == "written")
        #expect(received == text + [1, 2, 3])
    }

    @Test func `a closed pipe is an error of its own kind`() throws {
        try pipe.closeReadEnd()
        var output = StandardOutput(descriptor: pipe.writeEnd)
        try output.write([1])
        var isClosedPipe = false
        do throws(LinuxIOError) { try output.flush() } catch { isClosedPipe = error.isClosedPipe }
        #expect(isClosedPipe)
        try output.flush()  // What could not be written is dropped: there is nothing to fail on.
    }

    @Test func `a full disk is an error with its reason`() throws {
        let full = try #require(FileHandle(forWritingAtPath: "/dev/full"))
        var output = StandardOutput(descriptor: full.fileDescriptor)
        try output.write([1])
        var reason = ""
        withExtendedLifetime(full) {
            do throws(LinuxIOError) { try output.flush() } catch { reason = error.description }
        }
        #expect(reason == "could not write 'standard output': no space left on device")
    }

    @Test func `an error text leaves at once and a closed pipe does not matter`() throws {
        StandardError(descriptor: pipe.writeEnd).write("oh\n")
        #expect(pipe.takeSome() == Array("oh\n".utf8))
        try pipe.closeReadEnd()
        StandardError(descriptor: pipe.writeEnd).write("nobody listens\n")
    }
}
