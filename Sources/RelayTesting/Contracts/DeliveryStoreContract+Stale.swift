package import RelayCore

extension DeliveryStoreContract {
    /// What becomes of one that is older than the last that was delivered, and of replays.
    static let stale = [
        Rule("one that is older than the last delivered is not sent by a send that wants the latest") { bench in
            let newer = try bench.acceptReady(try StoreBench.latest("e2", 20))[0]
            _ = try bench.deliver(newer)
            let older = try bench.accept(try StoreBench.latest("e1", 10))[0]
            try expectEqual(older.ready, [], "whose turn has come")
            try expectEqual(try bench.fate(of: StoreBench.id(older)), .stale, "its fate")
            try expectEqual(try bench.reason(of: StoreBench.id(older)), .stale(after: newer.id), "its reason")
            _ = try bench.acceptReady(try StoreBench.latest("e3", lead: "bob", 10))
            _ = try bench.acceptReady(try StoreBench.latest("e4", 20))
        },
        Rule("one that is older than the last delivered is sent by a send that takes every one") { bench in
            _ = try bench.deliver(try bench.acceptReady(try StoreBench.event("e2", occurred: 20))[0])
            _ = try bench.acceptReady(try StoreBench.event("e1", occurred: 10))
        },
        Rule("one that says that it occurred in the future is ordered by when it came") { bench in
            let ahead = try bench.acceptReady(try StoreBench.latest("e1", 1_000_000))[0]
            try expectEqual(ahead.position, StoreBench.moment(0), "its position")
            try expectEqual(try bench.queue.delivery(ahead.id)?.position, StoreBench.moment(0), "its position, read")
            _ = try bench.deliver(ahead)
            _ = try bench.acceptReady(try StoreBench.latest("e2", 20))
        },
        Rule("one that waits while a newer one is delivered ends as stale") { bench in
            let newer = try bench.acceptReady(try StoreBench.event("e2", occurred: 20))[0]
            let older = try bench.acceptReady(try StoreBench.event("e1", occurred: 10))[0]
            let last = try bench.accept(try StoreBench.event("e3", occurred: 30))[0]
            let rules = SendRules(order: .latest)
            _ = try bench.commit(.retire(keeping: [StoreBench.address("octanist", rules)]))
            try expectEqual(try bench.deliver(newer)?.id, StoreBench.id(last), "whose turn has come")
            try expectEqual(try bench.fate(of: older.id), .stale, "its fate")
        },
        Rule("what was not delivered makes nothing stale") { bench in
            for (number, fate) in [Fate.dead, .skipped, .discarded, .expired].enumerated() {
                let lead = "lead\(number)"
                let newer = try bench.acceptReady(try StoreBench.latest("n\(number)", lead: lead, 20))[0]
                _ = try bench.settle(newer, .finished(fate, Reason("so")))
                _ = try bench.acceptReady(try StoreBench.latest("o\(number)", lead: lead, 10))
            }
        },
        Rule("a replay of what has become stale is refused, unless a person wants it even so") { bench in
            let older = try bench.dead(try StoreBench.latest("e1", 10))
            let newer = try bench.acceptReady(try StoreBench.latest("e2", 20))[0]
            _ = try bench.deliver(newer)
            try bench.expectStale(older.id, "stale", newer.id)
            let again = try bench.next(try bench.commit(.replay(older.id, .evenIfStale)).first)
            try expectEqual(again?.id, older.id, "whose turn has come")
        },
        Rule("a replay of what a newer one stands behind is refused, unless a person wants it even so") { bench in
            let older = try bench.dead(try StoreBench.latest("e1", 10))
            let newer = try bench.acceptReady(try StoreBench.latest("e2", 20))[0]
            try bench.expectStale(older.id, "superseded", newer.id)
            let forced = try bench.commit(.replay(older.id, .evenIfStale)).first
            let again = try require(try bench.next(forced), "delivery")
            _ = try bench.accept(try StoreBench.latest("e3", 30))
            try expectEqual(try bench.fate(of: older.id), nil, "its fate")
            try expectEqual(try bench.next(try bench.settle(again, .later)), nil, "whose turn has come")
            try expectEqual(try bench.queue.delivery(older.id)?.delivery.history.replay, .evenIfStale, "how it waits")
        },
        Rule("what ended as superseded or stale is replayed only if a person wants it even so") { bench in
            _ = try bench.acceptReady(try StoreBench.latest("e1", 10))
            let second = try bench.accept(try StoreBench.latest("e2", 20))[0]
            let third = try bench.accept(try StoreBench.latest("e3", 30))[0]
            try bench.expectStale(StoreBench.id(second), "superseded", StoreBench.id(third))
            _ = try bench.next(try bench.commit(.replay(StoreBench.id(second), .evenIfStale)).first)
            try expectEqual(try bench.fate(of: StoreBench.id(second)), nil, "its fate")
        },
        Rule("a replay supersedes the older ones that wait") { bench in
            _ = try bench.acceptReady(try StoreBench.latest("e1", 10))
            let letter = StoreBench.id(try bench.accept(try StoreBench.latest("e3", 30))[0])
            _ = try bench.commit(.discard(letter))
            let second = try bench.accept(try StoreBench.latest("e2", 20))[0]
            _ = try bench.next(try bench.commit(.replay(letter)).first)
            try expectEqual(try bench.reason(of: StoreBench.id(second)), .superseded(by: letter), "the reason")
        },
    ]
}

extension StoreBench {
    /// An event's one delivery, once it has become a dead letter.
    package func dead(_ event: NewEvent) throws -> StoredDelivery {
        let delivery = try acceptReady(event)[0]
        _ = try settle(delivery, .finished(.dead, Reason("x", remedy: "y")), Self.attempt(1, .dead, status: 400))
        return delivery
    }

    fileprivate func expectStale(_ id: DeliveryID, _ cause: String, _ newer: DeliveryID) throws {
        var query = DeliveryQuery()
        query.id = id
        let stored = try require(try ledger.deliveries(query).first, "delivery").stored
        let foretold = [try ledger.obstacle(to: stored), try ledger.obstacles()(stored)]
        guard case .refused(let reason)? = try commit(.replay(id)).first else {
            throw ContractViolation("it was not refused", #fileID, #line)
        }
        try expectEqual(reason.cause, cause, "the cause")
        try expectEqual(foretold, [reason, reason], "what was foretold")
        try expect(reason.detail.contains(newer.text), "\(reason.detail) does not name the newer one")
        try expect(reason.remedy.contains("--even-if-stale"), "\(reason.remedy) does not say how")
    }
}
