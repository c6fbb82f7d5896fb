import CivilTime
import CommandLineFrame
import Crypto
import HTTPServer
import LinuxIO
import RelayCore
import RelayLog
import RelayMocks
import RelayService

/// A demo that runs: the stand-ins, the relay before them, and whoever tells of both.
enum DemoSession {
    /// Runs until a signal ends it, or the story where that is all; says whether all went as the story says.
    ///
    /// - Throws: `DemoEnd.Ended` where a signal cut the story off, and what kept the relay from running.
    static func run(
        in folder: DemoFolder,
        on loops: [EventLoop],
        until signals: SignalWatch,
        listen: String,
        seed: UInt64,
        isOnce: Bool,
        _ console: any Console
    ) async throws -> Bool {
        let line = try WebhookPost.Line(connections: 8)
        defer { line.close() }
        let (clock, outbox) = (SystemClock(), DemoOutbox())
        let standIns = try DemoStandIns(folder, seed: seed, now: { clock.timestamp() }, emit: outbox.send)
        let local = SocketAddress.internet(IPAddress(v4: 0x7F00_0001), port: 0)
        let listener = try HTTPServer(
            HTTPServerConfiguration(endpoints: [HTTPServerConfiguration.Endpoint(local)]),
            on: loops,
            handler: standIns
        )
        let apis = "http://\(listener.addresses[0])"
        let node = try Node(options(folder, listen: listen, apis: apis), takesSignals: false) { _ in log(folder) }
        let sender = try DemoSender(folder, to: "http://\(node.addresses[0])", over: line)
        outbox.connect(sender.webhooks(pausing: loops[0]))
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await listener.run() }
            group.addTask { await outbox.run() }
            let end = DemoEnd()
            group.addTask { await run(node, until: signals, end) }
            let relay = "\(node.addresses[0])"
            let world = try DemoWorld(folder, standIns, sender, relay: relay, apis: apis, loops[0], end)
            let isAsTold: Result<Bool, any Error>
            do {
                isAsTold = .success(try await tell(world, seed: seed, isOnce: isOnce, console))
            } catch { isAsTold = .failure(error) }
            node.stop()
            while !end.isSet { try await loops[0].pause(for: .milliseconds(10)) }
            group.cancelAll()
            return try isAsTold.get()
        }
    }

    /// Runs the relay until a first signal ends it in order, or a second one at once.
    private static func run(_ node: Node, until signals: SignalWatch, _ end: DemoEnd) async {
        await withTaskGroup { parts in
            parts.addTask {
                do {
                    try await node.run()
                    end.set(.success(()))
                } catch { end.set(.failure(error)) }
            }
            parts.addTask {
                guard await signals.next() != nil else { return }
                end.want()
                node.stop()
                _ = await signals.next()
            }
            await parts.next()
            parts.cancelAll()
        }
    }

    private static func tell(
        _ world: DemoWorld,
        seed: UInt64,
        isOnce: Bool,
        _ console: any Console
    ) async throws -> Bool {
        // Nothing is told of a relay that does not start.
        _ = try await world.wait { FileBytes.exists(path: world.folder.data.controlSocket) ? true : nil }
        var story = DemoStory(world, console, isAll: isOnce)
        try await story.tell()
        if isOnce {
            try story.sumUp()
        } else {
            try await goOn(world, seed: seed, console)
        }
        try story.close()
        return story.isAsTold
    }

    /// Goes on until somebody ends it, which is how it is meant to end.
    private static func goOn(_ world: DemoWorld, seed: UInt64, _ console: any Console) async throws {
        var stream = try DemoStream(world, console, seed: seed)
        do { try await stream.run() } catch is DemoEnd.Ended {}
    }

    private static func options(_ folder: DemoFolder, listen: String, apis: String) -> RunOptions {
        RunOptions(
            config: folder.routes,
            data: folder.data.path,
            listen: listen,
            log: "text",
            bases: Dictionary(uniqueKeysWithValues: DemoFolder.apis.map { ($0, "\(apis)/\($0)") })
        )
    }

    private static func log(_ folder: DemoFolder) -> Log {
        let (path, turn, clock) = (folder.log, Lock(()), SystemClock())
        return Log(
            format: .text,
            time: { clock.timestamp().rfc3339 },
            // Opened anew for each of the few lines, so that a reader may take the file away.
            sink: { line in turn.withLock { _ in try? AppendFile(path: path).append(Array(line.utf8)) } }
        )
    }
}

/// The webhooks that Sendpilot's stand-in sends, and whoever sends them.
final class DemoOutbox: Sendable {
    private let sender = Lock<WebhookSender?>(nil)

    func connect(_ sender: WebhookSender) { self.sender.withLock { $0 = sender } }
    func send(_ emissions: [Emission]) { sender.withLock { $0 }?.send(emissions) }
    func run() async { await sender.withLock { $0 }?.run() }
}
