package import Crypto
package import LinuxIO

/// A listener of HTTP/1.1: it reads requests within limits, has a handler answer them, and ends in order.
package final class HTTPServer: Sendable {
    /// Where it listens, with the ports that the system has chosen.
    package let addresses: [SocketAddress]

    private let loops: [ServerLoop]
    private let clock: EventLoop
    private let drainTime: Duration
    private let end = Announcement()

    /// Begins to listen; connections are answered once it runs. The loops belong to whoever stops them, after `run`.
    package init(
        _ configuration: HTTPServerConfiguration,
        on loops: [EventLoop],
        handler: any RequestHandler
    ) throws(LinuxIOError) {
        guard let first = loops.first else { preconditionFailure("a server needs a loop") }
        let limits = configuration.limits
        let shared = SharedService(
            limits: limits,
            forwarded: ForwardedRequest(trusted: configuration.trustedProxies),
            addresses: AddressTable(limits: limits),
            connections: ConnectionCount(limit: limits.connections),
            handler: handler
        )
        var entrances = [[ServerLoop.Entrance]](repeating: [], count: loops.count)
        var bound: [SocketAddress] = []
        for (index, endpoint) in configuration.endpoints.enumerated() {
            let group = try ListeningSocket.group(endpoint.address, count: loops.count)
            bound.append(group[0].address)
            for (loop, socket) in group.enumerated() { entrances[loop].append(.init(socket: socket, endpoint: index)) }
        }
        addresses = bound
        let contexts = configuration.endpoints.map(\.tls)
        self.loops = zip(loops, entrances).map { ServerLoop($0, $1, contexts, shared) }
        clock = first
        drainTime = limits.drainTime
    }

    /// Answers requests until the task is cancelled; returns when the last connection is closed.
    ///
    /// Then nobody new is taken, who is idle is closed, and what is in flight is answered, within the time to drain.
    /// After that connections are cut, and handlers find their tasks cancelled: one that ignores it is waited for.
    package func run() async {
        // A cancelled task would cancel what is in flight with it, so this is not a child of the caller's.
        let work = Task(executorPreference: clock) { await self.serve() }
        await withTaskCancellationHandler {
            await work.value
        } onCancel: {
            end.announce()
        }
    }

    /// Has the requests from now on answered by another handler.
    package func use(_ handler: any RequestHandler) async {
        for loop in loops { await loop.use(handler) }
    }

    /// Has the connections from now on prove the server with other files; those that are open keep theirs.
    package func use(_ context: TLSServerContext, at endpoint: Int) async {
        for loop in loops { await loop.use(context, at: endpoint) }
    }

    private func serve() async {
        await withTaskGroup { group in
            for loop in loops {
                group.addTask {
                    await loop.run()
                    return true
                }
            }
            group.addTask {
                await self.endInTime()
                return false
            }
            var running = loops.count
            for await isLoop in group {
                running -= isLoop ? 1 : 0
                // The time to drain is over, or need not be waited for.
                if running == 0 || !isLoop { group.cancelAll() }
            }
        }
    }

    /// Waits for the end to be asked for, and returns when it is due.
    private func endInTime() async {
        await end.wait()
        for loop in loops { await loop.drain() }
        do {
            try await clock.pause(for: drainTime)
            for loop in loops { await loop.cut() }
        } catch {}
    }
}
