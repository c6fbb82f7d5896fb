import Glibc

extension LinuxIOError {
    /// Whether the reader of the pipe or connection has gone away.
    package var isClosedPipe: Bool { code == EPIPE }

    /// Whether there is no such file.
    package var isMissing: Bool { code == ENOENT }

    /// Whether it is somebody else's, who keeps it to himself.
    package var isForbidden: Bool { code == EACCES }

    /// Whether nobody listens there.
    package var isRefused: Bool { code == ECONNREFUSED }

    /// Whether something has the name already.
    package var isTaken: Bool { code == EEXIST }

    /// Whether a line was longer than its reader allows; the lines behind it can be read.
    package var isLineTooLong: Bool { code == EMSGSIZE }
}
