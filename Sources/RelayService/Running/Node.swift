import CivilTime
import Crypto
import Curl
import HTTPClient
import HTTPServer
import HTTPWire
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
    private let started: LiveConfiguration
    private let log: Log
    private let clock = SystemClock()
    private let digests: OpenSSLDigests
    private let health = Health()
    private let outlet = DeliveryOutlet()
    private let deliveryEnded = Alarm()

    private let folder: DataFolder
    private let folderLock: FolderLock
    private let marks: InFlightFile
    private let wasClosed: Bool
    private let writer: StoreWriter
    private let curl: CurlLoop
    private let deliverer: Deliverer
    private let rejections: Rejections
    private let intake: Intake
    private let loops: [EventLoop]
    private let signals: SignalWatch?
    private let server: HTTPServer
    private let reloader: Reloader
    private let replays: ReplayRunner

    /// Opens all that the node needs, from the ground up; nothing leaves before `run`. A node that does not take the
    /// process's signals runs until its task is cancelled.
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
    private static func close(_ writer: StoreWriter, _ curl: CurlLoop, _ loops: [EventLoop]) {
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

// MARK: - Running

extension Node {
    /// Takes events in and delivers them until a signal ends it; returns when all is at rest and on disk.
    package func run() async throws {
        defer { Self.close(writer, curl, loops) }
        let control = try controlServer()
        try await writer.store(started)
        try await reloader.retire(started.routing)
        await withTaskGroup { parts in
            parts.addTask(executorPreference: curl) { await self.deliver() }
            parts.addTask { await self.writeDeadLetters() }
            parts.addTask { await self.checkAfterUncleanEnd() }
            parts.addTask { await self.replays.run() }
            tellReady()
            await keepDoorsOpen(control)
            await end(&parts)
        }
        log.write(.info, "stopped")
    }

    private func tellReady() {
        started.tellWarnings(log)
        for address in server.addresses {
            log.write(
                .info,
                "listening",
                [
                    "address": .string("\(address)"), "tls": .bool(started.tls != nil), "data": .string(folder.path),
                    "configuration": .string(started.routing.fingerprint),
                ]
            )
        }
        ServiceNotification().send(.ready)
    }

    /// Answers requests and signals until one of these ends the node, and then until the last request is answered.
    private func keepDoorsOpen(_ control: HTTPServer) async {
        await withTaskGroup { doors in
            doors.addTask { await self.server.run() }
            doors.addTask { await control.run() }
            doors.addTask { await self.storeRejections() }
            doors.addTask { await self.returnFreedMemory() }
            await waitForEnd()
            health.beginDraining()
            ServiceNotification().send(.stopping)
            log.write(.info, "stopping")
            doors.cancelAll()
            await withTaskGroup { impatience in
                impatience.addTask { await self.exitOnSecondSignal() }
                await deliverer.stop()
                await doors.waitForAll()
                impatience.cancelAll()
            }
        }
    }

    private func waitForEnd() async {
        while let signal = await nextSignal() {
            guard signal == .reload else { return }
            if case .refused(let lines) = await reloader.reloadInTurn(loops[0]) {
                for line in lines { log.write(.error, "reload refused", ["finding": .string(line)]) }
            }
        }
    }

    /// The next signal; nil once the task is cancelled.
    private func nextSignal() async -> Signal? {
        if let signals { return await signals.next() }
        await Alarm().wait()
        return nil
    }

    private func exitOnSecondSignal() async {
        while let signal = await nextSignal() {
            guard signal != .reload else { continue }
            log.write(.warning, "stopped at once")
            ProcessSetup.exit(1)
        }
    }

    /// Lets deliveries end that are under way; what is not done in time stays on disk, and counts as interrupted.
    private func end(_ parts: inout TaskGroup<Void>) async {
        let grace = started.settings.limits.grace
        await withTaskGroup { impatience in
            impatience.addTask { await self.exitOnSecondSignal() }
            await withTaskGroup { waiting in
                waiting.addTask { [deliveryEnded] in await deliveryEnded.wait() }
                waiting.addTask { [loops] in try? await loops[0].pause(for: grace) }
                await waiting.next()
                waiting.cancelAll()
            }
            impatience.cancelAll()
        }
        parts.cancelAll()
    }

    private func deliver() async {
        defer { deliveryEnded.raise() }
        do throws(StoreError) {
            try await deliverer.run(interrupted: marks.interrupted)
        } catch {
            health.noteDamage()
            log.write(.error, "deliveries cannot be read", ["error": .string("\(error)")])
        }
    }

    private func writeDeadLetters() async {
        do throws(StoreError) {
            let ledger = try StoreReader(StoreFile(folder.database))
            let limit = started.settings.limits.deadLetters
            let file = DeadLetterFile(path: folder.deadLetters, sizeLimit: limit, ledger: ledger, log: log)
            await file.run(outlet.deadLetters)
        } catch {
            log.write(.error, "dead letters cannot be read", ["error": .string("\(error)")])
        }
    }

    private func storeRejections() async {
        while (try? await loops[0].pause(for: .seconds(1))) != nil {
            await rejections.store()
            await intake.notes.store()
        }
        await rejections.store()
        await intake.notes.store()
    }

    private func returnFreedMemory() async {
        while (try? await loops[0].pause(for: .seconds(60))) != nil {
            try? await BackgroundThread.run(name: "memory") { ProcessSetup.returnFreedMemory() }
        }
    }

    /// A store that nobody closed is read through, while it is used; what is wrong in it stops the intake.
    private func checkAfterUncleanEnd() async {
        guard !wasClosed else { return }
        log.write(.warning, "the last run did not end in order", ["interrupted": .int(marks.interrupted.count)])
        do {
            try await BackgroundThread.run(name: "check") { [folder, health] in
                try StoreCheck.run(StoreFile(folder.database)) { !health.isDraining }
            }
            // One that was cut short by the end has shown nothing.
            guard !health.isDraining else { return }
            health.noteCheck(isDue: false)
            log.write(.info, "store checked")
        } catch {
            guard !health.isDraining else { return }
            health.noteDamage()
            log.write(.error, "store damaged, events are refused", ["error": .string("\(error)")])
        }
    }
}

// MARK: - Control

extension Node {
    private func controlServer() throws -> HTTPServer {
        let actions = ControlHandler.Actions(
            isReady: { [writer] in await writer.isReady() },
            status: { try await self.status() },
            reload: { [reloader] isForced in await reloader.reload(isForced: isForced) },
            submit: { [writer, deliverer, replays] write throws(StoreError) in
                let result = try await writer.submit(write)
                await deliverer.lookAgain()
                replays.wake()
                return result
            },
            destinations: { isCounting in
                await self.board(isCounting ? try await self.read { try $0.backlogs() } : []).json
            },
            pause: { [deliverer] name, reason throws(StoreError) in
                try await deliverer.pause(name, reason: reason)
            },
            resume: { [deliverer] name, ramp throws(StoreError) in
                try await deliverer.resume(name, over: ramp)
            }
        )
        let configuration = HTTPServerConfiguration(
            endpoints: [HTTPServerConfiguration.Endpoint(.local(path: folder.controlSocket))]
        )
        do {
            return try HTTPServer(configuration, on: [loops[0]], handler: ControlHandler(actions))
        } catch {
            throw ServiceFailure(["\(error). Its path must be short: choose another folder with --data."])
        }
    }

    private func status() async throws -> [UInt8] {
        let (counts, backlogs) = try await read { (try $0.counts(), try $0.backlogs()) }
        return NodeStatus(
            fingerprint: reloader.fingerprint,
            addresses: server.addresses.map { "\($0)" },
            // As `health` finds out, so that the two never disagree.
            isReady: await writer.isReady(),
            counts: counts,
            rejections: rejections.counts,
            board: await board(backlogs)
        ).json
    }

    /// Asks the store beside all else that goes on.
    private func read<Value: Sendable>(
        _ question: @escaping @Sendable (StoreReader) throws -> Value
    ) async throws -> Value {
        try await BackgroundThread.run(name: "status") { [folder] in
            try question(StoreReader(StoreFile(folder.database)))
        }
    }

    private func board(_ backlogs: [Backlog]) async -> DestinationBoard {
        DestinationBoard(
            entries: reloader.routing.table.file.destinations,
            backlogs: backlogs,
            standings: await deliverer.standings(),
            holds: await deliverer.holds(),
            quotas: await deliverer.quotas(),
            askers: reloader.routing.table.askers
        )
    }
}
