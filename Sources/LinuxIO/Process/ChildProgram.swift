import CLinux
import Glibc

/// A program that this one has started; it is killed when nobody needs it any more.
///
/// It gets the variables and the output file that it is given, nothing to read, and no other open file. It begins on the
/// processors of the thread that starts it.
package final class ChildProgram: Sendable {
    private let number: pid_t
    /// What became of it, once somebody has asked the system.
    private let end = Lock<Int32?>(nil)

    /// Starts the program of that path. `name` is what it is told to be called; what it prints and complains of goes to
    /// the end of the output file, whose folder is there.
    package init(
        _ path: String,
        called name: String,
        _ arguments: [String],
        environment: [String: String],
        output: String
    ) throws(LinuxIOError) {
        let start = ProgramStart(path, words: [name] + arguments, environment: environment)
        number = try unsafe start.run(files: STDERR_FILENO + 1) { actions in
            unsafe posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
            let flags = O_WRONLY | O_CREAT | O_APPEND
            unsafe posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, output, flags, 0o600)
            unsafe posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO)
        }
    }

    /// Starts a program in a session of its own, so that no terminal ends it. It complains where this one does, and
    /// prints nowhere.
    init(apart path: String, called name: String, _ arguments: [String]) throws(LinuxIOError) {
        let start = ProgramStart(path, words: [name] + arguments, environment: [:], isApart: true)
        number = try unsafe start.run(files: STDERR_FILENO + 1) { actions in
            unsafe posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
            unsafe posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
        }
    }

    deinit { kill() }

    /// Asks it to end in order, unless it has ended.
    package func terminate() { signal(SIGTERM) }

    /// Ends it at once, and returns when it is gone.
    package func kill() {
        signal(SIGKILL)
        _ = end.withLock { ask(&$0, waits: true) }
    }

    /// Waits for its end for at most that long: the exit status, or the number of the signal that ended it, negated; nil
    /// while it runs.
    package func end(within limit: Duration) -> Int32? {
        let deadline = SystemClock().monotonicTime() + limit
        while true {
            if let status = end.withLock({ ask(&$0, waits: false) }) { return status }
            guard SystemClock().monotonicTime() < deadline else { return nil }
            // The end of a child is told by a signal, which belongs to the whole process: so it is asked for now and then.
            _ = poll(nil, 0, 5)
        }
    }

    /// How long its threads have used processors until now; zero once it has ended.
    package var processorTime: Duration {
        var clock = clockid_t()
        var time = timespec()
        guard unsafe clock_getcpuclockid(number, &clock) == 0, unsafe clock_gettime(clock, &time) == 0 else {
            return .zero
        }
        return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
    }

    /// How many bytes of memory it holds; zero where the system does not tell.
    package var residentBytes: Int {
        let status = (try? FileBytes.read(path: "/proc/\(number)/status", limit: 1 << 16)) ?? []
        let line = status.split(separator: UInt8(ascii: "\n")).first { $0.starts(with: "VmRSS:".utf8) } ?? []
        let digits = line.filter { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        return (Int(String(decoding: digits, as: UTF8.self)) ?? 0) * 1_024
    }

    private func signal(_ signal: Int32) {
        // The number is its own until its end has been asked for: that is under the lock too.
        end.withLock { end in
            if end == nil { _ = Glibc.kill(number, signal) }
        }
    }

    private func ask(_ end: inout Int32?, waits: Bool) -> Int32? {
        guard end == nil else { return end }
        var status: Int32 = 0
        var answer: pid_t
        repeat { answer = unsafe waitpid(number, &status, waits ? 0 : WNOHANG) } while answer < 0 && errno == EINTR
        guard answer != 0 else { return nil }
        let signal = status & 0x7F
        // What somebody else has waited for is over too, and nobody knows how.
        end = answer < 0 ? -1 : signal == 0 ? status >> 8 & 0xFF : -signal
        return end
    }
}
