import RelayCore
import RelayTesting
import Testing

@Suite("A rule for answers is told", .timeLimit(.minutes(10)))
struct AnswerContextTests {
    @Test func `the fields in the path of a lookup`() throws {
        let when = #""when": "request.path.id == 'l1'""#
        let rule = #""answers": [{ "status": 404, \#(when), "verdict": "dead", "cause": "no-such-lead" }]"#
        var plan = World.Plan(try SmallRouting.make([SmallRouting.withLookup], ["sendpilot": rule]))
        plan.script = { _, _ in .json(404) }
        let world = try World.live(plan) { world in
            try await world.accept(SmallRouting.event("e1"))
            await world.end()
            return world
        }
        #expect(try world.only().reason.cause == "lookup-no-such-lead")
    }

    @Test(arguments: [(30, Fate.warned), (90, .dead)])
    func `how long ago the lead's last delivery was carried out`(seconds: Int, fate: Fate) throws {
        let rule = #""answers": [{ "status": 409, "when": "lane.deliveredAgo < 60", "verdict": "warned" }]"#
        var plan = World.Plan(try SmallRouting.make([SmallRouting.go()], ["any": rule]))
        plan.script = { _, number in .json(number < 2 ? 200 : 409) }
        let world = try World.live(plan) { world in
            try await world.accept(SmallRouting.event("e1"), SmallRouting.event("other", lead: "l2"))
            await world.time.pass(.seconds(seconds))
            try await world.accept(SmallRouting.event("e2"), SmallRouting.event("third", lead: "l3"))
            await world.end()
            return world
        }
        let fates = world.store.finished.sorted { $0.id < $1.id }.map(\.fate)
        #expect(fates == [.delivered, .delivered, fate, .dead], "nobody knows of a delivery for the last lead")
    }
}
