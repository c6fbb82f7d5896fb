import JSON
import RelayCore

extension DeliveryStoreContract {
    static let queue = [
        Rule("what is due is read by destination, the longest due first") { bench in
            let ready = try (1...4).map { number in
                try bench.acceptReady(try StoreBench.event("e\(number)", lead: nil), at: Int64(10 * number))[0]
            }
            _ = try bench.accept(try StoreBench.event("other", to: ["leadping"]))
            _ = try bench.settle(ready[0], .waiting(due: StoreBench.moment(35), Reason("busy")))
            let due = try bench.queue.due(at: "octanist", by: StoreBench.moment(35), limit: 9)
            try expectEqual(due.map(\.id), [ready[1].id, ready[2].id, ready[0].id], "what is due")
            try expectEqual(try bench.queue.due(at: "octanist", by: StoreBench.moment(35), limit: 1).count, 1, "a page")
            try expectEqual(try bench.queue.due(at: "octanist", by: StoreBench.moment(19), limit: 9), [], "too early")
            let next = try bench.queue.nextDue(at: "octanist", after: StoreBench.moment(0))
            try expectEqual(next, StoreBench.moment(20), "the next due time")
            let later = try bench.queue.nextDue(at: "octanist", after: StoreBench.moment(30))
            try expectEqual(later, StoreBench.moment(35), "the next due time behind those that are due")
            try expectEqual(
                try bench.queue.nextDue(at: "nowhere", after: StoreBench.moment(0)),
                nil,
                "the next due time of nothing"
            )
            try expectEqual(try bench.queue.destinations(), ["leadping", "octanist"], "the destinations")
        },
        Rule("who has to wait for another is not due") { bench in
            let first = try bench.accept(try StoreBench.event("e1"), try StoreBench.event("e2"))[0]
            let due = try bench.queue.due(at: "octanist", by: StoreBench.moment(9), limit: 9)
            try expectEqual(due, first.ready, "what is due")
        },
        Rule("several events are read at once, but for the large ones and those that are not there") { bench in
            let leads = ["christopher", "ann", "bob"]
            let events = try leads.map { lead in try StoreBench.event("of " + lead, lead: lead) }
            let numbers = try events.map { try bench.accept($0)[0].number } + [EventNumber(rawValue: 1 << 60)]
            let all = try bench.queue.events(numbers, largestBody: 1_000)
            try expectEqual(all.map(\.event.id).sorted(), ["of ann", "of bob", "of christopher"], "the events")
            for found in all {
                try expectEqual(try bench.queue.event(found.number)?.event.id, found.event.id, "one by itself")
            }
            let largest = all.map(\.event.body.document.bytes.count).max() ?? 0
            let small = try bench.queue.events(numbers, largestBody: largest - 1)
            try expectEqual(small.map(\.event.id).sorted(), ["of ann", "of bob"], "the small events")
        },
        Rule("what is not there is not found") { bench in
            let number = EventNumber(rawValue: 1)
            try expect(try bench.queue.event(number) == nil, "there is an event")
            try expect(try bench.queue.delivery(DeliveryID(event: number, number: 0)) == nil, "there is a delivery")
            try expect(try bench.ledger.attempts(of: DeliveryID(event: number, number: 0)).isEmpty, "an attempt")
        },
    ]

    static let ledger = [
        Rule("events are listed by what is asked for") { bench in
            _ = try bench.accept(try StoreBench.event("e1", source: "forms"), at: 10)
            _ = try bench.accept(try StoreBench.event("e2", type: "won", lead: nil), at: 20)
            _ = try bench.accept(try StoreBench.event("e3", lead: "bob", to: []), at: 30)
            let queries: [(change: (inout EventQuery) -> Void, ids: [String])] = [
                ({ _ in }, ["e3", "e2", "e1"]), ({ $0.source = "crm" }, ["e3", "e2"]),
                ({ $0.source = "nobody" }, []), ({ $0.type = "won" }, ["e2"]), ({ $0.lead = "bob" }, ["e3"]),
                ({ $0.since = StoreBench.moment(20) }, ["e3", "e2"]), ({ $0.until = StoreBench.moment(20) }, ["e1"]),
                ({ $0.limit = 2 }, ["e3", "e2"]),
            ]
            for (index, query) in queries.enumerated() {
                var asked = EventQuery()
                query.change(&asked)
                try expectEqual(try bench.ledger.events(asked).map(\.senderID), query.ids, "the answer to \(index)")
            }
            let newest = try bench.ledger.events(EventQuery())[0]
            try expectEqual(newest.lead, "bob", "the lead")
            try expectEqual(newest.deliveries, 0, "the number of deliveries")
            try expect(newest.isRouted && newest.source == "crm" && newest.type == "lead.updated", "\(newest) is wrong")
        },
        Rule("events are paged backwards, and followed forwards") { bench in
            for number in 1...5 { _ = try bench.accept(try StoreBench.event("e\(number)", lead: nil)) }
            var query = EventQuery(limit: 2)
            var seen: [String] = []
            while let last = try bench.ledger.events(query).last {
                seen += try bench.ledger.events(query).map(\.senderID)
                query.before = last.number
            }
            try expectEqual(seen, ["e5", "e4", "e3", "e2", "e1"], "the pages")
            var following = EventQuery(limit: 2)
            following.after = try require(try bench.ledger.number(ofSenderID: "e2", source: nil), "number")
            try expectEqual(try bench.ledger.events(following).map(\.senderID), ["e3", "e4"], "what follows")
        },
        Rule("deliveries are listed by what is asked for") { bench in
            let first = try bench.acceptReady(try StoreBench.event("e1", to: ["octanist", "leadping"]), at: 10)
            let second = try bench.acceptReady(try StoreBench.event("e2", lead: "bob"), at: 20)
            let third = try bench.acceptReady(try StoreBench.event("e3", lead: nil), at: 30)
            _ = try bench.deliver(first[0])
            _ = try bench.settle(second[0], .finished(.expired, Reason("too-old")), StoreBench.attempt(1, .retry))
            _ = try bench.settle(first[1], .waiting(due: StoreBench.moment(99), Reason("busy")), StoreBench.attempt())
            let (a, b, c, d) = (first[0].id, first[1].id, second[0].id, third[0].id)
            let queries: [(change: (inout DeliveryQuery) -> Void, ids: [DeliveryID])] = [
                ({ _ in }, [d, c, b, a]), ({ $0.event = a.event }, [b, a]), ({ $0.id = b }, [b]),
                ({ $0.destination = "octanist" }, [d, c, a]), ({ $0.route = "none" }, []),
                ({ $0.route = "outreach" }, [d, c, b, a]), ({ $0.lead = "ann" }, [b, a]),
                ({ $0.state = .waiting }, [d, b]), ({ $0.state = .deadLetter }, [c]),
                ({ $0.state = .finished(.delivered) }, [a]), ({ $0.cause = "busy" }, [b]),
                ({ $0.cause = "its-turn" }, [d]), ({ $0.since = StoreBench.moment(20) }, [d, c]),
                ({ $0.until = StoreBench.moment(20) }, [b, a]), ({ $0.before = c }, [b, a]),
                ({ $0.before = b }, [a]), ({ $0.limit = 2 }, [d, c]),
            ]
            for (index, query) in queries.enumerated() {
                var asked = DeliveryQuery()
                query.change(&asked)
                let found = try bench.ledger.deliveries(asked).map(\.stored.id)
                try expectEqual(found, query.ids, "the answer to \(index)")
            }
            let waiting = try bench.ledger.deliveries(DeliveryQuery())
            try expectEqual(waiting.map(\.finishedAt), [nil, StoreBench.moment(0), nil, StoreBench.moment(0)], "ends")
            try expectEqual(waiting.map(\.status), [nil, 200, 200, 200], "the statuses")
        },
        Rule("what was refused is listed, the newest first") { bench in
            for second in 1...3 { _ = try bench.commit(.reject(RejectedRequest.sample(Int64(second)))) }
            let refused = try bench.ledger.rejections(limit: 2)
            try expectEqual(refused, [RejectedRequest.sample(3), RejectedRequest.sample(2)], "the requests")
        },
        Rule("a configuration is kept by its fingerprint") { bench in
            let write = StoreWrite.configuration(fingerprint: "c1", [1, 2, 3])
            _ = try bench.commit(write, write)
            try expectEqual(try bench.ledger.configuration("c1"), [1, 2, 3], "the configuration")
            try expectEqual(try bench.ledger.configuration("c2"), nil, "another")
        },
        Rule("there is a count of what waits") { bench in
            try expectEqual(try bench.ledger.counts().waiting, 0, "the number at first")
            _ = try bench.accept(try StoreBench.event("e1", to: ["octanist", "leadping"]))
            let counts = try bench.ledger.counts()
            try expectEqual(counts.waiting, 2, "the number")
            try expect(counts.bytes > 0, "it takes no room")
        },
    ]
}
