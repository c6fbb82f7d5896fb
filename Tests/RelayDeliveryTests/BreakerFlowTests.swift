import CivilTime
import LinuxIO
import RelayCore
import RelayDelivery
import RelayRoutes
import RelayTesting
import Testing

@Suite("A destination that fails", .timeLimit(.minutes(10)))
struct BreakerFlowTests {
    private let failures = Breaker.Settings.standard.failures

    /// Thirty leads at a destination that is down for two minutes, one request at a time.
    private func world(_ reply: ScriptedSender.Reply) throws -> World {
        var plan = World.Plan(try SmallRouting.make([SmallRouting.go()], ["any": #""concurrency": 1"#]))
        plan.script = { received, _ in received.at < .seconds(120) ? reply : .json(200) }
        return try World.live(plan) { world in
            for number in 0..<30 { try await world.accept(SmallRouting.event("e\(number)", lead: "l\(number)")) }
            await world.time.pass(.seconds(90))
            let hold = await world.deliverer.holds()["any"]
            #expect(hold?.map(\.cause) == [.breaker])
            #expect(hold?.first?.since == SimulatedTime.beginning)
            #expect(hold?.first?.detail.isEmpty == false)
            await world.end(within: .seconds(7_200))
            #expect(await world.deliverer.holds()["any"] == [])
            return world
        }
    }

    @Test(arguments: [500, 503, nil])
    func `is left alone but for one probe after each pause, and no attempts are spent`(status: Int?) throws {
        let world = try world(status.map { .json($0) } ?? .unreachable())
        let during = world.sender.received.filter { $0.at < .seconds(120) }.map { $0.at.components.seconds }
        #expect(during == Array(repeating: 0, count: failures) + [5, 15, 35, 75])
        #expect(world.store.finished.count { $0.delivery.history.attempts == 1 } >= 30 - failures - 4)
    }

    @Test func `is told of in one line when it fails and one when it answers again`() throws {
        let log = try world(.json(500)).log.withLock { $0 }
        #expect(log.count { $0.contains("breaker opened") } == 1)
        #expect(log.count { $0.contains("breaker closed") } == 1)
    }

    @Test func `stands under attention with its cause until it answers again`() throws {
        var plan = World.Plan(try SmallRouting.make([SmallRouting.go()]))
        plan.script = { received, _ in received.at < .seconds(120) ? .unreachable() : .json(200) }
        _ = try World.live(plan) { world in
            for number in 0..<30 { try await world.accept(SmallRouting.event("e\(number)", lead: "l\(number)")) }
            await world.time.pass(.seconds(90))
            let records = try world.store.attention()
            #expect(records.map(\.attention.name) == [Attention.Name(kind: "destination-down", subject: "any")])
            // Four probes have failed since.
            #expect(records.map(\.attention.detail) == ["connect-refused"] && records.map(\.count) == [5])
            #expect(await world.deliverer.holds()["any"]?.map(\.detail) == ["connect-refused"])
            await world.end(within: .seconds(7_200))
            #expect(try world.store.attention().isEmpty)
        }
    }

    @Test func `stands under attention again when the next probe fails, though somebody has cleared that`() throws {
        var plan = World.Plan(try SmallRouting.make([SmallRouting.go()]))
        plan.script = { _, _ in .unreachable() }
        _ = try World.live(plan) { world in
            for number in 0..<30 { try await world.accept(SmallRouting.event("e\(number)", lead: "l\(number)")) }
            await world.time.pass(.seconds(4))
            _ = try await world.committer.submit(.attended(nil))
            #expect(try world.store.attention().isEmpty)
            await world.time.pass(.seconds(2))
            #expect(try world.store.attention().map(\.attention.name) == [.downtime(of: "any")])
        }
    }

    @Test func `is begun with one delivery after a restart, and is told of no more when that is answered`() throws {
        var plan = World.Plan(try SmallRouting.make([SmallRouting.go()], ["any": #""concurrency": 8"#]))
        plan.script = { _, _ in .json(200, after: .seconds(1)) }
        let world = try World.live(plan) { world in
            let down = Attention(downtimeOf: "any", cause: "http-503")
            _ = try await world.committer.submit(.attend(down))
            for number in 0..<10 { try await world.accept(SmallRouting.event("e\(number)", lead: "l\(number)")) }
        } _: { world in
            await world.time.pass(.milliseconds(500))
            #expect(await world.deliverer.holds()["any"]?.map(\.detail) == ["http-503"])
            await world.end()
            let attention = try world.store.attention()
            #expect(attention.isEmpty)
            return world
        }
        #expect(world.sender.received.map { $0.at.components.seconds } == [0, 1, 1, 2, 2, 2, 2, 3, 3, 3])
    }

    @Test func `is taken up again with a ramp`() throws {
        var plan = World.Plan(try SmallRouting.make([SmallRouting.go()], ["any": #""concurrency": 16"#]))
        plan.script = { received, _ in received.at < .seconds(3) ? .json(500) : .json(200, after: .seconds(1)) }
        let world = try World.live(plan) { world in
            for number in 0..<60 { try await world.accept(SmallRouting.event("e\(number)", lead: "l\(number)")) }
            await world.end(within: .seconds(7_200))
            return world
        }
        let after = world.sender.received.map { $0.at.components.seconds }.filter { $0 > 3 }
        #expect(
            Array(after.prefix(15)) == [5] + Array(repeating: 6, count: 2) + Array(repeating: 7, count: 4)
                + Array(repeating: 8, count: 8)
        )
    }

    @Test(arguments: [400, 401, 404, 409, 429])
    func `opens no breaker by refusing`(status: Int) throws {
        var plan = World.Plan(try SmallRouting.make([SmallRouting.go()]))
        plan.script = { _, number in .json(number < 40 ? status : 200) }
        let world = try World.live(plan) { world in
            for number in 0..<40 { try await world.accept(SmallRouting.event("e\(number)", lead: "l\(number)")) }
            await world.end(within: .seconds(7_200 * 12), step: .seconds(10))
            return world
        }
        #expect(!world.log.withLock { $0.contains { $0.contains("breaker") } })
    }

    @Test func `holds up nobody else`() throws {
        var plan = World.Plan(try SmallRouting.make([SmallRouting.go(), SmallRouting.octanist]))
        plan.script = { received, _ in
            received.request.path == "/go" ? .unreachable() : .json(200, #"{ "leadsUpdated": 1 }"#)
        }
        _ = try World.live(plan) { world in
            for number in 0..<30 { try await world.accept(SmallRouting.event("e\(number)", lead: "l\(number)")) }
            await world.time.pass(.seconds(1))
            #expect(world.store.finished.count { $0.address.destination == "octanist" } == 30)
        }
    }

    @Test func `is asked for lookups by one probe at a time too`() throws {
        var plan = World.Plan(try SmallRouting.make([SmallRouting.withLookup], ["any": #""concurrency": 1"#]))
        plan.script = { received, _ in
            guard received.request.method == "GET" else { return .json(200) }
            return received.at < .seconds(120) ? .json(500) : .json(200, #"{ "id": "l1", "email": "a@example.com" }"#)
        }
        let world = try World.live(plan) { world in
            for number in 0..<30 { try await world.accept(SmallRouting.event("e\(number)", lead: "l\(number)")) }
            await world.end(within: .seconds(7_200))
            return world
        }
        let during = world.sender.received.filter { $0.at < .seconds(120) }
        #expect((failures + 1...failures + 4).contains(during.count))
        #expect(world.store.finished.allSatisfy { $0.fate == .delivered })
    }

    @Test func `that only answers slowly gets fewer requests at once`() throws {
        var account = Account(concurrency: 8)
        let (id, start) = (DeliveryID(event: EventNumber(rawValue: 1), number: 0), SimulatedTime.beginning)
        for seconds in [0, 0, 0, 0, 0, 0, 0, 0, 9] {
            _ = account.note(Answer(status: 200), to: id, started: start, at: start + .seconds(seconds))
        }
        account.refill([], next: nil, at: start)
        for number in 2...20 as ClosedRange<Int64> {
            let delivery = Delivery(
                id: DeliveryID(event: EventNumber(rawValue: number), number: 0),
                since: start,
                state: .waiting(due: start, Reason("its-turn"))
            )
            let address = DeliveryAddress(route: "r", send: "s", destination: "d")
            account.offer(StoredDelivery(delivery, address, lane: nil, position: start), at: start)
        }
        while account.begin(at: start) != nil {}
        #expect(account.working == 6)
    }
}
