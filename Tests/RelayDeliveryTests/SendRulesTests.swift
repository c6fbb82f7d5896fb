import LinuxIO
import RelayCore
import RelayDelivery
import RelayRoutes
import RelayTesting
import Testing

/// What a send says of the order of its deliveries, from the routes file to what is sent.
@Suite("A send's own rules")
struct SendRulesTests {
    @Test(arguments: Seeds.first(50))
    func `send of a lead what was on its way, and then only the latest`(seed: UInt64) throws {
        var plan = World.Plan(try SmallRouting.make([SmallRouting.go(more: #", "order": "latest""#)]))
        plan.script = { _, _ in .json(200, after: .seconds(5)) }
        let world = try World.live(plan, seed: seed) { world in
            try await world.accept(SmallRouting.event("e0"))
            await world.time.pass(.seconds(1))
            for number in 1..<10 { try await world.accept(SmallRouting.event("e\(number)", at: number * 7 % 10)) }
            await world.end()
            return world
        }
        #expect(world.sender.received.map { $0.body.event } == ["e0", "e7"])
        #expect(world.store.finished.count { $0.fate == .superseded } == 8)
    }

    @Test(arguments: Seeds.first(50))
    func `go on with the latest where the one before it fails`(seed: UInt64) throws {
        var plan = World.Plan(try SmallRouting.make([SmallRouting.go(more: #", "order": "latest""#)]))
        plan.script = { _, number in .json(number == 0 ? 503 : 200, after: .seconds(5)) }
        // In some runs the newer comes while the older is on its way, in others while that waits to be tried again.
        let world = try World.live(plan, seed: seed) { world in
            try await world.accept(SmallRouting.event("older", at: 1))
            await world.time.pass(.milliseconds(seed.isMultiple(of: 2) ? 1_000 : 5_500))
            try await world.accept(SmallRouting.event("newer", at: 2))
            await world.end()
            return world
        }
        #expect(world.sender.received.map { $0.body.event } == ["older", "newer"])
        #expect(world.store.finished.compactMap(\.fate).map(\.rawValue).sorted() == ["delivered", "superseded"])
    }

    @Test(arguments: ["rate": #""rate": "1/m""#, "pause": #""concurrency": 1"#].map { ($0, $1) })
    func `send only the latest of what came while nothing could leave`(hindrance: String, settings: String) throws {
        let routing = try SmallRouting.make([SmallRouting.go(more: #", "order": "latest""#)], ["any": settings])
        let world = try World.live(World.Plan(routing)) { world in
            if hindrance == "pause" { _ = try await world.deliverer.pause("any", reason: "") }
            for number in 0..<6 {
                try await world.accept(SmallRouting.event("e\(number)", at: number))
                await world.time.pass(.seconds(1))
            }
            #expect(world.sender.received.isEmpty)
            if hindrance == "pause" { _ = try await world.deliverer.resume("any", over: nil) }
            await world.end()
            return world
        }
        #expect(world.sender.received.map { $0.body.event } == ["e5"])
        #expect(world.store.finished.count { $0.fate == .superseded } == 5)
    }

    @Test func `send only the latest of what has waited since before that was wanted`() throws {
        let every = try SmallRouting.make([SmallRouting.go()])
        let latest = try SmallRouting.make([SmallRouting.go(more: #", "order": "latest""#)])
        let world = try World.live(World.Plan(every)) { world in
            _ = try await world.deliverer.pause("any", reason: "")
            for number in 0..<6 { try await world.accept(SmallRouting.event("e\(number)", at: number)) }
            await world.deliverer.adopt(latest)
            _ = try await world.committer.submit(.retire(keeping: latest.sends))
            _ = try await world.deliverer.resume("any", over: nil)
            await world.end()
            return world
        }
        #expect(world.sender.received.map { $0.body.event } == ["e5"])
        #expect(world.store.finished.count { $0.fate == .superseded } == 5)
    }

    @Test func `send nothing that was superseded after the clock was put back`() throws {
        let plan = World.Plan(
            try SmallRouting.make([SmallRouting.go(more: #", "order": "latest""#)], ["any": #""rate": "1/m""#])
        )
        let world = try World.live(plan) { world in
            try await world.accept(SmallRouting.event("other", lead: "l2"), SmallRouting.event("older", at: 1))
            await world.time.pass(.seconds(90))
            world.time.putBack(by: .seconds(3_600))
            try await world.accept(SmallRouting.event("newer", at: 2))
            await world.end(within: .seconds(9_000))
            return world
        }
        #expect(world.sender.received.map { $0.body.event } == ["other", "newer"])
        #expect(world.store.finished.count { $0.fate == .superseded } == 1)
    }

    @Test func `end as expired what is not worth sending any more when its turn comes`() throws {
        var plan = World.Plan(try SmallRouting.make([SmallRouting.go(more: #", "expires": "60s""#)]))
        plan.script = { _, _ in .json(200, after: .seconds(30)) }
        let world = try World.live(plan) { world in
            for number in 0..<4 { try await world.accept(SmallRouting.event("e\(number)")) }
            await world.end()
            return world
        }
        #expect(world.sender.received.map { $0.body.event } == ["e0", "e1"])
        let expired = world.store.finished.filter { $0.fate == .expired }
        #expect(expired.count == 2 && expired.allSatisfy { $0.reason.cause == "expired" })
    }

    @Test func `send an expired one that a person wants replayed, and tell its time from then on`() throws {
        let plan = World.Plan(try SmallRouting.make([SmallRouting.go(more: #", "expires": "60s""#)]))
        let world = try World.live(plan) { world in
            await world.time.pass(.seconds(100))
            try await world.accept(SmallRouting.event("e0"))
            await world.end()
            #expect(try world.only().fate == .expired)
            _ = try await world.committer.submit(.replay(try world.only().id))
            await world.deliverer.lookAgain()
            await world.end()
            return world
        }
        #expect(try world.only().fate == .delivered)
    }

    @Test func `that are dead from the start hold those behind them, and nobody who stands before them`() throws {
        let more = #", "when": "event.body.value > 0", "onDead": "hold""#
        var plan = World.Plan(try SmallRouting.make([SmallRouting.go(more: more)]))
        plan.script = { _, number in .json(number == 0 ? 500 : 200) }
        let world = try World.live(plan) { world in
            let good = #"{ "value": 1 }"#
            try await world.accept(SmallRouting.event("first", at: 1, body: good))
            await world.time.pass(.milliseconds(1))
            try await world.accept(SmallRouting.event("dead", at: 2))
            try await world.accept(SmallRouting.event("behind", at: 3, body: good))
            await world.time.pass(.seconds(60))
            #expect(world.sender.received.map { $0.body.event } == ["first", "first"])
            let letter = try #require(world.store.finished.first { $0.fate == .dead })
            _ = try await world.committer.submit(.discard(letter.id))
            await world.deliverer.lookAgain()
            await world.end()
            return world
        }
        #expect(world.sender.received.map { $0.body.event } == ["first", "first", "behind"])
    }

    @Test func `hold a lead's others behind a dead letter, and nobody else`() throws {
        var plan = World.Plan(try SmallRouting.make([SmallRouting.go(more: #", "onDead": "hold""#)]))
        plan.script = { received, _ in .json(received.body.contains("bad") ? 400 : 200) }
        let world = try World.live(plan) { world in
            try await world.accept(SmallRouting.event("bad"))
            try await world.accept(SmallRouting.event("next"), SmallRouting.event("other", lead: "l2"))
            await world.time.pass(.seconds(60))
            #expect(world.sender.received.map { $0.body.event }.sorted() == ["bad", "other"])
            let letter = try #require(world.store.finished.first { $0.fate == .dead })
            let told = try #require(try world.store.attention().first?.attention)
            #expect(told.name == Attention.Name(kind: "lane-held", subject: "any"))
            #expect(told.detail.hasPrefix("held by \(letter.id.text): ") && told.remedy.contains(letter.id.text))
            _ = try await world.committer.submit(.discard(letter.id))
            await world.deliverer.lookAgain()
            await world.end()
            return world
        }
        #expect(world.sender.received.last?.body.event == "next")
    }
}

extension String {
    /// The event that a body was made of.
    fileprivate var event: String { split(separator: "\"").last { $0 != "}" }.map { String($0) } ?? "" }
}
