import Foundation

/// A command of the built program, run to its end.
package struct ProgramRun: Sendable {
    package let status: Int32
    package let output: String
    package let errors: String

    /// Runs a command on the data folder of a trial.
    package static func on(_ folder: TrialFolder, _ arguments: String..., data: String? = nil) async throws
        -> ProgramRun
    {
        try await run(arguments + ["--data", data ?? folder.data.path], in: folder)
    }

    /// Runs a command again and again until what it prints is what is waited for.
    @discardableResult
    package static func on(
        _ folder: TrialFolder,
        _ arguments: String...,
        until isEnough: (String) throws -> Bool
    ) async throws -> ProgramRun {
        while true {
            let run = try await run(arguments + ["--data", folder.data.path], in: folder)
            if try isEnough(run.output) { return run }
            try Task.checkCancellation()
        }
    }

    /// Runs a command in the folder of a trial.
    package static func run(
        _ arguments: [String],
        in folder: TrialFolder,
        environment: [String: String] = [:]
    ) async throws -> ProgramRun {
        try await elsewhere {
            let process = Process()
            process.executableURL = RelayProcess.program
            process.arguments = arguments
            process.environment = environment.merging(["ASAN_OPTIONS": "detect_leaks=0"]) { first, _ in first }
            process.currentDirectoryURL = folder.url
            process.standardInput = FileHandle.nullDevice
            let (output, errors) = (Pipe(), Pipe())
            process.standardOutput = output
            process.standardError = errors
            // What is printed as an error always fits into a pipe.
            let (outputBytes, errorBytes) = try process.runToEnd {
                (output.fileHandleForReading.readDataToEndOfFile(), errors.fileHandleForReading.readDataToEndOfFile())
            }
            return ProgramRun(
                status: process.terminationStatus,
                output: String(decoding: outputBytes, as: UTF8.self),
                errors: String(decoding: errorBytes, as: UTF8.self)
            )
        }
    }
}
