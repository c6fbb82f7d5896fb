import CivilTime
import Crypto
import LinuxIO
import RelayCore
import RelayRoutes
import RelayStore
import RelayTesting

/// A relay among senders, APIs and people, on a disk that forgets: a run from its beginning until all is at rest.
final class World: Sendable {
    let time: WorldTime
    let scenario: Scenario
    let setup: Setup
    let chronicle: Chronicle
    let peers: Peers
    let mirror: Mirror
    let power: PowerSupply
    let answers = Lock<[Acknowledgement]>([])
    private let ground: Relay.Ground
    private let state: Lock<State>
    private let log: Lock<[(Int, String)]>

    private struct State: Sendable {
        var random: SeededRandom
        var relay: Relay?
        var isReloaded = false
        var isPeaceful = false
        var isOver = false
        var lives = 0
    }

    /// What a sender was told.
    struct Acknowledgement: Sendable {
        let id: String
        let source: String
        let event: String
        let step: Int
    }

    init(seed: UInt64, _ clock: VirtualClock, _ executor: any SerialExecutor) throws {
        var random = SeededRandom(seed: seed)
        setup = try Setup.drawn(&random)
        scenario = Scenario(accounts: setup.first.sketch.accounts.map(\.name), &random)
        let time = WorldTime(clock)
        let log = Lock<[(Int, String)]>([])
        let chance = Lock(random.fork())
        self.time = time
        self.log = log
        chronicle = Chronicle(setup.first.routing.sends)
        let mirrored = setup.first.sketch.accounts.filter(\.isMirrored).map(\.name)
        mirror = Mirror(Set(mirrored), time, random.fork())
        peers = Peers(time, mirror, moods: scenario.moods, random.fork())
        power = PowerSupply(ForgetfulDisk(seed: random.next(), sector: scenario.sector))
        ground = Relay.Ground(
            time: time,
            power: power,
            chronicle: chronicle,
            peers: peers,
            marks: Marks(),
            digests: try OpenSSLDigests(),
            file: power.disk.store(checkpointPages: scenario.checkpointPages),
            memory: scenario.memory,
            executor: executor,
            chance: { chance.withLock { $0.next() } },
            log: { line in log.withLock { $0.append((time.step, "\(time.elapsed) \(line)")) } }
        )
        state = Lock(State(random: random.fork()))
    }

    // MARK: What it is at the moment

    var relay: Relay? { state.withLock { $0.relay } }
    var isOver: Bool { state.withLock { $0.isOver } }
    var lives: Int { state.withLock { $0.lives } }
    /// What happened at which step.
    var lines: [(Int, String)] { log.withLock { $0 } }
    var configuration: Setup.Configuration { state.withLock { $0.isReloaded } ? setup.second : setup.first }

    func draw<Value: Sendable>(_ body: @Sendable (inout SeededRandom) -> Value) -> Value {
        state.withLock { body(&$0.random) }
    }

    func tell(_ line: String) { log.withLock { $0.append((time.step, "\(time.elapsed) \(line)")) } }

    // MARK: From the beginning to the end

    /// Lives until all is at rest, and says whether that came about.
    func live() async throws -> Bool {
        try await withThrowingDiscardingTaskGroup { group in
            group.addTask { try await self.keepRunning() }
            group.addTask { await self.reflect() }
            await withDiscardingTaskGroup { outside in
                for post in scenario.posts { outside.addTask { await self.send(post) } }
                outside.addTask { await self.actAll() }
            }
            state.withLock { $0.isPeaceful = true }
            power.stay()
            peers.becomeWell()
            await reload()
            let isAtRest = await rest()
            state.withLock { $0.isOver = true }
            mirror.wake()
            relay?.stop()
            return isAtRest
        }
    }

    /// Puts the later configuration in force, for now and for each start from here on.
    func reload() async {
        state.withLock { $0.isReloaded = true }
        tell("reloaded: \(setup.second.sketch.summary)")
        await relay?.adopt(setup.second)
    }

    private func rest() async -> Bool {
        var pause = Duration.seconds(30)
        let latest = time.elapsed + .seconds(5 * 86_400)
        while time.elapsed < latest, !Task.isCancelled {
            if mirror.isQuiet, chronicle.waiting.allSatisfy({ isHeld($0) }) { return true }
            await time.pass(pause)
            pause = min(pause * 3 / 2, .seconds(3_600))
        }
        return false
    }

    /// Whether it waits behind a dead letter whose send holds the lane.
    func isHeld(_ course: Course) -> Bool {
        guard let lane = course.lane else { return false }
        return chronicle.courses.contains { $0.lane == lane && $0.holdsItsLane && $0.stands(before: course) }
    }

    // MARK: One life after the other

    private func keepRunning() async throws {
        while !isOver, !Task.isCancelled {
            arm()
            tell("start with \(configuration.sketch.summary)")
            do {
                let relay = try Relay(ground, configuration, life: lives)
                state.withLock { $0.relay = relay }
                await relay.run()
            } catch {
                tell("no start: \(error)")
            }
            state.withLock { ($0.relay, $0.lives) = (nil, $0.lives + 1) }
            if power.isOn { await time.pass(.seconds(5)) } else { try await recover() }
        }
        try examine()
    }

    /// Sets the outage of this life, if it is to have one.
    private func arm() {
        let outage: Scenario.Outage? = state.withLock { state in
            guard !state.isPeaceful, power.failures < scenario.outages.count else { return nil }
            return scenario.outages[power.failures]
        }
        switch outage?.moment {
        case .step(let steps): power.fail(atStep: time.step + steps)
        case .change(let changes): power.disk.cutPower(after: changes)
        case nil: break
        }
    }

    private func recover() async throws {
        let outage = scenario.outages[min(power.failures, scenario.outages.count - 1)]
        await time.pass(outage.downtime)
        power.restore(losing: outage.loss)
        try examine()
    }

    /// Holds what is on disk against what was committed.
    private func examine() throws {
        let file = ground.file
        guard try power.disk.holdsStore() else { return }
        tell("disk examined")
        try power.disk.withoutFaults {
            let reader = try StoreReader(file)
            let events = try reader.events(EventQuery(limit: 10_000))
            let deliveries = try reader.deliveries(DeliveryQuery(limit: 10_000))
            chronicle.recover(events: events, deliveries: deliveries, at: time.moment())
        }
    }
}

extension Course {
    var holdsItsLane: Bool {
        guard fate?.isDeadLetter == true, cause != Reason.sendRemoved else { return false }
        return address.rules.onDead == .hold || cause == PingPong.cause
    }
}
