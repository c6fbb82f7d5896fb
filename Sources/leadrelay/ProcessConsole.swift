import CommandLineFrame
import LinuxIO

/// The console of the process: its standard input, output and error.
final class ProcessConsole: Console {
    private var input = StandardInput()
    private var output = StandardOutput()
    private let errors = StandardError()
    private(set) var isOutputClosed = false

    /// The next line; what was written leaves first when there is waiting to do, since the one who
    /// is to write the line may be waiting for it.
    func nextLine(limit: Int) throws -> [UInt8]? {
        if !input.hasBufferedLine { try flush() }
        return try input.nextLine(limit: limit)
    }

    func write(_ bytes: [UInt8]) throws {
        try noticingClosedPipe { () throws(LinuxIOError) in try output.write(bytes) }
    }

    func flush() throws {
        try noticingClosedPipe { () throws(LinuxIOError) in try output.flush() }
    }

    func complain(_ text: String) {
        errors.write(text)
    }

    private func noticingClosedPipe(_ send: () throws(LinuxIOError) -> Void) throws(LinuxIOError) {
        do {
            try send()
        } catch {
            isOutputClosed = isOutputClosed || error.isClosedPipe
            throw error
        }
    }
}
