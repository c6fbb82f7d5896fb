import CivilTime
import LinuxIO
package import RelayCore
package import RelayLog
package import RelayRoutes

/// Carries out the jobs that send dead letters again, or events through the routes: each in a task of its own, batch by batch, at its pace.
///
/// How far a job has come is stored together with what it has done, so that it goes on there after a restart. What it
/// sends takes the share of the quota that is for replays, like what a person replays by hand.
package final class ReplayRunner: Sendable {
    private let ports: Ports
    private let alarm = Alarm()
    private let underWay = Lock<Set<ReplayJobID>>([])

    /// How many replays may stand ready at once for a destination: more could not go out any sooner.
    package static let mostReady = 500
    private static let patience = Duration.seconds(1)
    private static let patienceWithStore = Duration.seconds(5)

    /// The world as the runner sees it.
    package struct Ports: Sendable {
        package let committer: any Committer
        /// Makes a reader for one task.
        package let reader: @Sendable () throws(StoreError) -> any Ledger
        package let clock: any DeliveryClock
        package let digest: @Sendable ([UInt8]) -> [UInt8]
        /// What is in force at the time.
        package let routing: @Sendable () -> Routing
        package let log: Log

        package init(
            committer: any Committer,
            reader: @escaping @Sendable () throws(StoreError) -> any Ledger,
            clock: any DeliveryClock,
            digest: @escaping @Sendable ([UInt8]) -> [UInt8],
            routing: @escaping @Sendable () -> Routing,
            log: Log
        ) {
            self.committer = committer
            self.reader = reader
            self.clock = clock
            self.digest = digest
            self.routing = routing
            self.log = log
        }
    }

    package init(_ ports: Ports) {
        self.ports = ports
    }

    /// Looks for jobs again: called when one has begun, or has been resumed.
    package func wake() { alarm.raise() }

    /// Works until its task is cancelled.
    package func run() async {
        await withDiscardingTaskGroup { works in
            while !Task.isCancelled {
                do throws(StoreError) {
                    for job in try ports.reader().replayJobs() where job.state == .running && begin(job.id) {
                        works.addTask { await self.carryOut(job.id) }
                    }
                    await alarm.wait()
                } catch {
                    await rest(after: error)
                }
            }
        }
    }

    private func begin(_ id: ReplayJobID) -> Bool { underWay.withLock { $0.insert(id).inserted } }

    private func carryOut(_ id: ReplayJobID) async {
        defer {
            underWay.withLock { _ = $0.remove(id) }
            // It may have been resumed while it came to its end here.
            alarm.raise()
        }
        while !Task.isCancelled {
            do throws(StoreError) {
                let reader = try ports.reader()
                var fronts = ReplayFronts(at: .start)
                while let pause = try await goOn(id, reader, &fronts) {
                    guard (try? await ports.clock.sleep(for: pause)) != nil else { return }
                }
                return
            } catch {
                guard error.code != .stopped else { return }
                await rest(after: error)
            }
        }
    }

    private func rest(after error: StoreError) async {
        ports.log.write(.error, "replays held up", ["error": .string("\(error)")])
        try? await ports.clock.sleep(for: Self.patienceWithStore)
    }

    /// Does the next batch, and says how long to wait before the one after it; nil where the job does not run any more.
    private func goOn(
        _ id: ReplayJobID,
        _ reader: any Ledger,
        _ fronts: inout ReplayFronts
    ) async throws(StoreError) -> Duration? {
        guard let job = try reader.replayJob(id), job.state == .running else { return nil }
        let tempo = ReplayTempo(pace: job.order.pace)
        var ahead = fronts.cursor == job.cursor ? fronts : ReplayFronts(at: job.cursor)
        guard let batch = try batch(of: job, atMost: tempo.share, reader, &ahead) else { return Self.patience }
        guard case .advanced = try await ports.committer.submit(.repair(.advance(batch))) else { return Self.patience }
        await tellHolders(of: batch, reader)
        fronts = ahead
        guard !batch.isLast else {
            tellEnd(of: id, reader)
            return nil
        }
        return tempo.pause(after: batch.letters.count + batch.events.reduce(0) { $0 + $1.count })
    }

    /// Nil where nothing can be sent again before what waits has gone.
    private func batch(
        of job: ReplayJob,
        atMost share: Int,
        _ reader: any Ledger,
        _ fronts: inout ReplayFronts
    ) throws(StoreError) -> ReplayBatch? {
        let rooms = ReplayRooms(reader, at: ports.clock.now, most: Self.mostReady)
        switch job.order.subject {
        case .letters(let filter):
            let isFit = fitness(for: job, reader)
            let step = ReplayStep(job: job, filter: filter, reader: reader, rooms: rooms, isFit: isFit)
            return try step.batch(atMost: share, &fronts)
        case .events(let filter):
            let step = RoutingStep(job: job, filter: filter, reader: reader, rooms: rooms, routing: ports.routing())
            return try step.batch(atMost: share, &fronts)
        }
    }

    /// Whether a letter can be sent again as the job wants it.
    private func fitness(
        for job: ReplayJob,
        _ reader: any Ledger
    ) -> (DeadLetter) throws(StoreError) -> Bool {
        guard job.order.manner.contains(.asSent) else { return { _ throws(StoreError) in true } }
        let routing = ports.routing()
        return { [digest = ports.digest] letter throws(StoreError) in
            let attempts = try reader.attempts(of: letter.id)
            guard let send = routing.send(at: letter.summary.stored.address),
                let original = try? OriginalRequest(lastOf: attempts, digest: digest)
            else { return false }
            return (try? original.request(for: send, key: letter.id.text)) != nil
        }
    }

    /// Has an operator look at the lanes that are held by what a batch has brought.
    private func tellHolders(of batch: ReplayBatch, _ reader: any Ledger) async {
        for event in batch.events {
            let addresses = Set(event.added.filter(\.holdsItsLane).map(\.address))
            guard !addresses.isEmpty else { continue }
            for stored in (try? reader.deliveries(of: event.event).map(\.stored)) ?? [] {
                guard case .finished(.dead, let reason) = stored.delivery.state, addresses.contains(stored.address)
                else { continue }
                let attention = Attention(laneHeldBy: stored.id, of: stored.address, reason)
                await ports.committer.attend(attention, "lane held", ports.log)
            }
        }
    }

    private func tellEnd(of id: ReplayJobID, _ reader: any Ledger) {
        let job = try? reader.replayJob(id)
        ports.log.write(
            .info,
            "replays done",
            ["job": .string(id.text), "replayed": .int(job?.counts.replayed ?? 0), "skipped": .int(job?.skipped ?? 0)]
        )
    }
}
