import Foundation

/// Runs a real shell, which must be installed.
enum Shell {
    struct Failure: Error {
        let status: Int32
        let errors: String
    }

    /// Runs the script with its arguments in a folder of its own, and hands back its output.
    static func run(_ program: String, script: String, arguments: [String] = []) throws -> String {
        let folder = try temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "script")
        try script.write(to: file, atomically: true, encoding: .utf8)
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [program, file.path] + arguments
        process.currentDirectoryURL = folder
        // Fish keeps files in the home folder; the tests must not depend on the user's.
        process.environment = [
            "PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": folder.path, "TERM": "dumb", "LC_ALL": "C.UTF-8",
        ]
        let (output, errors) = (Pipe(), folder.appending(path: "errors"))
        try Data().write(to: errors)
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = try FileHandle(forWritingTo: errors)
        try process.run()
        let bytes = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            let text = (try? String(contentsOf: errors, encoding: .utf8)) ?? ""
            throw Failure(status: process.terminationStatus, errors: text)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The arguments that the shell command gives to the program: a function of its name writes them down.
    static func arguments(of program: String, in command: String) throws -> [String] {
        let script = """
            exec 3>&1 >/dev/null
            \(program)() { printf '%s\\0' "$@" >&3; }
            \(command)
            wait
            """
        let output = try run("bash", script: script)
        return output.split(separator: "\0", omittingEmptySubsequences: false).dropLast().map(String.init)
    }

    private static func temporaryFolder() throws -> URL {
        let folder = FileManager.default.temporaryDirectory.appending(path: "shell-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder
    }
}
