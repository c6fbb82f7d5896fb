import Foundation
package import RelayTesting

/// Commands of the built program, run to their ends.
package enum ProgramRun {
    /// Runs a command on the data folder of a trial.
    package static func on(_ folder: TrialFolder, _ arguments: String..., data: String? = nil) async throws
        -> ChildProcess.Outcome
    {
        try await run(arguments + ["--data", data ?? folder.data.path], in: folder)
    }

    /// Runs a command again and again until what it prints is what is waited for.
    @discardableResult
    package static func on(
        _ folder: TrialFolder,
        _ arguments: String...,
        until isEnough: (String) throws -> Bool
    ) async throws -> ChildProcess.Outcome {
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
    ) async throws -> ChildProcess.Outcome {
        try await ChildProcess.run(
            RelayProcess.program.path,
            arguments,
            environment: environment.merging(["ASAN_OPTIONS": "detect_leaks=0"]) { first, _ in first },
            folder: folder.url.path
        )
    }
}
