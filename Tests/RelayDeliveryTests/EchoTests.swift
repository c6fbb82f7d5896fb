import CivilTime
import JSON
import LinuxIO
import RelayCore
import RelayDelivery
import RelayMocks
import RelayRoutes
import RelayTesting
import Testing

/// A relay before a stand-in of Sendpilot that sends an event after each write, which a route carries back to it.
@Suite("Echoes of our own writes")
struct EchoTests {
    private static let wish = SmallRouting.route(
        "sendpilot",
        "updateStatus",
        #"{ "id": "{{ event.lead }}", "status": "{{ event.body.status }}" }"#
    )
    private static let answer = """
        { "name": "answer", "from": "sendpilot", "on": "*", "when": "event.body.data.previousStatus != ''", "send": [
          { "to": "sendpilot", "call": "updateStatus",
            "with": { "id": "{{ event.lead }}", "status": "{{ event.body.data.newStatus }}" } } ] }
        """
    private static let source = #", "sendpilot": { "preset": "sendpilot", "signature": { "scheme": "none" } }"#

    private static func plan(echoes: Bool = true, _ back: String = answer, fingerprint: String = "first") throws
        -> World.Plan
    {
        let settings = ["sendpilot": echoes ? #""echoes": "sendpilot""# : #""concurrency": 1"#]
        return World.Plan(try SmallRouting.make([wish, back], settings, sources: source, fingerprint: fingerprint))
    }

    /// Lets the stand-in answer, and hands its events to the relay: some before it answers, some after.
    private static func live(
        _ plan: World.Plan,
        era: SendpilotEra = .current,
        status: Int? = nil,
        seed: UInt64 = 1,
        _ body: @escaping @Sendable (World, Sendpilot) async throws -> Void
    ) throws -> World {
        var settings = SendpilotMock.Settings()
        settings.era = era
        let lead = SendpilotLead(id: "l1", linkedinUrl: "u", campaignId: "c", createdAt: .earliest)
        let sendpilot = Sendpilot(SendpilotMock(settings: settings, seed: seed, people: 0, leads: [lead]))
        var plan = plan
        plan.script = { received, number in
            let request = MockRequest(received, key: "any")
            let answer = sendpilot.answer(request, at: SimulatedTime.beginning + .seconds(number))
            let after = Duration.milliseconds(number.isMultiple(of: 2) ? 0 : 700)
            return .json(status ?? answer.status, String(decoding: answer.body, as: UTF8.self), after: after)
        }
        return try World.live(plan, seed: seed) { world in
            try await body(world, sendpilot)
            for _ in 0..<100 {
                try await sendpilot.tell(world)
                await world.time.pass(.milliseconds(500))
            }
            return world
        }
    }

    private static func wish(_ id: String, _ status: String) throws -> Event {
        try SmallRouting.event(id, body: #"{"status":"\#(status)"}"#)
    }

    @Test(arguments: SendpilotEra.allCases, Seeds.first(10))
    func `end after one round, whether the event says who changed it or not`(era: SendpilotEra, seed: UInt64) throws {
        let world = try Self.live(try Self.plan(), era: era, seed: seed) { world, _ in
            try await world.accept(Self.wish("e1", "DONE"))
        }
        #expect(world.sender.received.count == 1)
        let events = try world.store.events(EventQuery())
        #expect(events.map(\.isEcho) == [true, false] && events[0].deliveries == 0)
        let match = try #require(try world.store.echoMatch(of: events[0].number))
        #expect(match.delivery.event == events[1].number && match.isEcho)
        #expect(try world.store.counts().echoes == 1)
    }

    @Test func `without "echoes" they would never end`() throws {
        let world = try Self.live(try Self.plan(echoes: false)) { world, _ in
            try await world.accept(Self.wish("e1", "DONE"))
        }
        #expect(world.sender.received.count > 20)
    }

    @Test func `what a person changes meanwhile is routed, and counted as a near miss`() throws {
        let world = try Self.live(try Self.plan()) { world, sendpilot in
            try await world.accept(Self.wish("e1", "DONE"))
            await world.time.pass(.milliseconds(100))
            sendpilot.change(to: "OPPORTUNITY", by: .user)
            try await sendpilot.tell(world, newestFirst: true)
        }
        #expect(world.sender.received.map(\.body).map { $0.contains("OPPORTUNITY") } == [false, true])
        let counts = try world.store.counts()
        #expect(counts.nearMisses == 1 && counts.echoes == 2)
    }

    @Test func `a write that was refused is expected back from nobody`() throws {
        let world = try Self.live(try Self.plan(), status: 400) { world, _ in
            try await world.accept(Self.wish("e1", "DONE"))
            await world.time.pass(.seconds(5))
        }
        // The stand-in has carried it out all the same, and tells of it: that is news.
        #expect(try world.store.events(EventQuery()).suffix(2).map(\.isEcho) == [false, false])
    }

    @Test(arguments: ["OPPORTUNITY", "{{ lookup.lead.status }}", "{{ event.body.gone }}"])
    func `what is sent again as it was is expected back as it was`(today: String) throws {
        let fields = #"{ "id": "x{{ event.lead }}", "status": "\#(today)" }"#
        let other = SmallRouting.route("sendpilot", "updateStatus", fields)
        let changed = try SmallRouting.make(
            [other],
            ["sendpilot": #""echoes": "sendpilot""#],
            sources: Self.source,
            fingerprint: today
        )
        var plan = try Self.plan()
        plan.script = { _, number in .json(number == 0 ? 400 : 200) }
        let world = try World.live(plan) { world in
            try await world.accept(Self.wish("e1", "DONE"))
            await world.end()
            await world.deliverer.adopt(changed)
            _ = try await world.committer.submit(.replay(try world.only().id, .asSent))
            await world.deliverer.lookAgain()
            await world.end()
            let data = #"{ "data": { "previousStatus": "LEAD", "newStatus": "DONE" } }"#
            let body = try JSONDocument(data).root
            let now = world.time.now
            let report = Event(
                id: "s1",
                source: "sendpilot",
                type: "lead.status.changed",
                lead: "l1",
                receivedAt: now,
                body: body
            )
            try await world.accept(report)
            return world
        }
        #expect(world.sender.received.count == 2)
        #expect(try world.store.events(EventQuery()).map(\.isEcho) == [true, false])
    }

    @Test func `nothing leaves before its echo is on disk`() throws {
        let failing = Lock(true)
        var plan = try Self.plan()
        plan.weather = {
            let isFailing = failing.withLock { $0 }
            return MemoryCommitter.Weather(
                failure: isFailing ? StoreError(.full, "store", fact: "no room", remedy: "make some") : nil
            )
        }
        let world = try Self.live(plan) { world, _ in
            failing.withLock { $0 = false }
            try await world.accept(Self.wish("e1", "DONE"))
            failing.withLock { $0 = true }
            await world.time.pass(.seconds(60))
            #expect(world.sender.received.isEmpty)
            failing.withLock { $0 = false }
            await world.time.pass(.seconds(60))
        }
        #expect(world.sender.received.count == 1)
    }

    @Test func `a lead whose writes undo each other is parked, with one line in the log`() throws {
        let world = try Self.live(try Self.plan()) { world, sendpilot in
            for number in 0..<8 {
                try await world.accept(Self.wish("e\(number)", number.isMultiple(of: 2) ? "DONE" : "OPPORTUNITY"))
                await world.time.pass(.seconds(1))
                try await sendpilot.tell(world)
            }
        }
        #expect(world.sender.received.count == PingPong.turns - 1)
        #expect(world.store.waiting.count == 2)
        try Self.expectParked(world)
    }

    @Test func `a lead that another system changes back again and again is parked too`() throws {
        let stubborn = Self.answer.replacing("{{ event.body.data.newStatus }}", with: "OPPORTUNITY")
        let world = try Self.live(try Self.plan(stubborn, fingerprint: "stubborn")) { world, sendpilot in
            for _ in 0..<(PingPong.most + 5) {
                sendpilot.change(to: "DONE", by: .automation)
                try await sendpilot.tell(world)
                await world.time.pass(.seconds(1))
            }
        }
        #expect(world.sender.received.count == PingPong.most)
        try Self.expectParked(world)
    }

    private static func expectParked(_ world: World) throws {
        let letters = world.store.finished.filter { $0.fate == .dead }
        #expect(letters.map(\.reason.cause) == ["ping-pong"])
        let attention = try world.store.attention()
        #expect(attention.map(\.attention.name) == [Attention.Name(kind: "ping-pong", subject: "sendpilot l1")])
        #expect(world.log.withLock { $0.count { $0.contains("ping-pong") } } == 1)
    }

    @Test func `what a person has sent again goes, and the lane with it`() throws {
        let world = try Self.live(try Self.plan()) { world, sendpilot in
            for number in 0..<6 {
                try await world.accept(Self.wish("e\(number)", number.isMultiple(of: 2) ? "DONE" : "OPPORTUNITY"))
                await world.time.pass(.seconds(1))
                try await sendpilot.tell(world)
            }
            let letter = try #require(world.store.finished.first { $0.fate == .dead })
            _ = try await world.committer.submit(.replay(letter.id))
            await world.deliverer.lookAgain()
            await world.time.pass(.seconds(10))
        }
        #expect(world.sender.received.count == 6)
        #expect(world.store.waiting.isEmpty)
    }
}

/// The stand-in, and the events that it has not sent yet.
private struct Sendpilot: Sendable {
    private let state: Lock<(mock: SendpilotMock, untold: [Emission])>

    init(_ mock: SendpilotMock) { state = Lock((mock, [])) }

    func answer(_ request: MockRequest, at moment: Timestamp) -> MockAnswer {
        state.withLock { state in
            let answer = state.mock.answer(request, at: moment)
            state.untold += answer.emissions
            return answer
        }
    }

    func change(to status: String, by author: SendpilotAuthor) {
        state.withLock { state in
            state.untold += [state.mock.change("l1", to: status, by: author, at: .earliest)].compactMap { $0 }
        }
    }

    /// Has the relay take in what is untold.
    func tell(_ world: World, newestFirst: Bool = false) async throws {
        let emissions = state.withLock { state in
            defer { state.untold = [] }
            return state.untold
        }
        for emission in newestFirst ? emissions.reversed() : emissions { try await world.report(emission) }
    }
}

extension World {
    /// Takes in an event that a stand-in sends.
    fileprivate func report(_ emission: Emission) async throws {
        let source = try #require(routing.table.sources["sendpilot"])
        let body = try JSONDocument(emission.body).root
        for event in source.events(body: body, receivedAt: time.now, digest: { _ in "" }) { try await accept(event) }
    }
}

extension MockRequest {
    fileprivate init(_ received: ScriptedSender.Received, key: String) {
        let request = received.request
        let headers = [MockHeader("X-API-Key", key), MockHeader("Content-Type", "application/json")]
        self.init(request.method, request.path, headers: headers, body: request.body ?? [])
    }
}
