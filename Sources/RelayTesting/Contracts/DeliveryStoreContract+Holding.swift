import RelayCore

extension DeliveryStoreContract {
    /// What becomes of a lane when its head dies.
    static let holding = [
        Rule("the next of a lane goes on past a dead letter") { bench in
            let first = try bench.acceptReady(try StoreBench.event("e1", occurred: 10))[0]
            let second = try bench.accept(try StoreBench.event("e2", occurred: 20))[0]
            let next = try bench.next(try bench.settle(first, .dead, StoreBench.attempt(1, .dead)))
            try expectEqual(next?.id, StoreBench.id(second), "whose turn has come")
        },
        Rule("where its send says so a dead letter holds its lane, and only that") { bench in
            let first = try bench.acceptReady(try StoreBench.holding("e1", 10))[0]
            let second = try bench.accept(try StoreBench.holding("e2", 20))[0]
            try expectEqual(try bench.next(try bench.settle(first, .dead)), nil, "whose turn has come")
            let behind = try require(try bench.waiting(StoreBench.id(second)), "the one behind it")
            try expectEqual(try bench.ledger.holder(before: behind), first.id, "what holds the lane")
            let late = try bench.accept(try StoreBench.holding("e3", 30), try StoreBench.holding("e4", 15))
            let other = try bench.accept(try StoreBench.event("e5", occurred: 40, to: ["note/octanist"]))
            try expectEqual((late + other).flatMap(\.ready), [], "whose turn has come later")
            try expectEqual(try bench.queue.due(at: "octanist", by: StoreBench.moment(99), limit: 9), [], "due")
            _ = try bench.acceptReady(try StoreBench.holding("e6", lead: "bob", 1))
            _ = try bench.acceptReady(try StoreBench.event("e7", to: ["leadping"]))
            try expectEqual(try bench.fate(of: StoreBench.id(second)), nil, "the fate of those behind it")
        },
        Rule("once it is replayed it goes first, and then the others") { bench in
            let first = try bench.acceptReady(try StoreBench.holding("e1", 10))[0]
            let second = try bench.accept(try StoreBench.holding("e2", 20))[0]
            _ = try bench.settle(first, .dead)
            let again = try require(try bench.next(try bench.commit(.replay(first.id)).first), "delivery")
            try expectEqual(again.id, first.id, "whose turn has come")
            try expectEqual(try bench.deliver(again)?.id, StoreBench.id(second), "who is next")
        },
        Rule("once it is given up the next goes") { bench in
            let first = try bench.acceptReady(try StoreBench.holding("e1", 10))[0]
            let second = try bench.accept(try StoreBench.holding("e2", 20))[0]
            _ = try bench.settle(first, .finished(.expired, Reason("expired")))
            let next = try require(try bench.next(try bench.commit(.discard(first.id)).first), "delivery")
            try expectEqual(next.id, StoreBench.id(second), "whose turn has come")
            _ = try bench.deliver(next)
            _ = try bench.acceptReady(try StoreBench.holding("e3", 30))
        },
        Rule("an older one that came meanwhile goes before the one that held it") { bench in
            let first = try bench.dead(try StoreBench.holding("e2", 20))
            let behind = try bench.accept(try StoreBench.holding("e3", 30))[0]
            let older = try bench.acceptReady(try StoreBench.holding("e1", 10))[0]
            try expectEqual(try bench.ledger.holder(before: older), nil, "what holds it")
            try expectEqual(try bench.next(try bench.commit(.replay(first.id)).first), nil, "whose turn has come")
            let again = try require(try bench.deliver(older), "who is next")
            try expectEqual(again.id, first.id, "who is next")
            try expectEqual(try bench.deliver(again)?.id, StoreBench.id(behind), "who is last")
        },
        Rule("one that lost its turn and dies leaves the turn to who has it, and holds the others") { bench in
            let newer = try bench.acceptReady(try StoreBench.holding("e2", 20))[0]
            let older = try bench.acceptReady(try StoreBench.holding("e1", 10))[0]
            let behind = try bench.accept(try StoreBench.holding("e3", 30))[0]
            try expectEqual(try bench.next(try bench.settle(newer, .dead)), nil, "whose turn has come")
            try expectEqual(try bench.due(), [older.id], "due")
            try expectEqual(try bench.deliver(older), nil, "who is next")
            try expectEqual(try bench.due(), [], "due behind it")
            let next = try bench.next(try bench.commit(.discard(newer.id)).first)
            try expectEqual(next?.id, StoreBench.id(behind), "who is last")
        },
        Rule("one that is dead from the start holds those behind it, and lets the older go first") { bench in
            let older = try bench.acceptReady(try StoreBench.holding("e1", 10))[0]
            let letter = try bench.accept(try StoreBench.holding("e2", 20, failure: Reason("condition")))[0]
            let behind = try bench.accept(try StoreBench.holding("e3", 30))[0]
            try expectEqual(behind.ready, [], "whose turn has come")
            let again = Delivery.State.waiting(due: StoreBench.moment(50), Reason("http-500"))
            _ = try bench.settle(older, again, StoreBench.attempt(1, .retry, status: 500))
            try expectEqual(try bench.due(), [older.id], "due")
            let waiting = try require(try bench.waiting(older.id), "the older")
            try expectEqual(try bench.ledger.holder(before: waiting), nil, "what holds the older")
            try expectEqual(try bench.deliver(waiting, at: 50), nil, "who is next")
            try expectEqual(try bench.due(), [], "due behind it")
            let next = try bench.next(try bench.commit(.discard(StoreBench.id(letter))).first)
            try expectEqual(next?.id, StoreBench.id(behind), "who is last")
        },
        Rule("one that is dead from the start takes the turn from who stands behind it") { bench in
            let newer = try bench.acceptReady(try StoreBench.holding("e2", 20))[0]
            let letter = try bench.accept(try StoreBench.holding("e1", 10, failure: Reason("condition")))[0]
            try expectEqual(try bench.due(), [], "due")
            let next = try bench.next(try bench.commit(.discard(StoreBench.id(letter))).first)
            try expectEqual(next?.id, newer.id, "who is next")
        },
        Rule("two dead letters hold a lane until both are seen to") { bench in
            let failed = try StoreBench.holding("e1", 10, failure: Reason("condition"))
            let letters = try [failed, failed.named("e2")].map { StoreBench.id(try bench.accept($0)[0]) }
            let waiting = try bench.accept(try StoreBench.holding("e3", 30))[0]
            try expectEqual(waiting.ready, [], "whose turn has come")
            guard case .settled(next: nil)? = try bench.commit(.discard(letters[0])).first else {
                throw ContractViolation("a turn was given while a letter holds the lane", #fileID, #line)
            }
            let next = try bench.next(try bench.commit(.discard(letters[1])).first)
            try expectEqual(next?.id, StoreBench.id(waiting), "whose turn has come")
        },
        Rule("what is found dead because its send is gone holds nobody") { bench in
            let first = try bench.acceptReady(try StoreBench.holding("e1", 10))[0]
            let second = try bench.accept(try StoreBench.event("e2", occurred: 20))[0]
            let next = try bench.next(try bench.settle(first, .finished(.dead, Reason(Reason.sendRemoved))))
            try expectEqual(next?.id, StoreBench.id(second), "whose turn has come")
        },
        Rule("a lane is let go once its send is to hold nobody any more, but for ping-pong") { bench in
            let causes = ["ann": "condition", "bob": PingPong.cause]
            var waiting: [String: DeliveryID] = [:]
            for (lead, cause) in causes.sorted(by: { $0.key < $1.key }) {
                _ = try bench.accept(try StoreBench.holding("e1-\(lead)", lead: lead, 10, failure: Reason(cause)))
                let behind = try bench.accept(try StoreBench.holding("e2-\(lead)", lead: lead, 20))[0]
                try expectEqual(behind.ready, [], "whose turn has come")
                waiting[lead] = StoreBench.id(behind)
            }
            _ = try bench.commit(.retire(keeping: [StoreBench.address("octanist", SendRules(onDead: .hold))]))
            let held = try bench.queue.due(at: "octanist", by: StoreBench.moment(99), limit: 9)
            try expectEqual(held.map(\.id), [], "due while they are held")
            _ = try bench.commit(.retire(keeping: [StoreBench.address("octanist")]))
            let due = try bench.queue.due(at: "octanist", by: StoreBench.moment(99), limit: 9)
            try expectEqual(due.map(\.id), waiting["ann"].map { [$0] } ?? [], "due once they are let go")
        },
        Rule("what dies with its send holds nobody") { bench in
            _ = try bench.acceptReady(try StoreBench.holding("e1", 10))
            let other = try bench.accept(try StoreBench.event("e2", to: ["note/octanist"]))[0]
            _ = try bench.commit(.retire(keeping: [StoreBench.address("note/octanist")]))
            let due = try bench.queue.due(at: "octanist", by: StoreBench.moment(99), limit: 9)
            try expectEqual(due.map(\.id), [StoreBench.id(other)], "due")
        },
    ]
}

extension StoreBench {
    /// What may be sent by and by.
    fileprivate func due() throws -> [DeliveryID] {
        try queue.due(at: "octanist", by: Self.moment(99), limit: 9).map(\.id)
    }

    fileprivate func waiting(_ id: DeliveryID) throws -> StoredDelivery? {
        try ledger.deliveries(of: id.event).map(\.stored).first { $0.id == id }
    }

    fileprivate static func holding(
        _ id: String,
        lead: String = "ann",
        _ occurred: Int64,
        failure: Reason? = nil
    ) throws -> NewEvent {
        try event(id, lead: lead, occurred: occurred, rules: SendRules(onDead: .hold), failure: failure)
    }
}

extension NewEvent {
    /// Another event that is the same but for its id.
    fileprivate func named(_ id: String) -> NewEvent {
        let other = Event(
            id: id,
            source: event.source,
            type: event.type,
            lead: event.lead,
            occurredAt: event.occurredAt,
            receivedAt: event.receivedAt,
            headers: event.headers,
            query: event.query,
            body: event.body
        )
        return NewEvent(other, configuration: configuration, notes: notes, deliveries: deliveries)
    }
}

extension Delivery.State {
    fileprivate static let dead = Delivery.State.finished(.dead, Reason("x", remedy: "y"))
}
