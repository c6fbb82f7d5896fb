import Crypto
import HTTPServer
import LinuxIO
import RelayCore
import RelayDelivery
import RelayHTTP
import RelayLog
import RelayRoutes
import RelayStore

/// Reads the routes file anew, and has every part of the node work by it.
final class Reloader: Sendable {
    private let options: RunOptions
    private let store: StoreFile
    private let started: LiveConfiguration
    private let current: Lock<LiveConfiguration>
    private let writer: StoreWriter
    private let intake: Intake
    private let deliverer: Deliverer
    private let server: HTTPServer
    private let digests: OpenSSLDigests
    private let log: Log
    private let clock = SystemClock()
    private let isReloading = Lock(false)

    init(
        _ options: RunOptions,
        _ store: StoreFile,
        _ started: LiveConfiguration,
        _ writer: StoreWriter,
        _ intake: Intake,
        _ deliverer: Deliverer,
        _ server: HTTPServer,
        _ digests: OpenSSLDigests,
        _ log: Log
    ) {
        self.options = options
        self.store = store
        self.started = started
        current = Lock(started)
        self.writer = writer
        self.intake = intake
        self.deliverer = deliverer
        self.server = server
        self.digests = digests
        self.log = log
    }

    /// Of the configuration in force.
    var fingerprint: String { routing.fingerprint }
    /// What is in force.
    var routing: Routing { current.withLock { $0.routing } }

    /// Reads the routes file again, and puts it in force whole or not at all; one at a time, or the older could win.
    ///
    /// Only one that is forced may lack a send that deliveries wait for: they become dead letters.
    func reload(isForced: Bool) async -> ControlHandler.ReloadOutcome {
        await reloadIfIdle(isForced: isForced) ?? .refused(["the routes file is being read already; ask again"])
    }

    /// Reads the routes file once whoever reads it now has done so: what is asked by a signal cannot be asked again.
    func reloadInTurn(_ loop: EventLoop) async -> ControlHandler.ReloadOutcome {
        while true {
            if let outcome = await reloadIfIdle(isForced: false) { return outcome }
            guard (try? await loop.pause(for: .milliseconds(20))) != nil else { return .refused(["the relay stops"]) }
        }
    }

    private func reloadIfIdle(isForced: Bool) async -> ControlHandler.ReloadOutcome? {
        let isFirst = isReloading.withLock { isReloading in
            defer { isReloading = true }
            return !isReloading
        }
        guard isFirst else { return nil }
        defer { isReloading.withLock { $0 = false } }
        return await adoptFile(isForced: isForced)
    }

    private func adoptFile(isForced: Bool) async -> ControlHandler.ReloadOutcome {
        ServiceNotification().send(.reloading)
        defer { ServiceNotification().send(.ready) }
        do {
            let configuration = try await BackgroundThread.run(name: "reload") { [options, digests, clock] in
                try LiveConfiguration(options, digests: digests, at: clock.timestamp())
            }
            let before = current.withLock { $0 }
            guard (configuration.tls == nil) == (before.tls == nil) else {
                return .refused(["service.tls: a listener begins or ceases to speak TLS with a restart only"])
            }
            if !isForced {
                let problems = try await removedSends(by: configuration.routing).problems
                guard problems.isEmpty else { return .refused(problems) }
            }
            try await writer.store(configuration)
            let ended = await adopt(configuration)
            return .adopted(fingerprint: configuration.routing.fingerprint, ended: ended)
        } catch {
            return .refused((error as? ServiceFailure)?.lines ?? ["\(error)"])
        }
    }

    private func removedSends(by routing: Routing) async throws -> RemovedSends {
        try await BackgroundThread.run(name: "reload") { [store] in
            RemovedSends(waiting: try StoreReader(store).waiting(butNotFor: routing.sends))
        }
    }

    /// Puts a configuration in force, and says how many deliveries have ended with that.
    private func adopt(_ configuration: LiveConfiguration) async -> Int {
        current.withLock { $0 = configuration }
        if let tls = configuration.tls { await server.use(tls, at: 0) }
        // First of all nothing new comes in for what was removed, and then what is there ends.
        intake.adopt(configuration.intake)
        await deliverer.adopt(configuration.routing)
        let ended = await retireReplaced(by: configuration.routing)
        log.write(.info, "reloaded", ["configuration": .string(configuration.routing.fingerprint)])
        configuration.tellWarnings(log)
        for path in SettledSettings.changes(from: started.service, to: configuration.service) {
            log.write(.warning, "holds from the next start on", ["setting": .string(path)])
        }
        return ended
    }

    /// By now the configuration is in force, so that what cannot be ended is left to when its turn comes.
    private func retireReplaced(by routing: Routing) async -> Int {
        do throws(StoreError) {
            return try await retire(routing)
        } catch {
            log.write(.error, "deliveries of removed sends not ended", ["error": .string("\(error)")])
            return 0
        }
    }

    /// Ends what there is no send for any more, and says how many deliveries that were.
    @discardableResult
    func retire(_ routing: Routing) async throws(StoreError) -> Int {
        var ended = 0
        // In slices, so that events come in between.
        while case .changed(let count) = try await writer.submit(.retire(keeping: routing.sends)), count > 0 {
            ended += count
        }
        // Lanes may have been let go though nothing has ended.
        await deliverer.lookAgain()
        guard ended > 0 else { return 0 }
        let remedy = "put the sends back, reload, and replay what is wanted: leadrelay dead list --cause send-removed"
        log.write(
            .warning,
            "deliveries ended whose send was removed",
            ["count": .int(ended), "remedy": .string(remedy)]
        )
        return ended
    }
}
