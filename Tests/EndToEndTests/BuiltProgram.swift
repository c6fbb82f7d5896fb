import Foundation
import RelayTesting

/// The `leadrelay` that was built beside the tests, run through a shell.
enum BuiltProgram {
    typealias Outcome = ChildProcess.Outcome

    /// Where the program is: in the folder of the test bundle, which is this process's executable.
    static let url = folder.appending(path: "leadrelay")
    static let folder = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()

    /// The top of the repository.
    static let repository = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..")
        .standardizedFileURL

    /// Runs a line of bash, which finds the program as `$P`, others built with it in `$BUILT` and the sources in
    /// `$REPOSITORY`; a pipe's status is that of its first failing part.
    static func shell(_ line: String) async throws -> Outcome {
        try await ChildProcess.run(
            "/bin/bash",
            ["-c", "set -o pipefail; \(line)"],
            environment: [
                "P": url.path, "BUILT": folder.path, "REPOSITORY": repository.path, "PATH": "/usr/bin:/bin",
                // Under the address sanitizer what lives as long as the program would count as leaked.
                "ASAN_OPTIONS": "detect_leaks=0",
            ]
        )
    }
}
