import RelayCore
import RelayRoutes
import RelayTesting
import Testing

@Suite("Relays that send to each other")
struct HopTests {
    private static let route = SmallRouting.route(
        "next",
        "request",
        #"{ "path": "/hooks/in", "body": "{{ event.id }}" }"#
    )

    private static func send(_ hop: String?, to route: String = route) throws -> World {
        let next = #", "next": { "api": "http", "base": "https://next.example.com" }"#
        let routing = try SmallRouting.make([route], more: next)
        return try World.live(World.Plan(routing)) { world in
            try await world.accept(SmallRouting.event("e1", headers: hop.map { ["leadrelay-hop": $0] } ?? [:]))
            await world.end()
            return world
        }
    }

    @Test(arguments: [
        (nil, "1"), ("0", "1"), ("1", "2"), ("4", "5"), ("-3", "1"), ("", "1"), ("x", "1"), ("1.5", "1"),
    ])
    func `count each hop in a header`(hop: String?, next: String) throws {
        let sent = try Self.send(hop).sender.received
        #expect(sent.map { $0.header("Leadrelay-Hop") } == [next])
    }

    @Test(arguments: ["5", "6", "100", "99999999999999999999999"])
    func `end what has come too far`(hop: String) throws {
        let world = try Self.send(hop)
        #expect(world.sender.received.isEmpty)
        #expect(try world.only().fate == .dead && world.only().reason.cause == "too-many-hops")
    }

    @Test func `and an API that is none is told nothing of hops`() throws {
        let sent = try Self.send("9", to: SmallRouting.go()).sender.received
        #expect(sent.map { $0.header("Leadrelay-Hop") } == [nil])
    }
}
