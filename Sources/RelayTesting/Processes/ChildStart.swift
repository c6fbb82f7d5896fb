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
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        unsafe add(to: &actions)
        var attributes = posix_spawnattr_t()
        unsafe posix_spawnattr_init(&attributes)
        defer { unsafe posix_spawnattr_destroy(&attributes) }
        Self.freeSignals(&attributes)
        var number = pid_t()
        let settings = environment.map { "\($0.key)=\($0.value)" }
        let code = unsafe Self.lend([program] + arguments) { words in
            unsafe Self.lend(settings) { settings in
                unsafe posix_spawnp(&number, program, &actions, &attributes, words, settings)
            }
        }
        guard code == 0 else { throw LinuxIOError(code: code, operation: "start", path: program) }
        return number
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
        // Files that somebody else opened at this moment would be kept open by the child.
        unsafe posix_spawn_file_actions_addclosefrom_np(&actions, Int32(streams.count))
    }

    /// Has no signal blocked or ignored in the child: the threads here block nearly all.
    private static func freeSignals(_ attributes: inout posix_spawnattr_t) {
        var none = sigset_t()
        var all = sigset_t()
        unsafe sigemptyset(&none)
        unsafe sigfillset(&all)
        unsafe posix_spawnattr_setsigmask(&attributes, &none)
        unsafe posix_spawnattr_setsigdefault(&attributes, &all)
        unsafe posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
    }

    /// Lends texts as C knows them: the list ends with a null.
    private static func lend<Result>(
        _ texts: [String],
        _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> Result
    ) -> Result {
        var copies = unsafe texts.map { unsafe strdup($0) } + [nil]
        defer { unsafe copies.forEach { unsafe free($0) } }
        return unsafe copies.withUnsafeMutableBufferPointer { buffer in
            guard let start = buffer.baseAddress else { preconditionFailure("a list with its null is not empty") }
            return unsafe body(start)
        }
    }
}
