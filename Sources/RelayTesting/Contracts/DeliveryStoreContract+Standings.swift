import CivilTime
import RelayCore

extension DeliveryStoreContract {
    /// Which destinations are paused, and what waits for them.
    static let standings = [
        Rule("a destination stands as was said last, and open where nothing was said") { bench in
            try expectEqual(try bench.queue.standings(), [:], "how destinations stand at first")
            let ramp = Ramp(since: StoreBench.moment(1), until: StoreBench.moment(61))
            var pause = DestinationPause(
                by: .answer,
                since: StoreBench.moment(2),
                cause: "bad-key",
                remedy: "put \"the\" key right",
                status: 401,
                sample: DeliveryID(event: EventNumber(rawValue: 7), number: 3),
                nextProbe: StoreBench.moment(62),
                probes: 2
            )
            _ = try bench.commit(.standing(of: "octanist", .paused(pause)), .standing(of: "crm", .ramping(ramp)))
            let first: [String: Standing] = ["octanist": .paused(pause), "crm": .ramping(ramp)]
            try expectEqual(try bench.queue.standings(), first, "how destinations stand")
            pause = .byOperator(reason: "", since: StoreBench.moment(3))
            _ = try bench.commit(.standing(of: "octanist", .paused(pause)), .standing(of: "crm", nil))
            try expectEqual(try bench.ledger.standings(), ["octanist": .paused(pause)], "how destinations stand then")
        },
        Rule("for how long a destination wants nothing is what was said last") { bench in
            try expectEqual(try bench.queue.closures(), [:], "what is closed at first")
            let (start, end) = (StoreBench.moment(1), StoreBench.moment(3_601))
            let first = QuotaClosure(since: start, until: end, cause: "retry-after")
            let second = QuotaClosure(since: start, until: end + .seconds(5), cause: "ratelimit")
            _ = try bench.commit(.closure(of: "octanist", first), .closure(of: "crm", first))
            try expectEqual(try bench.queue.closures(), ["octanist": first, "crm": first], "what is closed")
            _ = try bench.commit(.closure(of: "octanist", second), .closure(of: "crm", nil))
            try expectEqual(try bench.ledger.closures(), ["octanist": second], "what is closed then")
        },
        Rule("what waits is counted by destination, and what a newer one that waits would supersede") { bench in
            let latest = SendRules(order: .latest)
            _ = try bench.accept(try StoreBench.event("e1", lead: "ann", rules: latest), at: 5)
            _ = try bench.accept(try StoreBench.event("e2", lead: "bob", rules: latest), at: 6)
            _ = try bench.accept(try StoreBench.event("e3", lead: nil, rules: latest), at: 7)
            // The first may be on its way by now, so that it is left alone until its turn comes.
            _ = try bench.accept(try StoreBench.event("e5", lead: "ann", rules: latest), at: 8)
            let event = try StoreBench.event("e4", lead: "carl", to: ["note/octanist", "crm"])
            let ready = try bench.acceptReady(event, at: 8)
            try expectEqual(
                try bench.ledger.backlogs(),
                [
                    Backlog(destination: "crm", waiting: 1, oldest: StoreBench.moment(8), supersedable: 0),
                    Backlog(destination: "octanist", waiting: 5, oldest: StoreBench.moment(5), supersedable: 1),
                ],
                "what waits"
            )
            for delivery in ready { _ = try bench.deliver(delivery) }
            try expectEqual(try bench.ledger.backlogs().map(\.waiting), [4], "what waits then")
        },
        Rule("what is to be sent again is read beside the rest, and takes no place of that") { bench in
            for number in 1...4 {
                let dead = try bench.acceptReady(try StoreBench.event("r\(number)", lead: "r\(number)"))[0]
                _ = try bench.settle(dead, .finished(.dead, Reason("refused")), at: 1)
                _ = try bench.commit(.replay(dead.id), at: 2)
            }
            let live = try (1...3).map { number in
                try bench.acceptReady(try StoreBench.event("e\(number)", lead: "e\(number)"), at: 3)[0]
            }
            let due = try bench.queue.due(at: "octanist", by: StoreBench.moment(9), limit: 2)
            try expectEqual(due.prefix(2).map(\.id), live.prefix(2).map(\.id), "what is due beside replays")
            try expectEqual(due.map(\.share), [.live, .live, .replay, .replay], "the shares of what is due")
            let late = try bench.acceptReady(try StoreBench.event("e4", lead: "zoe", to: ["crm"]))[0]
            _ = try bench.settle(late, .waiting(due: StoreBench.moment(50), Reason("busy")))
            for delivery in live { _ = try bench.deliver(delivery) }
            let again = try require(due.last, "replay")
            _ = try bench.settle(again, .waiting(due: StoreBench.moment(40), Reason("busy")))
            let next = try bench.queue.nextDue(at: "octanist", after: StoreBench.moment(9))
            try expectEqual(next, StoreBench.moment(40), "when the next replay is due")
            try expectEqual(try bench.queue.destinations(), ["crm", "octanist"], "where anything waits")
        },
    ]
}
