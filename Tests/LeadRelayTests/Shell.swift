import Foundation
import RelayTesting

/// Runs a real shell, which must be installed.
enum Shell {
    /// Runs the script with its arguments in a folder of its own, and hands back its output.
    static func run(_ program: String, script: String, arguments: [String] = []) async throws -> String {
        let folder = try temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "script")
        try script.write(to: file, atomically: true, encoding: .utf8)
        return try await ChildProcess.succeed(
            program,
            [file.path] + arguments,
            // Fish keeps files in the home folder; the tests must not depend on the user's.
            environment: [
                "PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": folder.path, "TERM": "dumb", "LC_ALL": "C.UTF-8",
            ],
            folder: folder.path
        ).output
    }

    /// The arguments that the shell command gives to the program: a function of its name writes them down.
    static func arguments(of program: String, in command: String) async throws -> [String] {
        let script = """
            exec 3>&1 >/dev/null
            \(program)() { printf '%s\\0' "$@" >&3; }
            \(command)
            wait
            """
        let output = try await run("bash", script: script)
        return output.split(separator: "\0", omittingEmptySubsequences: false).dropLast().map(String.init)
    }

    private static func temporaryFolder() throws -> URL {
        let folder = FileManager.default.temporaryDirectory.appending(path: "shell-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder
    }
}
