import CLinux
import Glibc

/// A signal that tells the service something.
package enum Signal: Sendable, CaseIterable {
    /// SIGTERM: whoever runs the service wants it to end.
    case terminate
    /// SIGINT: somebody at the terminal does.
    case interrupt
    /// SIGHUP: read the configuration again.
    case reload

    var number: Int32 {
        switch self {
        case .terminate: SIGTERM
        case .interrupt: SIGINT
        case .reload: SIGHUP
        }
    }

    /// Whether whoever started this process has it ignore the signal, as `nohup` does.
    package var isIgnored: Bool { relay_ignores_signal(number) }

    /// Those by which somebody wants a program to end: a closed terminal is one, unless it was told to go on without.
    package static var endings: [Signal] { [.interrupt, .terminate] + (Self.reload.isIgnored ? [] : [.reload]) }

    /// Sends it to this process, as somebody outside would.
    package func raise() { kill(getpid(), number) }
}

/// The signals of the process as something to wait for, instead of what ends it.
///
/// A signalfd would need them blocked in every thread, and the main thread of a program with an asynchronous `main` waits
/// in `sigsuspend` with none blocked. So a handler writes them into a pipe; there is one for the process, and one watch at
/// a time has it: a second one would wait for signals that the first reads.
package actor SignalWatch {
    private let loop: EventLoop
    private let signals: [Signal]
    private let readEnd: Int32
    private let writeEnd: Int32
    private var watch: Watch?

    private static let isTaken = Lock(false)

    package nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe loop.asUnownedSerialExecutor() }

    /// Takes the signals over, until it is let go; nobody else in this process may have them.
    package init(_ signals: [Signal] = Signal.allCases, on loop: EventLoop) throws(LinuxIOError) {
        let isFree = Self.isTaken.withLock { isTaken in
            defer { isTaken = true }
            return !isTaken
        }
        guard isFree else { throw LinuxIOError(code: EBUSY, operation: "watch", path: "signals") }
        var ends: [2 of Int32] = [-1, -1]
        let result = unsafe withUnsafeMutablePointer(to: &ends) { ends in
            // An inline array of two numbers is laid out as C's.
            unsafe ends.withMemoryRebound(to: Int32.self, capacity: 2) { unsafe relay_make_pipe($0) }
        }
        let code = errno
        guard result == 0 else {
            Self.isTaken.withLock { $0 = false }
            throw LinuxIOError(code: code, operation: "make", path: "pipe")
        }
        (readEnd, writeEnd) = (ends[0], ends[1])
        self.loop = loop
        self.signals = signals
        for signal in signals { relay_catch_signal(signal.number, writeEnd) }
    }

    deinit {
        for signal in signals { relay_leave_signal(signal.number) }
        close(readEnd)
        close(writeEnd)
        Self.isTaken.withLock { $0 = false }
    }

    /// Waits for the next signal; nil once the task is cancelled. One task at a time may wait.
    package func next() async -> Signal? {
        // A task without this preference would wait for the descriptor on the shared threads, to which it does not belong.
        await withTaskExecutorPreference(loop) { await nextOnLoop() }
    }

    private func nextOnLoop() async -> Signal? {
        guard let watch = try? loop.watch(readEnd) else { return nil }
        self.watch = watch
        defer {
            watch.end()
            self.watch = nil
        }
        while true {
            if let signal = read() { return signal }
            watch.hasNothingToRead()
            let outcome = await withTaskCancellationHandler {
                await watch.readable()
            } onCancel: {
                loop.perform { _ in self.assumeIsolated { $0.watch?.interrupt() } }
            }
            guard outcome == .ready else { return nil }
        }
    }

    private func read() -> Signal? {
        var number: UInt8 = 0
        guard unsafe Glibc.read(readEnd, &number, 1) == 1 else { return nil }
        return Signal.allCases.first { $0.number == Int32(number) }
    }
}
