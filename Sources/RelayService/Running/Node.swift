import Crypto
import Curl
import HTTPClient
import HTTPServer
package import LinuxIO
import RelayCore
import RelayDelivery
import RelayHTTP
package import RelayLog
import RelayOutbound
package import RelayRoutes
import RelayStore

/// A running relay: every part of it, and the order in which they start and stop.
package final class Node: Sendable {
    private let options: RunOptions
    let started: LiveConfiguration
    let log: Log
    private let clock = SystemClock()
    private let digests: OpenSSLDigests
    let health = Health()
    let outlet = DeliveryOutlet()
    let deliveryEnded = Alarm()
    let stopWanted = Alarm()

    let folder: DataFolder
    private let folderLock: FolderLock
    let marks: InFlightFile
    let wasClosed: Bool
    let writer: StoreWriter
    let curl: CurlLoop
    let deliverer: Deliverer
    let rejections: Rejections
    let intake: Intake
    let loops: [EventLoop]
    let signals: SignalWatch?
    let server: HTTPServer
    let reloader: Reloader
    let replays: ReplayRunner

    /// Opens all that the node needs, from the ground up; nothing leaves before `run`. A node that does not take the
    /// process's signals runs until it is told to `stop`, or its task is cancelled.
    package init(_ options: RunOptions, takesSignals: Bool = true, log makeLog: (ServiceSettings) -> Log) throws {
        self.options = options
        let clock = clock
        digests = try OpenSSLDigests()
        started = try LiveConfiguration(options, digests: digests, at: clock.timestamp())
        let settings = started.settings
        log = makeLog(settings)
        folder = DataFolder(path: options.data(settings))
        try Folder.make(folder.path)
        // A command that changes the store while no relay runs has it for a moment.
        folderLock = try FolderLock(folder: folder.path, patience: .seconds(2))
        loops = try EventLoop.start()
        signals = takesSignals ? try SignalWatch(on: loops[0]) : nil
        let client = try HTTPClient()
        curl = try CurlLoop(companion: client)
        marks = try InFlightFile(path: folder.inFlight)
        let store = try SQLiteStore(StoreFile(folder.database), limits: StoreLimits(settings.store))
        wasClosed = store.wasClosed ?? true
        health.noteCheck(isDue: !wasClosed)
        writer = try StoreWriter(store, queueLimit: settings.limits.queue, outlet, health, log)

        rejections = Rejections(writer)
        let ports = Intake.Ports(
            committer: writer,
            rejections: rejections,
            digests: digests,
            now: { clock.timestamp() },
            takesEvents: { [health] in health.takesEvents },
            isReady: { [writer] in await writer.isReady() },
            log: log
        )
        intake = Intake(started.intake, ports)
        do {
            let sender = try OutboundSender(on: curl, client: client)
            deliverer = try Self.deliverer(started.routing, writer, folder, curl, sender, marks, outlet, digests, log)
            server = try Self.server(options.listen(settings), started, loops, intake)
        } catch {
            Self.close(writer, curl, loops)
            throw error
        }
        outlet.connect(deliverer)
        let file = StoreFile(folder.database)
        reloader = Reloader(options, file, started, writer, intake, deliverer, server, digests, log)
        replays = Self.replays(file, writer, reloader, LoopTime(curl), digests, log)
    }

    /// Where it takes events in.
    package var addresses: [SocketAddress] { server.addresses }

    /// A store that was opened is closed again whatever happens, or the next start would take it for one left by a crash.
    static func close(_ writer: StoreWriter, _ curl: CurlLoop, _ loops: [EventLoop]) {
        writer.close()
        curl.stop()
        for loop in loops { loop.stop() }
    }

    private static func deliverer(
        _ routing: Routing,
        _ writer: StoreWriter,
        _ folder: DataFolder,
        _ curl: CurlLoop,
        _ sender: OutboundSender,
        _ marks: InFlightFile,
        _ outlet: DeliveryOutlet,
        _ digests: OpenSSLDigests,
        _ log: Log
    ) throws -> Deliverer {
        let file = StoreFile(folder.database)
        let ports = Deliverer.Ports(
            sender: sender,
            committer: writer,
            reader: { [turns = writer.turns] () throws(StoreError) in try StoreReader(file, turns: turns) },
            clock: LoopTime(curl),
            marks: marks,
            digest: { digests.sha256(of: $0) },
            chance: {
                let random = SystemRandom()
                return random.next()
            },
            log: log,
            deadLetterWritten: { outlet.deadLetters.raise() }
        )
        return Deliverer(routing, ports, on: curl)
    }

    private static func replays(
        _ file: StoreFile,
        _ writer: StoreWriter,
        _ reloader: Reloader,
        _ clock: LoopTime,
        _ digests: OpenSSLDigests,
        _ log: Log
    ) -> ReplayRunner {
        ReplayRunner(
            ReplayRunner.Ports(
                committer: writer,
                reader: { () throws(StoreError) in try StoreReader(file) },
                clock: clock,
                digest: { digests.sha256(of: $0) },
                routing: { reloader.routing },
                log: log
            )
        )
    }

    private static func server(
        _ text: String,
        _ live: LiveConfiguration,
        _ loops: [EventLoop],
        _ handler: any RequestHandler
    ) throws -> HTTPServer {
        guard let address = SocketAddress(setting: text) else {
            throw ServiceFailure(["'\(text)' is no address to listen on. Write one as in 127.0.0.1:8080."])
        }
        let endpoint = HTTPServerConfiguration.Endpoint(address, tls: live.tls)
        var configuration = HTTPServerConfiguration(endpoints: [endpoint])
        configuration.limits = ServerLimits(live.settings.limits)
        configuration.trustedProxies = live.settings.proxies.compactMap { AddressNetwork($0) }
        do {
            return try HTTPServer(configuration, on: loops, handler: handler)
        } catch {
            throw ServiceFailure(["\(error). Is it in use already? Choose another with --listen."])
        }
    }
}
