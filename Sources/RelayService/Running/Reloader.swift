import Crypto
import HTTPServer
import LinuxIO
import RelayCore
import RelayDelivery
import RelayHTTP
import RelayLog
import RelayRoutes

/// Reads the routes file anew, and has every part of the node work by it.
final class Reloader: Sendable {
    private let options: RunOptions
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
        _ started: LiveConfiguration,
        _ writer: StoreWriter,
        _ intake: Intake,
        _ deliverer: Deliverer,
        _ server: HTTPServer,
        _ digests: OpenSSLDigests,
        _ log: Log
    ) {
        self.options = options
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
    var fingerprint: String { current.withLock { $0.routing.fingerprint } }

    /// Reads the routes file again, and puts it in force whole or not at all; one at a time, or the older could win.
    func reload() async -> ControlHandler.ReloadOutcome {
        await reloadIfIdle() ?? .refused(["the routes file is being read already; ask again"])
    }

    /// Reads the routes file once whoever reads it now has done so: what is asked by a signal cannot be asked again.
    func reloadInTurn(_ loop: EventLoop) async -> ControlHandler.ReloadOutcome {
        while true {
            if let outcome = await reloadIfIdle() { return outcome }
            guard (try? await loop.pause(for: .milliseconds(20))) != nil else { return .refused(["the relay stops"]) }
        }
    }

    private func reloadIfIdle() async -> ControlHandler.ReloadOutcome? {
        let isFirst = isReloading.withLock { isReloading in
            defer { isReloading = true }
            return !isReloading
        }
        guard isFirst else { return nil }
        defer { isReloading.withLock { $0 = false } }
        return await adoptFile()
    }

    private func adoptFile() async -> ControlHandler.ReloadOutcome {
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
            try await writer.store(configuration)
            await adopt(configuration)
            return .adopted(fingerprint: configuration.routing.fingerprint)
        } catch {
            return .refused((error as? ServiceFailure)?.lines ?? ["\(error)"])
        }
    }

    private func adopt(_ configuration: LiveConfiguration) async {
        current.withLock { $0 = configuration }
        if let tls = configuration.tls { await server.use(tls, at: 0) }
        // First of all nothing new comes in for what was removed, and then what is there ends.
        intake.adopt(configuration.intake)
        await deliverer.adopt(configuration.routing)
        await retireReplaced(by: configuration.routing)
        log.write(.info, "reloaded", ["configuration": .string(configuration.routing.fingerprint)])
        configuration.tellWarnings(log)
        for path in SettledSettings.changes(from: started.service, to: configuration.service) {
            log.write(.warning, "holds from the next start on", ["setting": .string(path)])
        }
    }

    /// By now the configuration is in force, so that what cannot be ended is left to when its turn comes.
    private func retireReplaced(by routing: Routing) async {
        do throws(StoreError) {
            try await retire(routing)
        } catch {
            log.write(.error, "deliveries of removed sends not ended", ["error": .string("\(error)")])
        }
    }

    /// Ends what there is no send for any more.
    func retire(_ routing: Routing) async throws(StoreError) {
        var ended = 0
        // In slices, so that events come in between.
        while case .changed(let count) = try await writer.submit(.retire(keeping: routing.sends)), count > 0 {
            ended += count
        }
        guard ended > 0 else { return }
        log.write(.warning, "deliveries ended whose send was removed", ["count": .int(ended)])
        await deliverer.lookAgain()
    }
}
