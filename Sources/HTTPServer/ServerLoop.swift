import Crypto
import LinuxIO

/// One loop's share of a server: its listening sockets and their connections.
actor ServerLoop {
    /// A listening socket, and which endpoint of the server it belongs to.
    struct Entrance: Sendable {
        let socket: ListeningSocket
        let endpoint: Int
    }

    /// How many connections too many are told so at a time, rather than closed without a word.
    private static let mostTurnedAway = 64

    private let loop: EventLoop
    private let service: LoopService
    private let count: ConnectionCount
    private let entrances: [Entrance]
    /// What each endpoint proves itself with.
    private var contexts: [TLSServerContext?]
    private var arrivals: [Watch] = []
    private var connections: [ObjectIdentifier: Connection] = [:]
    private var turnedAway = 0

    nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe loop.asUnownedSerialExecutor() }

    init(_ loop: EventLoop, _ entrances: [Entrance], _ contexts: [TLSServerContext?], _ shared: SharedService) {
        self.loop = loop
        self.entrances = entrances
        self.contexts = contexts
        count = shared.connections
        service = LoopService(loop, shared)
    }

    /// Takes connections until it is drained, and returns when the last is closed.
    func run() async {
        await withDiscardingTaskGroup { group in
            for entrance in entrances {
                group.addTask(executorPreference: loop) { await self.listen(at: entrance) }
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

    func use(_ context: TLSServerContext, at endpoint: Int) { contexts[endpoint] = context }
}

// Taking connections.
extension ServerLoop {
    private func listen(at entrance: Entrance) async {
        guard let watch = try? loop.watch(entrance.socket.descriptor) else { return entrance.socket.close() }
        arrivals.append(watch)
        await withDiscardingTaskGroup { group in
            while !service.isDraining, await watch.readable() == .ready {
                await takeArrivals(at: entrance, watch, &group)
            }
            // Whoever waits by now is still served, since the system would reset them.
            await takeArrivals(at: entrance, watch, &group)
            watch.end()
            entrance.socket.close()
        }
    }

    private func takeArrivals(at entrance: Entrance, _ watch: Watch, _ group: inout DiscardingTaskGroup) async {
        while true {
            switch entrance.socket.accept() {
            case .connection(let socket, let address): take(socket, from: address, at: entrance, &group)
            case .none: return watch.hasNothingToRead()
            case .exhausted:
                // Who waits goes on waiting, until others have closed their connections.
                try? await loop.pause(for: .milliseconds(100))
                return
            }
        }
    }

    private func take(
        _ socket: Socket,
        from address: SocketAddress?,
        at entrance: Entrance,
        _ group: inout DiscardingTaskGroup
    ) {
        var peer = PeerAddress(nil)
        if case .internet(let address, _) = address {
            peer = PeerAddress(address)
            socket.sendWithoutDelay()
        }
        let arrival = Arrival(socket: socket, peer: peer, context: contexts[entrance.endpoint])
        guard count.add() else { return turnAway(arrival, .connections, &group) }
        guard let place = service.addresses.open(peer.address) else {
            count.remove()
            return turnAway(arrival, .connectionsOfAddress, &group)
        }
        group.addTask(executorPreference: loop) { await self.serve(arrival, at: place) }
    }

    private func turnAway(_ arrival: Arrival, _ refusal: Refusal, _ group: inout DiscardingTaskGroup) {
        guard turnedAway < Self.mostTurnedAway else { return service.handler.refused(refusal, from: arrival.peer) }
        turnedAway += 1
        group.addTask(executorPreference: loop) { await self.turnAway(arrival, refusal) }
    }
}

// Attending to them.
extension ServerLoop {
    /// A connection that has come in.
    private struct Arrival: Sendable {
        let socket: Socket
        let peer: PeerAddress
        let context: TLSServerContext?
    }

    private func serve(_ arrival: Arrival, at place: AddressTable.Place) async {
        await attend(arrival) { await $0.serve() }
        service.addresses.close(place)
        count.remove()
    }

    private func turnAway(_ arrival: Arrival, _ refusal: Refusal) async {
        await attend(arrival) { await $0.turnAway(refusal) }
        turnedAway -= 1
    }

    private func attend(_ arrival: Arrival, _ body: (Connection) async -> Void) async {
        let descriptor = arrival.socket.descriptor
        var session: TLSSession?
        if let context = arrival.context {
            session = TLSSession(context, descriptor: descriptor)
            guard session != nil else { return }
        }
        guard let watch = try? loop.watch(descriptor) else { return }
        let connection = Connection(service, Channel(arrival.socket, watch, session), from: arrival.peer)
        connections[ObjectIdentifier(connection)] = connection
        await body(connection)
        connections[ObjectIdentifier(connection)] = nil
        watch.end()
    }
}
