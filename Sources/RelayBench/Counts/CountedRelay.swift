import CEL
import CTally
import CivilTime
import Crypto
import HTTPServer
import HTTPWire
import LinuxIO
import RelayCore
import RelayDelivery
import RelayGauge
import RelayHTTP
import RelayLog
import RelayRoutes
import RelayStore
import RelayTesting

/// A relay without sockets and threads: requests go in as they were read, its destinations answer at once, and what is
/// to be written waits until nothing else can run.
final class CountedRelay {
    private let loop = LoopExecutor()
    private let group: GroupCommit
    private let commits: CountedCommits
    private let intake: Intake
    private let deliverer: Deliverer
    private let isHeld: Bool

    /// `isHeld` has it keep what it accepts.
    init(in folder: String, isHeld: Bool) throws {
        self.isHeld = isHeld
        let digests = try OpenSSLDigests()
        let routing = try Self.routing(isHeld: isHeld)
        let file = StoreFile(folder + "relay.db")
        let store = try SQLiteStore(file)
        let turns = store.turns
        let offers = Lock<Deliverer?>(nil)
        group = GroupCommit(store, wake: NoWake(), now: { SimulatedTime.beginning }) { batch in
            offers.withLock { $0 }?.offer(batch.ready, events: batch.newEvents)
        }
        let commits = CountedCommits(group)
        self.commits = commits
        let log = Log(format: .json, time: { "" }, sink: { _ in })
        let ports = Self.ports(commits, file, turns, digests, log)
        let deliverer = Deliverer(routing, ports, on: loop)
        self.deliverer = deliverer
        if !isHeld { offers.withLock { $0 = deliverer } }
        intake = Self.intake(routing, commits, digests, log)
    }

    private static func ports(
        _ commits: CountedCommits,
        _ file: StoreFile,
        _ turns: Turns,
        _ digests: OpenSSLDigests,
        _ log: Log
    ) -> Deliverer.Ports {
        Deliverer.Ports(
            sender: ReadySender(),
            committer: commits,
            reader: { () throws(StoreError) in try StoreReader(file, turns: turns) },
            clock: SimulatedTime(VirtualClock()),
            marks: NoMarks(),
            digest: {
                let digest = digests.sha256($0.span)
                return digest.indices.map { digest[$0] }
            },
            chance: { 0 },
            log: log,
            deadLetterWritten: {}
        )
    }

    private static func intake(
        _ routing: Routing,
        _ commits: CountedCommits,
        _ digests: OpenSSLDigests,
        _ log: Log
    ) -> Intake {
        let ports = Intake.Ports(
            committer: commits,
            rejections: Rejections(commits),
            digests: digests,
            now: { SimulatedTime.beginning },
            takesEvents: { true },
            isReady: { true },
            log: log
        )
        return Intake(table(routing, digests), ports)
    }

    /// Takes the batches in, one after the other, each until all of it has come to its end here; what the thread did for
    /// all but the first few.
    func cost(ofBatches count: Int, afterWarmUp warmUp: Int) throws -> relay_tally {
        let batches = try CountedBatches(count + warmUp)
        let sum = Lock(relay_tally())
        let failure = Lock<(any Error)?>(nil)
        let (intake, deliverer, isHeld, commits) = (intake, deliverer, isHeld, commits)
        loop.run {
            async let running: Void = commits.failing { if !isHeld { try await deliverer.run() } }
            do {
                for (index, batch) in batches.requests.enumerated() {
                    let start = relay_tally_now()
                    await Self.take(batch, intake)
                    if !isHeld { try await commits.settled(batch.count * GaugePlan().destinations * (index + 1)) }
                    let end = relay_tally_now()
                    if index >= warmUp { sum.withLock { $0.add(end, since: start) } }
                }
            } catch {
                failure.withLock { $0 = error }
            }
            if !isHeld { await deliverer.stop() }
            _ = await running
        } whenIdle: { [group] in
            group.drain()
        }
        if let failure = failure.withLock({ $0 }) { throw failure }
        return sum.withLock { $0 }
    }

    private static func take(_ batch: [ServerRequest], _ intake: Intake) async {
        await withTaskGroup { group in
            for request in batch { group.addTask { await intake.respond(to: request).status } }
            for await status in group { precondition(status == 200, "an event was answered with \(status)") }
        }
    }

    private struct Unusable: Error {}

    private static func routing(isHeld: Bool) throws -> Routing {
        let ports = (0..<GaugePlan().destinations).map { UInt16($0 + 1) }
        let text = GaugeRoutes.text(ports: ports, isHeld: isHeld)
        guard let file = RoutesFile.read(Array(text.utf8)).file else { throw Unusable() }
        let table = RouteTableBuilder.build(file, catalogue: .embedded, base: Environment()).table
        return Routing(table, fingerprint: "counts")
    }

    private static func table(_ routing: Routing, _ digests: OpenSSLDigests) -> IntakeTable {
        let verifiers = routing.table.sources.mapValues { source in
            Verifier(source.schemes, secrets: source.secrets, digests: digests) { _ in
                Array(GaugeRoutes.secret.utf8)
            }
        }
        let settings = routing.table.file.settings
        return IntakeTable(routing, settings: settings, verifiers: verifiers, at: SimulatedTime.beginning)
    }
}

extension relay_tally {
    fileprivate mutating func add(_ end: relay_tally, since start: relay_tally) {
        allocations += end.allocations - start.allocations
        calls += end.calls - start.calls
        syncs += end.syncs - start.syncs
    }
}

/// The writer is called when there is nothing else to do, so nobody has to be woken.
private struct NoWake: CommitWake {
    func wake() {}
    func wait(atMost limit: Duration) {}
}

private struct ReadySender: Sender {
    func send(_ request: OutgoingRequest) async -> Answer { Answer(status: 200) }
    func cancelAll() {}
}

private struct NoMarks: InFlightMarks {
    func set(_ id: DeliveryID) -> MarkPlace? { MarkPlace(0) }
    func clear(_ place: MarkPlace) {}
    func clear(interrupted id: DeliveryID) {}
}
