import CivilTime
import LinuxIO
package import RelayCore
package import RelayLog
package import RelayRoutes

/// Keeps deliveries moving: takes those whose turn and time have come, works on each in a task of its own, and stores
/// what became of it before the next of its lane begins.
///
/// All of it runs on one executor, that of the sender where there is one: a delivery costs no change of thread.
package actor Deliverer {
    private let executor: any SerialExecutor
    package nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe executor.asUnownedSerialExecutor() }
    private let ports: Ports
    private let signal = Alarm()
    /// Raised whenever a delivery has ended.
    private let idle = Alarm()
    /// Filled by the thread that commits.
    private nonisolated let offers = Lock<[StoredDelivery]>([])
    private var routing: Routing
    private var accounts: [String: Account] = [:]
    private let lookups = LookupCache()
    /// What was on its way when the process before this one ended, and has not been judged yet.
    private var interrupted: Set<DeliveryID> = []
    private var isStopping = false

    /// The world as the deliverer sees it.
    package struct Ports: Sendable {
        package let sender: any Sender
        package let committer: any Committer
        /// Makes the reader on the executor that it is then used on.
        package let reader: @Sendable () throws(StoreError) -> DeliveryReader
        package let clock: any DeliveryClock
        package let marks: any InFlightMarks
        package let digest: @Sendable ([UInt8]) -> [UInt8]
        package let chance: @Sendable () -> UInt64
        package let log: Log
        /// Told when a dead letter is on disk.
        package let deadLetterWritten: @Sendable () -> Void

        package init(
            sender: any Sender,
            committer: any Committer,
            reader: @escaping @Sendable () throws(StoreError) -> DeliveryReader,
            clock: any DeliveryClock,
            marks: any InFlightMarks,
            digest: @escaping @Sendable ([UInt8]) -> [UInt8],
            chance: @escaping @Sendable () -> UInt64,
            log: Log,
            deadLetterWritten: @escaping @Sendable () -> Void
        ) {
            self.sender = sender
            self.committer = committer
            self.reader = reader
            self.clock = clock
            self.marks = marks
            self.digest = digest
            self.chance = chance
            self.log = log
            self.deadLetterWritten = deadLetterWritten
        }
    }

    package init(_ routing: Routing, _ ports: Ports, on executor: any SerialExecutor) {
        self.executor = executor
        self.routing = routing
        self.ports = ports
    }

    // MARK: From outside

    /// Hands in deliveries whose turn has come; called by the thread that committed them, once a batch.
    package nonisolated func offer(_ ready: [StoredDelivery]) {
        guard !ready.isEmpty else { return }
        offers.withLock { $0 += ready }
        signal.raise()
    }

    /// Puts another configuration in force; what is under way ends as it began.
    package func adopt(_ routing: Routing) {
        self.routing = routing
        lookups.empty()
        openAccounts()
        signal.raise()
    }

    /// Begins nothing more; `run` returns when what is under way has ended.
    package func stop() {
        isStopping = true
        signal.raise()
    }

    /// Returns when nothing is under way.
    package func waitUntilIdle() async {
        while accounts.values.contains(where: { $0.working > 0 }), !Task.isCancelled { await idle.wait() }
    }

    // MARK: The loop

    /// Works until it is stopped, or its task is cancelled; the interrupted are what was on its way when the process
    /// before this one ended without a word. Fails where the store cannot be opened for reading.
    package func run(interrupted: [DeliveryID] = []) async throws(StoreError) {
        let reader = try ports.reader()
        openAccounts()
        self.interrupted = Set(interrupted)
        await withDiscardingTaskGroup { group in
            while !isStopping, !Task.isCancelled {
                takeOffers()
                for name in accounts.keys { fill(name, reader) }
                for name in accounts.keys { begin(name, reader, in: &group) }
                await rest()
            }
        }
    }

    private func openAccounts() {
        for (name, destination) in routing.table.destinations {
            var account = accounts[name] ?? Account(concurrency: destination.settings.concurrency)
            account.concurrency = destination.settings.concurrency
            account.isOpen = destination.mode != .hold
            account.empty()
            accounts[name] = account
        }
        for name in accounts.keys where routing.table.destinations[name] == nil { accounts[name]?.isOpen = false }
    }

    private func takeOffers() {
        let ready = offers.withLock { offers in
            let taken = offers
            offers.removeAll(keepingCapacity: true)
            return taken
        }
        guard !ready.isEmpty else { return }
        let now = ports.clock.now
        for stored in ready { accounts[stored.address.destination]?.offer(stored, at: now) }
    }

    private func fill(_ name: String, _ reader: DeliveryReader) {
        let now = ports.clock.now
        guard let account = accounts[name], account.wantsMore(at: now) else { return }
        do throws(StoreError) {
            let read = try reader.due(at: name, by: now, limit: account.readLimit)
            accounts[name]?.refill(read, next: try reader.nextDue(at: name, after: now), at: now)
        } catch {
            ports.log.write(
                .error,
                "deliveries unreadable",
                ["destination": .string(name), "error": .string("\(error)")]
            )
            // Asked again in a while, rather than at once and for ever.
            accounts[name]?.refill([], next: now + .seconds(5), at: now)
        }
    }

    private func begin(_ name: String, _ reader: DeliveryReader, in group: inout DiscardingTaskGroup) {
        let now = ports.clock.now
        while let stored = accounts[name]?.begin(at: now) {
            // The reader stays on this actor's executor, as the task does.
            nonisolated(unsafe) let reader = reader
            group.addTask { unsafe await self.work(on: stored, reader) }
        }
    }

    /// Waits for the next thing to do.
    private func rest() async {
        let now = ports.clock.now
        guard let wake = accounts.values.compactMap({ $0.wakeTime(at: now) }).min() else { return await signal.wait() }
        let pause = max(.milliseconds(1), wake.duration(since: now))
        await withTaskGroup { group in
            group.addTask { [clock = ports.clock] in try? await clock.sleep(for: pause) }
            group.addTask { [signal] in await signal.wait() }
            await group.next()
            group.cancelAll()
        }
    }

    // MARK: One delivery

    private func work(on stored: StoredDelivery, _ reader: DeliveryReader) async {
        var delivery = stored.delivery
        let work = DeliveryWork(
            stored: stored,
            routing: routing,
            ports: ports,
            isInterrupted: interrupted.contains(stored.id)
        )
        let outcome = await work.run(&delivery, reader, lookups)
        let settled = StoredDelivery(delivery, stored.address, lane: stored.lane, position: stored.position)
        let next = await settle(settled, outcome.attempt)
        // What the committing thread handed in up to now may name this delivery; once it is forgotten, that would count.
        takeOffers()
        accounts[stored.address.destination]?.end(stored)
        pause(stored.address.destination, outcome)
        let now = ports.clock.now
        if let next { accounts[stored.address.destination]?.offer(next, at: now) }
        if case .waiting(let due, _) = delivery.state { accounts[stored.address.destination]?.expect(due) }
        idle.raise()
        signal.raise()
    }

    /// Stores what became of a delivery, for as long as that takes: what was sent must not be forgotten while this lives.
    private func settle(_ stored: StoredDelivery, _ attempt: Attempt?) async -> StoredDelivery? {
        while true {
            do throws(StoreError) {
                let result = try await ports.committer.submit(.settle(stored, attempt))
                ports.marks.clear(stored.id)
                interrupted.remove(stored.id)
                guard case .settled(let next) = result else { return nil }  // Somebody gave it up meanwhile.
                if case .finished(let fate, _) = stored.delivery.state, fate.isDeadLetter { ports.deadLetterWritten() }
                return next
            } catch {
                ports.log.write(
                    .error,
                    "outcome not stored",
                    ["delivery": .string(stored.id.text), "error": .string("\(error)")]
                )
                guard error.code != .stopped, (try? await ports.clock.sleep(for: .seconds(1))) != nil else {
                    return nil
                }
            }
        }
    }

    private func pause(_ name: String, _ outcome: DeliveryWork.Outcome) {
        for case .pause(let verdict, let until) in outcome.effects {
            accounts[name]?.pause(until: until)
            ports.log.write(
                .warning,
                "destination paused",
                [
                    "destination": .string(name), "cause": .string(verdict.cause), "remedy": .string(verdict.remedy),
                ]
            )
        }
        if outcome.showsSoundAccount { accounts[name]?.resume() }
    }
}
