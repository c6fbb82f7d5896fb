/// Tells the service manager how far the service is, by systemd's protocol; without a manager it tells nobody.
package struct ServiceNotification: Sendable {
    package enum State: Sendable { case ready, reloading, stopping }

    private let address: SocketAddress?

    /// Sends to the socket of that name, which the manager hands over in `NOTIFY_SOCKET`.
    package init(socket: String? = ProcessEnvironment.value(of: "NOTIFY_SOCKET")) {
        // A path, or with an `@` a name outside of the file system.
        let name = socket.flatMap { $0.hasPrefix("/") || $0.hasPrefix("@") ? $0 : nil }
        address = name.map { .local(path: $0) }
    }

    /// Tells of a state; a manager that does not listen is not waited for.
    package func send(_ state: State) {
        guard let address, let socket = try? SocketDescriptor(for: address, datagrams: true) else { return }
        let text = Array(Self.text(state).utf8)
        _ = socket.send(text.span, to: address)
    }

    private static func text(_ state: State) -> String {
        switch state {
        case .ready: "READY=1"
        case .stopping: "STOPPING=1"
        // The manager takes a `READY=1` for the reload's end only if it was sent after this time.
        case .reloading: "RELOADING=1\nMONOTONIC_USEC=\(SystemClock().monotonicTime().nanoseconds / 1_000)"
        }
    }
}
