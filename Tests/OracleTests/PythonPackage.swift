import Foundation

/// A package of Python's, installed into an environment of its own within the build folder.
struct PythonPackage {
    let name: String
    let version: String
    /// More packages for the same environment, each with its version, as in `stripe==16.1.0`.
    var others: [String] = []

    /// The folder of the environment, which is made where it is not yet there; not to be called twice at a time.
    func installed() throws -> URL {
        let mark = folder.appending(path: "installed")
        guard !FileManager.default.fileExists(atPath: mark.path) else { return folder }
        try run("/usr/bin/env", ["python3", "-m", "venv", folder.path])
        try run(folder.appending(path: "bin/pip").path, ["install", "--quiet", "\(name)==\(version)"] + others)
        try Data().write(to: mark)
        return folder
    }

    private var folder: URL {
        URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../.build/oracle-venv-\(name)-\(version)").standardizedFileURL
    }

    private func run(_ program: String, _ arguments: [String]) throws {
        let process = Process()
        process.executableURL = URL(filePath: program)
        process.arguments = arguments
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw ReferenceFailure(
                """
                the reference could not be installed: '\(arguments.joined(separator: " "))' ended with \
                \(process.terminationStatus). It needs python3 (3.11 or later) with venv, and a way to PyPI.
                """
            )
        }
    }
}
