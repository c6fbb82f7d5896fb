import LinuxIO

/// A request under way, from its name's lookup to the answer's end.
@safe
final class Exchange {
    let request: ClientRequest
    let deadline: MonotonicTime
    /// Counts from when it began to connect, if it had to.
    private(set) var connectDeadline = MonotonicTime.never
    /// Where it stands among those under way.
    var position = 0
    /// Nil once it has ended; whoever takes it out resumes it.
    private var continuation: UnsafeContinuation<ClientResult, Never>?

    /// The connection that carries it; nil while there is none.
    private(set) var connection: Connection?
    var attempts = ConnectAttempts()
    /// Whether a connection was ever ready for it.
    private(set) var wasConnected = false
    /// How much of it has left on its connection.
    var sent = 0
    /// Whether a byte of it has left on any connection.
    var hasLeft = false
    /// Whether it was begun anew, because a kept connection had ended meanwhile.
    private(set) var isRepeated = false

    init(
        _ request: ClientRequest,
        at now: MonotonicTime,
        _ continuation: UnsafeContinuation<ClientResult, Never>
    ) {
        self.request = request
        unsafe self.continuation = continuation
        deadline = now + request.timeout
    }

    var isOver: Bool { unsafe continuation == nil }
    var isSentWhole: Bool { sent == request.bytes.count }

    /// When it must be looked at, whatever happens until then.
    var due: MonotonicTime {
        connection == nil ? min(deadline, connectDeadline, attempts.nextDue) : deadline
    }

    func resume(_ result: ClientResult) {
        connection = nil
        guard let waiting = unsafe continuation.take() else { return }
        unsafe waiting.resume(returning: result)
    }

    func start(on connection: Connection) {
        self.connection = connection
        wasConnected = true
        sent = 0
    }

    /// Leaves its connection to the next.
    func letGo() { connection = nil }

    /// Goes back to its start: the connection that it was given had ended.
    func repeatAnew() {
        connection = nil
        isRepeated = true
    }

    func beginConnecting(at now: MonotonicTime) { connectDeadline = now + request.connectTimeout }
}
