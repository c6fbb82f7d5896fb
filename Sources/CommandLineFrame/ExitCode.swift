/// What the program's exit says to the shell that started it.
package enum ExitCode: Int32, Sendable, CaseIterable {
    case success = 0
    case checkFailed = 1
    case usage = 2
    case unreachable = 3
    /// What a shell reports for any program that a closed pipe ends (128 + SIGPIPE): not success, as not all
    /// was said, and not a failed check either.
    case outputClosed = 141

    package var meaning: String {
        switch self {
        case .success: "all went well"
        case .checkFailed: "the check, or the command, failed"
        case .usage: "the command line is wrong"
        case .unreachable: "the server or its store cannot be reached"
        case .outputClosed: "the reader of the output went away"
        }
    }
}
