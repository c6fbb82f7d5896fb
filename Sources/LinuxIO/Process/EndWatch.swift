import CLinux
import Glibc

/// A process beside this one that clears up behind it where it is killed: it ends the programs that this one has started
/// and that were told of a folder, and takes the folder away.
package final class EndWatch: Sendable {
    private let process: ChildProgram

    /// What the other process is called: this program, started by that name, is one.
    private static let name = "leadrelay-end-watch"

    /// Watches over a folder that this process will remove itself where it can.
    package init(over folder: String) throws(LinuxIOError) {
        process = try ChildProgram(apart: "/proc/self/exe", called: Self.name, [folder, String(getpid())])
    }

    /// Needs nobody to clear up any more.
    package func end() { process.kill() }

    /// Watches, where this process was started for that; false where it was started for anything else.
    package static func serve() -> Bool {
        guard CommandLine.argc == 3, CommandLine.arguments[0] == name, let number = Int32(CommandLine.arguments[2])
        else { return false }
        if awaitEnd(of: number) { clearUp(CommandLine.arguments[1]) }
        return true
    }

    /// Waits until the process that has started this one is gone; false where the system cannot tell.
    private static func awaitEnd(of starter: Int32) -> Bool {
        let descriptor = relay_open_process(starter)
        // One that has another parent by now has lost its own, and the number may be somebody else's.
        guard getppid() == starter else { return true }
        guard descriptor >= 0 else { return false }
        awaitEnd(descriptor)
        return true
    }

    private static func clearUp(_ folder: String) {
        for number in Folder.names(in: "/proc").compactMap({ Int32($0) }) {
            // What is held by a descriptor is the same process until the end, whatever becomes of the number.
            let descriptor = relay_open_process(number)
            guard descriptor >= 0 else { continue }
            defer { close(descriptor) }
            guard isOrphan(number), wasTold(number, of: folder) else { continue }
            _ = relay_signal_process(descriptor, SIGKILL)
            // Until it is gone it may write into the folder.
            awaitEnd(descriptor)
        }
        Folder.remove(folder)
    }

    private static func awaitEnd(_ descriptor: Int32) {
        var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        while unsafe poll(&entry, 1, -1) < 0, errno == EINTR {}
    }

    /// Whether a process has come to the parent to which this one came when its own was gone.
    private static func isOrphan(_ number: Int32) -> Bool {
        // The name in brackets may hold anything; behind it stand the state and the parent.
        let words = text("/proc/\(number)/stat").split(separator: UInt8(ascii: ")")).last?.split(separator: 0x20) ?? []
        return words.count > 1 && Int32(String(decoding: words[1], as: UTF8.self)) == getppid()
    }

    private static func wasTold(_ number: Int32, of folder: String) -> Bool {
        text("/proc/\(number)/cmdline").split(separator: 0).contains { $0.starts(with: "\(folder)/".utf8) }
    }

    private static func text(_ path: String) -> [UInt8] { (try? FileBytes.read(path: path, limit: 1 << 16)) ?? [] }
}
