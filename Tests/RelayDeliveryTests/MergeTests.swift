import LinuxIO
import RelayCore
import RelayDelivery
import RelayTesting
import Testing

@Suite("A record that is written as a whole", .timeLimit(.minutes(10)))
struct MergeTests {
    private static let route = SmallRouting.route(
        "leadping",
        "updateLead",
        #"{ "id": "{{ event.lead }}", "metadata": { "utmSource": "mail" } }"#
    )

    private static func record(_ source: String = "web", modified: String = "01") -> String {
        #"{"id":"l1","metadata":{"utmSource":"\#(source)","utmMedium":"cpc"},"#
            + #""contact":{"email":"private@example.com"},"tags":[],"modifiedAt":"2026-01-\#(modified)T00:00:00Z"}"#
    }

    /// Runs one event; the script is told of each request, and how many of its method came before.
    private func world(
        _ script: @escaping @Sendable (_ method: String, _ number: Int) -> ScriptedSender.Reply
    ) throws -> World {
        let counts = Lock<[String: Int]>([:])
        var plan = World.Plan(try SmallRouting.make([Self.route]))
        plan.script = { received, _ in
            let method = received.request.method
            let number = counts.withLock { counts in
                defer { counts[method, default: 0] += 1 }
                return counts[method, default: 0]
            }
            return script(method, number)
        }
        return try World.live(plan) { world in
            try await world.accept(SmallRouting.event("e1"))
            await world.end()
            return world
        }
    }

    @Test func `is read, read again, written and read back`() throws {
        let world = try world { method, number in
            .json(200, method == "PUT" || number == 2 ? Self.record("mail", modified: "02") : Self.record())
        }
        #expect(world.sender.received.map(\.request.method) == ["GET", "GET", "PUT", "GET"])
        let body = world.sender.received[2].body
        #expect(body.contains(#""utmSource":"mail""#) && body.contains("cpc") && body.contains("private@example.com"))
        #expect(try world.only().fate == .delivered)
        #expect(try world.attempts().count == 1)
    }

    @Test func `and has moved meanwhile is read anew, and nothing of it is kept`() throws {
        let world = try world { method, number in
            guard method == "GET" else { return .json(200, Self.record("mail", modified: "03")) }
            return .json(200, number == 4 ? Self.record("mail") : Self.record(modified: number == 0 ? "01" : "02"))
        }
        #expect(world.sender.received.map(\.request.method) == ["GET", "GET", "GET", "GET", "PUT", "GET"])
        let attempts = try world.attempts()
        #expect(attempts.map(\.reason.cause) == ["changed-meanwhile", "delivered"])
        for attempt in attempts {
            let kept = String(decoding: attempt.request + attempt.answer, as: UTF8.self)
            #expect(!kept.contains("private@example.com"))
        }
    }

    @Test func `but is not as it was meant is a warning that names the field`() throws {
        let world = try world { method, number in
            .json(200, method == "PUT" ? Self.record("mail", modified: "02") : Self.record())
        }
        let stored = try world.only()
        #expect(stored.fate == .warned && stored.reason.cause == "not-as-written")
        #expect(stored.reason.remedy.contains("utmSource"))
        let kept = try #require(try world.attempts().first)
        #expect(!String(decoding: kept.request + kept.answer, as: UTF8.self).contains("private@example.com"))
    }

    @Test func `and cannot be read is not in doubt, because nothing was written`() throws {
        let world = try world { method, number in
            if method == "GET", number == 0 { return .lost() }
            return .json(200, method == "PUT" || number == 3 ? Self.record("mail", modified: "02") : Self.record())
        }
        #expect(try world.only().fate == .delivered)
        #expect(try world.only().delivery.history == Delivery.History(attempts: 2))
    }

    @Test func `pauses its account only after three leads in a row`() throws {
        var plan = World.Plan(try SmallRouting.make([Self.route], ["leadping": #""concurrency": 1"#]))
        plan.script = { _, _ in .json(401, #"{"title": "Unauthorized"}"#) }
        let world = try World.live(plan) { world in
            for number in 0..<9 { try await world.accept(SmallRouting.event("e\(number)", lead: "l\(number)")) }
            await world.time.pass(.seconds(30))
            return world
        }
        #expect(world.sender.received.count == 3)
        #expect(world.log.withLock { $0.count { $0.contains("destination paused") } } == 1)
    }
}
