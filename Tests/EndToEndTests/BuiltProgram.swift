import Foundation

/// The `leadrelay` that was built beside the tests, run through a shell.
enum BuiltProgram {
    struct Outcome: Equatable {
        let status: Int32
        let output: String
        let errors: String
    }

    /// Where the program is: in the folder of the test bundle, which is this process's executable.
    static let url = folder.appending(path: "leadrelay")
    static let folder = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()

    /// The top of the repository.
    static let repository = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..")
        .standardizedFileURL

    /// Runs a line of bash, which finds the program as `$P`, others built with it in `$BUILT` and the sources in
    /// `$REPOSITORY`; a pipe's status is that of its first failing part.
    static func shell(_ line: String) throws -> Outcome {
        let process = Process()
        process.executableURL = URL(filePath: "/bin/bash")
        process.arguments = ["-c", "set -o pipefail; \(line)"]
        process.environment = [
            "P": url.path, "BUILT": folder.path, "REPOSITORY": repository.path, "PATH": "/usr/bin:/bin",
            // Under the address sanitizer what lives as long as the program would count as leaked.
            "ASAN_OPTIONS": "detect_leaks=0",
        ]
        // Errors go to a file: with two pipes a program that fills one while the other is read would wait for ever.
        let errorFile = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try Data().write(to: errorFile)
        defer { try? FileManager.default.removeItem(at: errorFile) }
        let output = Pipe()
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = try FileHandle(forWritingTo: errorFile)
        try process.run()
        let outputBytes = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        let errorBytes = try Data(contentsOf: errorFile)
        return Outcome(
            status: process.terminationStatus,
            output: String(decoding: outputBytes, as: UTF8.self),
            errors: String(decoding: errorBytes, as: UTF8.self)
        )
    }
}
