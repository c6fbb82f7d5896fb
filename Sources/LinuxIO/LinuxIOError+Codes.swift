import Glibc

extension LinuxIOError {
    /// Whether the reader of the pipe or connection has gone away.
    package var isClosedPipe: Bool { code == EPIPE }

    /// Whether a line was longer than its reader allows; the lines behind it can be read.
    package var isLineTooLong: Bool { code == EMSGSIZE }
}
