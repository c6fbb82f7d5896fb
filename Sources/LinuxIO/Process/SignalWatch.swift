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
}

/// The signals of the process as something to wait for, instead of what interrupts it anywhere.
package actor SignalWatch {
    private let loop: EventLoop
    private let descriptor: Int32
    private var watch: Watch?

    package nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe loop.asUnownedSerialExecutor() }

    /// Takes the signals over.
    ///
    /// To be made on the main thread before others start, since a thread blocks what the one blocks that starts it. The
    /// threads of `Thread` block all of them anyway.
    package init(_ signals: [Signal] = Signal.allCases, on loop: EventLoop) throws(LinuxIOError) {
        var set = SignalMask.block(signals.map(\.number))
        descriptor = unsafe signalfd(-1, &set, Int32(SFD_NONBLOCK | SFD_CLOEXEC))
        let code = errno
        guard descriptor >= 0 else { throw LinuxIOError(code: code, operation: "make", path: "signalfd") }
        self.loop = loop
    }

    deinit { close(descriptor) }

    /// Waits for the next signal; nil once the task is cancelled. One task at a time may wait.
    package func next() async -> Signal? {
        guard let watch = try? loop.watch(descriptor) else { return nil }
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
        var information = signalfd_siginfo()
        let size = MemoryLayout<signalfd_siginfo>.size
        guard unsafe Glibc.read(descriptor, &information, size) == size else { return nil }
        return Signal.allCases.first { $0.number == Int32(information.ssi_signo) }
    }
}
