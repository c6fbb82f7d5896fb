import CivilTime
import Crypto
import HTTPServer
import HTTPWire
import LinuxIO
import RelayCore
import RelayDelivery
import RelayHTTP
import RelayLog
import RelayRoutes
import RelayStore

/// One life of the relay: the real intake, store, group commit, reader and deliverer, from a start to its end.
final class Relay: Sendable {
    private let ground: Ground
    private let store: WitnessedStore
    private let commits: GroupCommit
    private let deliverer: Deliverer
    private let intake: Intake
    private let marks: MarksOfLife
    private let interrupted: [DeliveryID]
    private let outlet = Lock<Deliverer?>(nil)
    private let signal = CommitSignal()
    /// Raised when it is to end, or its power is gone.
    private let end = Alarm()
    private let current: Lock<Setup.Configuration>
    private let isOpen = Lock(false)

    /// What a life stands on, and finds as the one before it has left it.
    struct Ground: Sendable {
        let time: WorldTime
        let power: PowerSupply
        let chronicle: Chronicle
        let peers: Peers
        let marks: Marks
        let digests: OpenSSLDigests
        let file: StoreFile
        let memory: MemoryLimits
        let executor: any SerialExecutor
        let chance: @Sendable () -> UInt64
        let log: @Sendable (String) -> Void
    }

    /// Opens everything; fails where the disk does.
    init(_ ground: Ground, _ configuration: Setup.Configuration, life: Int) throws {
        let (time, power, file) = (ground.time, ground.power, ground.file)
        self.ground = ground
        interrupted = ground.marks.left
        marks = MarksOfLife(ground.marks) { power.isOn }
        store = try WitnessedStore(file, ground.memory, power, ground.chronicle, time)
        let log = Log(level: .warning, format: .text, time: { "" }, sink: ground.log)
        commits = GroupCommit(
            store,
            wake: signal,
            now: { time.now },
            report: { [outlet] batch in outlet.withLock { $0 }?.offer(batch.ready, events: batch.newEvents) }
        )
        let current = Lock(configuration)
        self.current = current
        let fingerprint = { @Sendable in current.withLock { $0.routing.fingerprint } }
        let ports = Deliverer.Ports(
            sender: PeersOfLife(ground.peers, time, power, life: life, configuration: fingerprint),
            committer: WitnessedCommits(commits, ground.chronicle, time, life: life),
            reader: { [turns = store.turns] () throws(StoreError) in try StoreReader(file, turns: turns) },
            clock: time,
            marks: marks,
            digest: { $0 },
            chance: ground.chance,
            log: log,
            deadLetterWritten: {}
        )
        deliverer = Deliverer(configuration.routing, ports, on: ground.executor)
        intake = Intake(
            configuration.table(at: time.now),
            Intake.Ports(
                committer: commits,
                rejections: Rejections(commits),
                digests: ground.digests,
                now: { time.now },
                takesEvents: { true },
                isReady: { true },
                log: log
            )
        )
        outlet.withLock { $0 = deliverer }
    }

    // MARK: Living

    /// Works until it is told to stop, or its power fails.
    func run() async {
        ground.power.tell(end)
        await withDiscardingTaskGroup { writing in
            writing.addTask { await self.write() }
            await self.deliver()
            writing.cancelAll()
        }
        if ground.power.isOn { try? store.close() }
        outlet.withLock { $0 = nil }
    }

    func stop() { end.raise() }

    private func deliver() async {
        guard (try? await retire()) != nil else { return }
        let delivered = Alarm()
        await withDiscardingTaskGroup { delivering in
            delivering.addTask {
                // One that cannot read its store is started again by somebody.
                do { try await self.deliverer.run(interrupted: self.interrupted) } catch { self.end.raise() }
                delivered.raise()
            }
            isOpen.withLock { $0 = true }
            await end.wait()
            isOpen.withLock { $0 = false }
            if ground.power.isOn { await endInOrder(delivered) }
            delivering.cancelAll()
        }
    }

    /// Lets what is under way end, for as long as the power is on and people are patient.
    private func endInOrder(_ delivered: Alarm) async {
        await deliverer.stop()
        ground.power.tell(delivered)
        await withDiscardingTaskGroup { patience in
            patience.addTask { [ground] in
                await ground.time.pass(.seconds(20))
                delivered.raise()
            }
            await delivered.wait()
            patience.cancelAll()
        }
    }

    private func write() async {
        while !Task.isCancelled {
            await signal.wait()
            // So that some of what comes shares a transaction.
            await ground.time.pass(.milliseconds(ground.chance() % 4))
            if !Task.isCancelled { commits.drain() }
            if !ground.power.isOn { break }
        }
        commits.stop()
        commits.drain()
    }

    private func retire() async throws {
        let sends = current.withLock { $0.routing.sends }
        while case .changed(let count) = try await commits.submit(.retire(keeping: sends)), count > 0 {}
    }

    // MARK: From outside

    /// Answers a webhook; nil where nobody does.
    func answer(_ request: ServerRequest) async -> Response? {
        guard ground.power.isOn, isOpen.withLock({ $0 }) else { return nil }
        let response = await intake.respond(to: request)
        return ground.power.isOn ? response : nil
    }

    /// Carries out what a person wants of a delivery.
    func carryOut(_ write: StoreWrite) async {
        guard isOpen.withLock({ $0 }) else { return }
        _ = try? await commits.submit(write)
        await deliverer.lookAgain()
    }

    /// Puts another configuration in force, whatever waits for what it lacks.
    func adopt(_ configuration: Setup.Configuration) async {
        guard isOpen.withLock({ $0 }) else { return }
        current.withLock { $0 = configuration }
        intake.adopt(configuration.table(at: ground.time.now))
        await deliverer.adopt(configuration.routing)
        try? await retire()
        await deliverer.lookAgain()
    }
}

extension Setup.Configuration {
    fileprivate func table(at now: Timestamp) -> IntakeTable {
        IntakeTable(routing, settings: settings, verifiers: verifiers, at: now)
    }
}
