package import CLinux
import Glibc

/// How a program is started that inherits nothing but what it is given.
package struct ProgramStart {
    /// Its path, or a name that is looked for where `PATH` says.
    package let program: String
    /// With what it is told to be called before them.
    package let words: [String]
    package let environment: [String: String]
    /// Whether it leads a session of its own, which no terminal ends.
    private let isApart: Bool

    package init(_ program: String, words: [String], environment: [String: String], isApart: Bool = false) {
        (self.program, self.words, self.environment, self.isApart) = (program, words, environment, isApart)
    }

    /// Starts it and returns its number; `prepare` says which files it has, of those numbered below the count.
    package func run(
        files count: Int32,
        _ prepare: (inout posix_spawn_file_actions_t) -> Void
    ) throws(LinuxIOError) -> pid_t {
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        unsafe prepare(&actions)
        // Files that somebody else opened at this moment would be kept open by the child.
        unsafe posix_spawn_file_actions_addclosefrom_np(&actions, count)
        var attributes = posix_spawnattr_t()
        unsafe posix_spawnattr_init(&attributes)
        defer { unsafe posix_spawnattr_destroy(&attributes) }
        Self.freeSignals(&attributes, isApart: isApart)
        var number = pid_t()
        let settings = environment.map { "\($0.key)=\($0.value)" }
        let code = unsafe Self.lend(words) { words in
            unsafe Self.lend(settings) { settings in
                unsafe posix_spawnp(&number, program, &actions, &attributes, words, settings)
            }
        }
        guard code == 0 else { throw LinuxIOError(code: code, operation: "start", path: program) }
        return number
    }

    /// Has no signal blocked or ignored in the child: the threads here block nearly all. It leads a session where told.
    private static func freeSignals(_ attributes: inout posix_spawnattr_t, isApart: Bool) {
        var none = sigset_t()
        var all = sigset_t()
        unsafe sigemptyset(&none)
        unsafe sigfillset(&all)
        unsafe posix_spawnattr_setsigmask(&attributes, &none)
        unsafe posix_spawnattr_setsigdefault(&attributes, &all)
        let flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | (isApart ? Int32(relay_spawn_apart) : 0)
        unsafe posix_spawnattr_setflags(&attributes, Int16(flags))
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
