import Foundation
import RelayTesting

/// A package of Python's, installed into an environment of its own within the build folder.
struct PythonPackage {
    let name: String
    let version: String
    /// More packages for the same environment, each with its version, as in `stripe==16.1.0`.
    var others: [String] = []

    /// The folder of the environment, which is made where it is not yet there; not to be called twice at a time.
    func installed() async throws -> URL {
        let mark = folder.appending(path: "installed")
        guard !FileManager.default.fileExists(atPath: mark.path) else { return folder }
        try await run("python3", ["-m", "venv", folder.path])
        let pip = folder.appending(path: "bin/pip").path
        try await run(pip, ["install", "--quiet", "\(name)==\(version)"] + others)
        try Data().write(to: mark)
        return folder
    }

    private var folder: URL {
        URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../.build/oracle-venv-\(name)-\(version)").standardizedFileURL
    }

    private func run(_ program: String, _ arguments: [String]) async throws {
        do {
            try await ChildProcess.succeed(program, arguments)
        } catch let failure as ChildProcess.Failure {
            throw ReferenceFailure(
                """
                the reference could not be installed with '\(arguments.joined(separator: " "))': \(failure). It needs \
                python3 (3.11 or later) with venv, and a way to PyPI.
                """
            )
        }
    }
}
