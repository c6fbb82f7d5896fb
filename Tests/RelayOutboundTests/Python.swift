import Foundation

/// Python, for what is long to write otherwise.
enum Python {
    struct Failure: Error { let status: Int32 }

    /// What a program prints.
    static func output(_ program: String) throws -> [UInt8] {
        let (process, output) = try start(program)
        let bytes = [UInt8](output.readDataToEndOfFile())
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Failure(status: process.terminationStatus) }
        return bytes
    }

    /// Starts a program, whose output can be read while it runs.
    static func start(_ program: String, _ arguments: [String] = []) throws -> (Process, FileHandle) {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", "-u", "-c", program] + arguments
        process.standardInput = FileHandle.nullDevice
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        return (process, output.fileHandleForReading)
    }
}
