/// An error that knows what the program's exit shall say; any other says that the command failed.
package protocol CommandError: Error {
    var exitCode: ExitCode { get }
}

extension UsageError: CommandError {
    package var exitCode: ExitCode { .usage }
}
