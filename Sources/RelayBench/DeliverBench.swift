import CEL
import CivilTime
import JSON
import LinuxIO
import RelayCore
import RelayDelivery
import RelayLog
import RelayRoutes
import RelayTesting

/// What the deliverer costs a delivery, with a store in memory and an API that answers at once, beside those of its steps
/// that are others' work, in the same run.
struct DeliverBench {
    private let count = 20_000
    private let rounds = 5

    func run() throws {
        let routing = try self.routing()
        let whole = try worlds(routing) { $0.deliver() }
        let storing = try worlds(routing) { $0.storeAlone() }
        let rendering = try worlds(routing) { $0.renderAlone() }
        let own = whole - storing - rendering
        print(
            #"{"bench":"deliver","deliveries":\#(count),"ns":\#(whole.rounded()),"perSecond":\#((1e9 / whole).rounded()),"#
                + #""storeNs":\#(storing.rounded()),"renderAndJudgeNs":\#(rendering.rounded()),"#
                + #""ownNs":\#(own.rounded()),"bar":3000}"#
        )
    }

    /// Nanoseconds a delivery; each round has a world of its own, made before the clock starts.
    private func worlds(_ routing: Routing, _ work: (BenchWorld) -> Void) throws -> Double {
        var worlds = try (0..<rounds).map { _ in try BenchWorld(routing, count: count) }
        return Stopwatch(rounds: rounds, calls: 1).nanoseconds { worlds.popLast().map(work) } / Double(count)
    }

    private func routing() throws -> Routing {
        let text = #"""
            { "version": 1, "sources": { "crm": { "preset": "none", "path": "/crm" } },
              "apis": { "any": { "base": "https://any.example.com", "auth": { "none": true }, "calls": { "go": {
                "method": "POST", "path": "/go", "fields": { "id": { "in": "body" } } } } } },
              "destinations": { "any": { "api": "any" } },
              "routes": [{ "name": "all", "from": "crm", "on": "*",
                "send": [{ "to": "any", "call": "go", "with": { "id": "{{ event.lead }}" } }] }] }
            """#
        let read = RoutesFile.read(Array(text.utf8))
        guard let file = read.file else { throw Unusable(findings: read.findings) }
        let table = RouteTableBuilder.build(file, catalogue: .embedded, base: Environment()).table
        return Routing(table, fingerprint: "bench")
    }

    private struct Unusable: Error {
        let findings: [Finding]
    }
}

/// Events with one delivery each, all in lanes of their own, and a deliverer for them.
///
/// They are accepted a few at a time, because a store in memory reads through all that waits.
private final class BenchWorld: Sendable {
    private let routing: Routing
    private let store = MemoryStore()
    private let events: [NewEvent]
    private let time = SimulatedTime(VirtualClock())

    init(_ routing: Routing, count: Int) throws {
        self.routing = routing
        let body = try JSONDocument(SampleEvent.bytes).root
        events = (0..<count).map { number in
            let (id, now) = ("evt_\(number)", SimulatedTime.beginning)
            let event = Event(
                id: id,
                source: "crm",
                type: "deal",
                lead: "lead_abc_\(number)",
                occurredAt: now,
                receivedAt: now,
                body: body
            )
            return routing.planned(event)
        }
    }

    func deliver() {
        let loop = LoopExecutor()
        let committer = CountingCommitter(store, events)
        let ports = Deliverer.Ports(
            sender: InstantSender(),
            committer: committer,
            reader: { [store] in store },
            clock: time,
            marks: ScriptedMarks(),
            digest: { Array($0.prefix(32)) },
            chance: { 0 },
            log: Log(format: .json, time: { "" }, sink: { _ in }),
            deadLetterWritten: {}
        )
        let deliverer = Deliverer(routing, ports, on: loop)
        loop.run {
            async let running: Void? = try? deliverer.run()
            await committer.feed(deliverer)
            await deliverer.stop()
            _ = await running
        }
    }

    /// The commits alone.
    func storeAlone() {
        for start in stride(from: 0, to: events.count, by: CountingCommitter.batch) {
            let batch = events[start..<min(events.count, start + CountingCommitter.batch)]
            for stored in store.accept(batch).flatMap(\.ready) {
                let finished = Delivery(
                    id: stored.id,
                    since: stored.delivery.since,
                    state: .finished(.delivered, Reason("delivered"))
                )
                let settled = StoredDelivery(finished, stored.address, lane: stored.lane, position: stored.position)
                keep(try? store.commit([.settle(settled, nil)], at: SimulatedTime.beginning))
            }
        }
    }

    /// Rendering and judging alone.
    func renderAlone() {
        let address = routing.address(of: routing.table.plan(events[0].event).sends[0])
        for new in events {
            guard let send = routing.send(at: address),
                case .request(let request) = try? routing.table.render(send, for: new.event, key: new.event.id)
            else { preconditionFailure("the bench's route can be rendered") }
            let asked = AnswerContext(AnswerContext.AskedRequest(request, path: [:]))
            keep(send.destination.rules(for: send.call).judge(InstantSender.answer, asked))
        }
    }
}

extension MemoryStore {
    /// Accepts events, and gives their receipts.
    fileprivate func accept(_ events: ArraySlice<NewEvent>) -> [Receipt] {
        let result = try? commit([.accept(Array(events))], at: SimulatedTime.beginning)
        guard case .accepted(let receipts)? = result?.first else { preconditionFailure("a store in memory takes all") }
        return receipts
    }
}

private struct InstantSender: Sender {
    static let answer = Answer(status: 200)

    func send(_ request: OutgoingRequest) async -> Answer { Self.answer }
    func cancelAll() {}
}

/// Commits at once, and accepts the next few events when those before have been delivered.
private final class CountingCommitter: Committer {
    private let store: MemoryStore
    private let events: [NewEvent]
    private let state = Lock(State())
    static let batch = 64

    private struct State {
        var settled = 0
        var offered = 0
        var deliverer: Deliverer?
        var end: CheckedContinuation<Void, Never>?
    }

    init(_ store: MemoryStore, _ events: [NewEvent]) {
        self.store = store
        self.events = events
    }

    /// Returns when all has been delivered.
    func feed(_ deliverer: Deliverer) async {
        await withCheckedContinuation { end in
            state.withLock { ($0.deliverer, $0.end) = (deliverer, end) }
            offer()
        }
    }

    private func offer() {
        let (deliverer, next) = state.withLock { state in
            let start = state.offered
            state.offered = min(events.count, start + Self.batch)
            return (state.deliverer, events[start..<state.offered])
        }
        let receipts = store.accept(next)
        let accepted = zip(next, receipts).map { ($1.number, $0.event, Int?.some($1.deliveries)) }
        deliverer?.offer(receipts.flatMap(\.ready), events: accepted)
    }

    func submit(_ write: StoreWrite) async throws(StoreError) -> StoreResult {
        let result = try store.commit([write], at: SimulatedTime.beginning)
        let (settled, offered) = state.withLock { state in
            state.settled += 1
            return (state.settled, state.offered)
        }
        if settled == events.count { state.withLock { $0.end.take() }?.resume() }
        if settled == offered, settled < events.count { offer() }
        return result[0]
    }
}
