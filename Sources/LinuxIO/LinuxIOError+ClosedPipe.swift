import Glibc

extension LinuxIOError {
    /// Whether the reader of the pipe or connection has gone away.
    package var isClosedPipe: Bool { code == EPIPE }
}
