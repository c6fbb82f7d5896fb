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
    let ports: Ports
    let signal = Alarm()
    /// Filled by the thread that commits.
    private nonisolated let offers = Lock(Offers())
    var routing: Routing
    private var isUnopened = true
    var reader: DeliveryReader?
    private(set) var accounts: [String: OpenAccount] = [:]
    private var latestAccounts = LatestFew<String, OpenAccount>()
    /// Of this configuration.
    var latestSends = LatestFew<DeliveryAddress, Send>()
    /// Quotas by the credentials that they are of.
    var lines: [Credential: QuotaLine] = [:]
    /// When to look at what, until that is set.
    var unsetAlarms: [(Sleeper, at: Timestamp)] = []
    /// Those for which something has happened, so that many idle destinations cost nothing.
    private var stirred: [OpenAccount] = []
    /// Another one for each configuration: a lookup of the same name may be another one there.
    var lookups = LookupCache()
    let recent = RecentEvents()
    /// What was on its way when the process before this one ended, and has not been judged yet.
    var interrupted: Set<DeliveryID> = []
    var isStopping = false
    /// The destinations that stand otherwise than is stored, until that is.
    var changedStandings: [String] = []
    /// The destinations of which something else may be asked than is stored, until that is.
    var changedClosures: [String] = []
    /// Dead letters that hold their lanes, and of which nobody has been told yet.
    var untoldHolders: [StoredDelivery] = []
    /// What is to be told of refusals that have not paused anything, or no more.
    var untoldDoubts: [StoreWrite] = []
    private(set) var hasOpened = false
    /// The destinations that a person has paused or resumed before that: what the store says of them is out of date.
    var commanded: Set<String> = []
    /// What the wall clock showed last.
    var latestMoment = Timestamp.earliest

    /// The world as the deliverer sees it.
    package final class Ports: Sendable {
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

    private struct Offers: Sendable {
        var ready: [StoredDelivery] = []
        var events: [AcceptedEvent] = []
        /// The destinations that nothing leaves for: what is handed in for them would be kept for nothing.
        var held: Set<String> = []
        /// Whether that is all of them.
        var areAllHeld = false

        mutating func add(_ ready: [StoredDelivery], _ events: [AcceptedEvent]) {
            if !areAllHeld { self.events += events }
            self.ready += held.isEmpty ? ready : ready.filter { !held.contains($0.address.destination) }
        }

        mutating func take() -> (ready: [StoredDelivery], events: [AcceptedEvent]) {
            defer { (ready, events) = ([], []) }
            return (ready, events)
        }
    }

    private static let mostUntakenEvents = 256

    /// An event as the store would give it, with how many of its deliveries will be tried; nil where that is not known.
    package typealias AcceptedEvent = (number: EventNumber, event: Event, deliveries: Int?)

    package init(_ routing: Routing, _ ports: Ports, on executor: any SerialExecutor) {
        self.executor = executor
        self.routing = routing
        self.ports = ports
    }

    // MARK: From outside

    /// Hands in deliveries whose turn has come, and events that were accepted, so far as they are at hand: also where the
    /// turn of none of their deliveries has come yet. Called by the thread that committed them, once a batch.
    package nonisolated func offer(_ ready: [StoredDelivery], events: [AcceptedEvent] = []) {
        guard !ready.isEmpty || !events.isEmpty else { return }
        let isWorthWaking = offers.withLock { offers in
            offers.add(ready, events)
            // Events alone are no reason to wake, as long as they are few.
            return !offers.ready.isEmpty || offers.events.count >= Self.mostUntakenEvents
        }
        if isWorthWaking { signal.raise() }
    }

    /// Puts another configuration in force; what is under way ends as it began.
    package func adopt(_ routing: Routing) {
        self.routing = routing
        lookups = LookupCache()
        latestSends = LatestFew()
        isUnopened = true
        // At once: what has been begun must find the quotas of the configuration that it is sent by.
        if let reader { openAccounts(reader) }
        signal.raise()
    }

    /// Reads the store again, because somebody replayed, discarded or retired deliveries there: what was read before may
    /// have ended.
    package func lookAgain() {
        for account in orderedAccounts {
            account.account.empty()
            stir(account)
        }
    }

    /// Begins nothing more; `run` returns when what is under way has ended.
    package func stop() {
        isStopping = true
        for account in orderedAccounts { account.line?.dismissRequests() }
        signal.raise()
    }

    // MARK: The loop

    /// Works until it is stopped, or its task is cancelled; the interrupted are what was on its way when the process
    /// before this one ended without a word. Fails where the store cannot be opened for reading.
    package func run(interrupted: [DeliveryID] = []) async throws(StoreError) {
        let reader = try ports.reader()
        self.reader = reader
        self.interrupted = Set(interrupted)
        await withTaskCancellationHandler {
            await serveAll(reader)
        } onCancel: {
            // Told once for all of them: a handler for each send would cost every one of them.
            ports.sender.cancelAll()
        }
    }

    private func serveAll(_ reader: DeliveryReader) async {
        await withDiscardingTaskGroup { works in
            // A group of their own, because alarms end with the loop, and works by themselves.
            await withDiscardingTaskGroup { alarms in
                while !isStopping, !Task.isCancelled {
                    if isUnopened { openAccounts(reader) }
                    takeOffers()
                    for account in takeStirred() {
                        serve(account, reader, in: &works)
                        setAlarm(for: account)
                    }
                    setAlarms(in: &alarms)
                    if !changedClosures.isEmpty { works.addTask { await self.storeClosures() } }
                    await signal.wait()
                }
                alarms.cancelAll()
            }
        }
        await storeClosures()
    }

    private func openAccounts(_ reader: DeliveryReader) {
        isUnopened = false
        // Before the store is read, so that whatever is not read there is handed in.
        offers.withLock { ($0.held, $0.areAllHeld) = ([], false) }
        for (name, destination) in routing.table.destinations {
            let account = account(at: name)
            account.account.concurrency = destination.settings.concurrency
            account.account.isOpen = destination.mode != .hold
            account.account.pause.hasProbe = destination.mode == .live && destination.contract.probe != nil
            account.policy = destination.settings.retry
            account.isLive = destination.mode == .live
            account.credential = Credential(destination)
        }
        // What waits for a destination that is gone is worked on too: that makes dead letters of it.
        for name in (try? reader.destinations()) ?? [] { _ = account(at: name) }
        let now = ports.clock.now
        for account in orderedAccounts {
            account.account.empty()
            account.account.pause.expire(at: now)
            account.account.breaker.expire(at: now)
            stir(account)
        }
        openLines(at: now)
        if !hasOpened { takeStandings(reader, at: now) }
        hasOpened = true
        refuseOffersForHeld()
    }

    private func refuseOffersForHeld() {
        let held = Set(accounts.values.filter { !$0.account.isOpen }.map(\.destination))
        let areAllHeld = held.count == accounts.count
        offers.withLock { ($0.held, $0.areAllHeld) = (held, areAllHeld) }
    }

    func account(at destination: String) -> OpenAccount {
        if let known = knownAccount(at: destination) { return known }
        let account = OpenAccount(destination)
        accounts[destination] = account
        return account
    }

    /// By their names: who comes first must not depend on chance.
    var orderedAccounts: [OpenAccount] { accounts.values.sorted { $0.destination < $1.destination } }

    func knownAccount(at destination: String) -> OpenAccount? {
        latestAccounts.value(of: destination) { accounts[destination] }
    }

    func stir(_ account: OpenAccount) {
        guard !account.isStirred else { return }
        account.isStirred = true
        stirred.append(account)
        signal.raise()
    }

    private func takeStirred() -> [OpenAccount] {
        defer { stirred = [] }
        for account in stirred { account.isStirred = false }
        return stirred
    }

    func takeOffers() {
        let taken = offers.withLock { $0.take() }
        for (number, event, deliveries) in taken.events { recent.add(event, number, for: deliveries) }
        guard !taken.ready.isEmpty else { return }
        let now = ports.clock.now
        for stored in taken.ready {
            let account = account(at: stored.address.destination)
            // What is kept of events is bounded, and that bounds their deliveries.
            account.account.offer(stored, at: now, hasSpareMemory: recent[stored.id.event] != nil)
            stir(account)
        }
    }

    private func serve(_ open: OpenAccount, _ reader: DeliveryReader, in works: inout DiscardingTaskGroup) {
        let now = ports.clock.now
        follow(now)
        if open.account.pause.wantsProbe(at: now) {
            let name = open.destination
            open.account.pause.beginProbe()
            works.addTask { await self.probe(name) }
        }
        if open.account.wantsMore(at: now) { fill(open, reader, at: now) }
        while let stored = begin(open, at: now) {
            works.addTask { await self.work(from: stored) }
        }
    }

    private func fill(_ open: OpenAccount, _ reader: DeliveryReader, at now: Timestamp) {
        let name = open.destination
        do throws(StoreError) {
            let read = try reader.due(at: name, by: now, limit: open.account.readLimit)
            open.account.refill(read, next: try reader.nextDue(at: name, after: now), at: now)
        } catch {
            ports.log.write(
                .error,
                "deliveries unreadable",
                ["destination": .string(name), "error": .string("\(error)")]
            )
            // Asked again in a while, rather than at once and for ever.
            open.account.refill([], next: now + .seconds(5), at: now)
        }
    }
}
