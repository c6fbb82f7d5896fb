import CLinux
import Glibc
import LinuxIO

/// All that a child is started with: what is not named here it does not get.
struct ChildStart {
    let program: String
    let arguments: [String]
    let environment: [String: String]
    let folder: String?
    /// Its standard input, output and errors; nil is `/dev/null`.
    let streams: [Descriptor?]

    /// Starts the program and returns its number.
    func run() throws(LinuxIOError) -> pid_t {
        let start = ProgramStart(program, words: [program] + arguments, environment: environment)
        return try unsafe start.run(files: Int32(streams.count)) { unsafe add(to: &$0) }
    }

    private func add(to actions: inout posix_spawn_file_actions_t) {
        if let folder { unsafe posix_spawn_file_actions_addchdir_np(&actions, folder) }
        for (number, stream) in zip(Int32(0)..., streams) {
            if let stream {
                unsafe posix_spawn_file_actions_adddup2(&actions, stream.number, number)
            } else {
                unsafe posix_spawn_file_actions_addopen(&actions, number, "/dev/null", O_RDWR, 0)
            }
        }
    }
}
