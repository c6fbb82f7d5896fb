import CivilTime
import JSON
import RelayCore
import RelayDelivery
import RelayRoutes
import RelayTesting
import Testing

@Suite("A dead letter that a person has mended", .timeLimit(.minutes(10)))
struct RepairedDeliveryTests {
    private static func routing(_ value: String, more: String = "") throws -> Routing {
        let fields = #"{ "id": "{{ event.lead }}", "value": "\#(value)" }"#
        return try SmallRouting.make([SmallRouting.route("any", "go", fields, more: more)], fingerprint: value)
    }

    /// Refuses the first request, and those after it up to a number.
    private static func plan(_ routing: Routing, refusing count: Int = 1) -> World.Plan {
        var plan = World.Plan(routing)
        plan.script = { _, number in .json(number < count ? 400 : 200) }
        return plan
    }

    private static func repair(_ repair: Repair, _ world: World) async throws {
        let result = try await world.committer.submit(.repair(repair))
        if case .refused(let reason) = result { Issue.record("\(reason)") }
        await world.deliverer.lookAgain()
        await world.end()
    }

    private static func replay(_ manner: Delivery.Replay, _ world: World) async throws {
        _ = try await world.committer.submit(.replay(try world.only().id, manner))
        await world.deliverer.lookAgain()
        await world.end()
    }

    private static func edit(_ changes: (String, String?)...) throws -> DeliveryEdit {
        DeliveryEdit(try changes.map { FieldChange($0, try $1.map { try JSONDocument($0).root }) }, by: "uid 1")
    }

    // MARK: As sent

    @Test func `goes out as it was sent, whatever the routes say by now`() throws {
        let world = try World.live(Self.plan(try Self.routing("one"))) { world in
            try await world.accept(SmallRouting.event("e1"))
            await world.end()
            await world.deliverer.adopt(try Self.routing("two"))
            try await Self.replay(.asSent, world)
            return world
        }
        let id = try world.only().id.text
        #expect(world.sender.received.map(\.body) == Array(repeating: #"{"id":"l1","value":"one"}"#, count: 2))
        #expect(world.sender.received.map(\.key) == [id, id])
        #expect(world.sender.received[0].request == world.sender.received[1].request)
    }

    @Test func `goes out under another key once another body was sent between`() throws {
        let world = try World.live(Self.plan(try Self.routing("one"), refusing: 2)) { world in
            try await world.accept(SmallRouting.event("e1"))
            await world.end()
            await world.deliverer.adopt(try Self.routing("two"))
            try await Self.replay(.inOrder, world)
            await world.deliverer.adopt(try Self.routing("three"))
            try await Self.replay(.asSent, world)
            return world
        }
        let id = try world.only().id.text
        #expect(world.sender.received.map(\.key) == [id, "\(id).2", "\(id).2"])
        #expect(world.sender.received[2].body.contains("two"))
    }

    @Test func `is asked for nothing before it goes out as it was sent`() throws {
        var plan = World.Plan(try SmallRouting.make([SmallRouting.withLookup], keep: "1s"))
        plan.script = { received, number in
            guard received.request.method == "GET" else { return .json(number < 2 ? 400 : 200) }
            return .json(200, #"{"id": "l1", "email": "a@b.example"}"#)
        }
        let world = try World.live(plan) { world in
            try await world.accept(SmallRouting.event("e1"))
            await world.end()
            await world.time.pass(.seconds(9))
            try await Self.replay(.asSent, world)
            return world
        }
        #expect(world.sender.received.map(\.request.method) == ["GET", "POST", "POST"])
    }

    @Test func `dies anew, with the reason, where what was sent was not kept`() throws {
        var plan = World.Plan(try SmallRouting.make([SmallRouting.withLookup]))
        plan.script = { _, _ in .json(404) }
        let world = try World.live(plan) { world in
            try await world.accept(SmallRouting.event("e1"))
            await world.end()
            try await Self.replay(.asSent, world)
            return world
        }
        #expect(try world.only().reason.cause == "not-as-sent")
        #expect(try world.only().reason.detail == "nothing has been sent for it")
    }

    // MARK: Edits

    @Test func `is sent with the fields that were set and without those that were left out`() throws {
        let world = try World.live(Self.plan(try Self.routing("one"))) { world in
            try await world.accept(SmallRouting.event("e1"))
            await world.end()
            let edit = try Self.edit(("value", #"{"a":1.50}"#), ("id", nil))
            try await Self.repair(.edit(try world.only().id, edit, replaying: .inOrder), world)
            return world
        }
        let id = try world.only().id.text
        #expect(world.sender.received.map(\.body) == [#"{"id":"l1","value":"one"}"#, #"{"value":{"a":1.50}}"#])
        #expect(world.sender.received.map(\.key) == [id, "\(id).2"])
    }

    @Test func `keeps its edits for all further attempts and replays`() throws {
        let world = try World.live(Self.plan(try Self.routing("one"), refusing: 2)) { world in
            try await world.accept(SmallRouting.event("e1"))
            await world.end()
            let id = try world.only().id
            try await Self.repair(.edit(id, try Self.edit(("value", "2")), replaying: .inOrder), world)
            await world.deliverer.adopt(try Self.routing("two"))
            try await Self.replay(.inOrder, world)
            return world
        }
        #expect(
            world.sender.received.map(\.body).dropFirst() == [#"{"id":"l1","value":2}"#, #"{"id":"l1","value":2}"#]
        )
    }

    @Test func `dies anew where the routes no longer have the field`() throws {
        let world = try World.live(Self.plan(try Self.routing("one"))) { world in
            try await world.accept(SmallRouting.event("e1"))
            await world.end()
            let edit = try Self.edit(("valu", "2"))
            try await Self.repair(.edit(try world.only().id, edit, replaying: .inOrder), world)
            return world
        }
        #expect(try world.only().reason.cause == "unknown-field")
        #expect(try world.only().reason.remedy == "Did you mean \"value\"? Its fields: id, value.")
    }
}
