import Foundation

/// A pipe for tests: what one end is given, the other hands out.
///
/// A suite keeps it as a property: a local variable would close its descriptors after the last line that names it.
final class BytePipe: Sendable {
    private let pipe = Pipe()

    var readEnd: Int32 { pipe.fileHandleForReading.fileDescriptor }
    var writeEnd: Int32 { pipe.fileHandleForWriting.fileDescriptor }

    /// Gives the bytes, which must fit into the pipe, and ends the text.
    func hold(_ bytes: [UInt8]) throws {
        try give(bytes)
        try closeWriteEnd()
    }

    func give(_ bytes: [UInt8]) throws { try pipe.fileHandleForWriting.write(contentsOf: Data(bytes)) }
    func closeWriteEnd() throws { try pipe.fileHandleForWriting.close() }
    func closeReadEnd() throws { try pipe.fileHandleForReading.close() }

    /// All that comes until the write end is closed.
    func takeAll() throws -> [UInt8] { Array(try pipe.fileHandleForReading.readToEnd() ?? Data()) }

    /// What is there by now, or comes first.
    func takeSome() -> [UInt8] { Array(pipe.fileHandleForReading.availableData) }

    /// Makes reads and writes fail rather than wait.
    func makeNonBlocking() {
        for descriptor in [readEnd, writeEnd] {
            _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
        }
    }
}
