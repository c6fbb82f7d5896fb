import HTTPWire
import LinuxIO

/// One loop's share of a server: its listening sockets and their connections.
actor ServerLoop {
    /// How many connections too many are told so at once, rather than closed without a word.
    private static let mostTurnedAway = 64

    private let loop: EventLoop
    private let service: LoopService
    private let count: ConnectionCount
    private let listeners: [ListeningSocket]
    private var arrivals: [Watch] = []
    private var connections: [ObjectIdentifier: Connection] = [:]
    private var turnedAway = 0

    nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe loop.asUnownedSerialExecutor() }

    init(_ loop: EventLoop, _ listeners: [ListeningSocket], _ shared: SharedService) {
        self.loop = loop
        self.listeners = listeners
        count = shared.connections
        service = LoopService(loop, shared)
    }

    /// Takes connections until it is drained, and returns when the last is closed.
    func run() async {
        await withDiscardingTaskGroup { group in
            for listener in listeners {
                group.addTask(executorPreference: loop) { await self.listen(at: listener) }
            }
        }
    }

    /// Takes no more connections, and ends those that are idle.
    func drain() {
        service.isDraining = true
        for arrival in arrivals { arrival.interrupt() }
        for connection in connections.values where connection.isIdle { connection.channel.watch.interrupt() }
    }

    /// Ends all connections at once.
    func cut() {
        for connection in connections.values { connection.channel.socket.disconnect() }
    }

    func use(_ handler: any RequestHandler) { service.handler = handler }
}

extension ServerLoop {
    private func listen(at listener: ListeningSocket) async {
        guard let watch = try? loop.watch(listener.descriptor) else { return listener.close() }
        arrivals.append(watch)
        await withDiscardingTaskGroup { group in
            while await watch.readable() == .ready {
                await takeArrivals(listener, watch, &group)
            }
            // Whoever waits by now is still served, since the system would reset them.
            await takeArrivals(listener, watch, &group)
            watch.end()
            listener.close()
        }
    }

    private func takeArrivals(
        _ listener: ListeningSocket,
        _ watch: Watch,
        _ group: inout DiscardingTaskGroup
    ) async {
        while true {
            switch listener.accept() {
            case .connection(let socket, let address):
                take(socket, from: address, &group)
            case .none: return watch.hasNothingToRead()
            case .exhausted:
                // Who waits goes on waiting, until others have closed their connections.
                try? await loop.sleep(for: .milliseconds(100))
                return
            }
        }
    }

    private func take(_ socket: Socket, from address: SocketAddress?, _ group: inout DiscardingTaskGroup) {
        var peer = PeerAddress(nil)
        if case .internet(let address, _) = address {
            peer = PeerAddress(address)
            socket.sendWithoutDelay()
        }
        if !count.add() {
            turnAway(socket, from: peer, .connections, &group)
        } else if !service.addresses.open(peer.address) {
            count.remove()
            turnAway(socket, from: peer, .connectionsOfAddress, &group)
        } else {
            group.addTask(executorPreference: loop) { await self.serve(socket, from: peer) }
        }
    }

    private func turnAway(
        _ socket: Socket,
        from peer: PeerAddress,
        _ refusal: Refusal,
        _ group: inout DiscardingTaskGroup
    ) {
        guard turnedAway < Self.mostTurnedAway else { return service.handler.refused(refusal, from: peer) }
        turnedAway += 1
        group.addTask(executorPreference: loop) { await self.turnAway(socket, from: peer, refusal) }
    }

    private func serve(_ socket: Socket, from peer: PeerAddress) async {
        await attend(socket, from: peer) { await $0.serve() }
        service.addresses.close(peer.address)
        count.remove()
    }

    private func turnAway(_ socket: Socket, from peer: PeerAddress, _ refusal: Refusal) async {
        await attend(socket, from: peer) { await $0.turnAway(refusal) }
        turnedAway -= 1
    }

    private func attend(_ socket: Socket, from peer: PeerAddress, _ body: (Connection) async -> Void) async {
        guard let watch = try? loop.watch(socket.descriptor) else { return }
        let connection = Connection(service, Channel(socket, watch), from: peer, isSecure: false)
        connections[ObjectIdentifier(connection)] = connection
        await body(connection)
        connections[ObjectIdentifier(connection)] = nil
        watch.end()
    }
}
