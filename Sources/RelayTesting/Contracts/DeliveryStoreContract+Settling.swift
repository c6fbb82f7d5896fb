import RelayCore

extension DeliveryStoreContract {
    static let settling = [
        Rule("what is to be tried again waits, with its attempt") { bench in
            let delivery = try bench.acceptReady(try StoreBench.event("e1"))[0]
            let second = try bench.accept(try StoreBench.event("e2"))[0]
            let reason = Reason("busy", detail: "503", remedy: "wait")
            let state = Delivery.State.waiting(due: StoreBench.moment(90), reason)
            let attempt = StoreBench.attempt(1, .retry, status: nil)
            try expectEqual(try bench.next(try bench.settle(delivery, state, attempt)), nil, "whose turn has come")
            let stored = try require(try bench.queue.delivery(delivery.id), "delivery")
            try expectEqual(stored.delivery.state, state, "the state")
            try expectEqual(stored.delivery.history.attempts, 1, "the number of attempts")
            try expectEqual(try bench.ledger.attempts(of: delivery.id), [attempt], "the attempts")
            try expectEqual(second.ready, [], "who has overtaken it")
            let due = try bench.queue.nextDue(at: "octanist", after: StoreBench.moment(0))
            try expectEqual(due, StoreBench.moment(90), "when it is due")
        },
        Rule("what waits without having been tried keeps its counts") { bench in
            let delivery = try bench.acceptReady(try StoreBench.event("e1"))[0]
            let counts = Delivery.History(attempts: 3, waits: 2, inDoubt: 1)
            let state = Delivery.State.waiting(due: StoreBench.moment(5), Reason("quota"))
            let waits = Delivery(id: delivery.id, since: delivery.delivery.since, state: state, history: counts)
            let stored = StoredDelivery(waits, delivery.address, lane: delivery.lane, position: delivery.position)
            _ = try bench.next(try bench.commit(.settle(stored, nil)).first)
            try expectEqual(try bench.queue.delivery(delivery.id), stored, "what is stored")
            try expectEqual(try bench.ledger.attempts(of: delivery.id), [], "the attempts")
        },
        Rule("what has ended is told of with its last attempt, and waits no more") { bench in
            let delivery = try bench.acceptReady(try StoreBench.event("e1"))[0]
            let retry = StoreBench.attempt(1, .retry, status: 503)
            _ = try bench.settle(delivery, .waiting(due: StoreBench.moment(5), Reason("busy")), retry)
            let last = StoreBench.attempt(2, .warned, status: 201)
            let end = Delivery.State.finished(.warned, Reason("odd", detail: "two leads", remedy: "look"))
            _ = try bench.settle(delivery, end, last, at: 8)
            try expectEqual(try bench.queue.delivery(delivery.id), nil, "what waits")
            try expectEqual(try bench.queue.destinations(), [], "the destinations")
            try expectEqual(try bench.ledger.attempts(of: delivery.id), [retry, last], "the attempts")
            let summary = try require(try bench.ledger.deliveries(DeliveryQuery()).first, "summary")
            try expectEqual(summary.stored.delivery.state, end, "the state")
            try expectEqual(summary.finishedAt, StoreBench.moment(8), "when it ended")
            try expectEqual(summary.status, 201, "the status")
            try expectEqual(summary.lead, "ann", "the lead")
            try expectEqual(summary.stored.lane, delivery.lane, "the lane")
        },
        Rule("the reason of an attempt may be the delivery's own") { bench in
            let delivery = try bench.acceptReady(try StoreBench.event("e1"))[0]
            let attempt = StoreBench.attempt()
            _ = try bench.settle(delivery, .finished(.delivered, attempt.reason), attempt)
            try expectEqual(try bench.ledger.attempts(of: delivery.id), [attempt], "the attempts")
        },
        Rule("what has ended already, or never was, is refused") { bench in
            let delivery = try bench.acceptReady(try StoreBench.event("e1"))[0]
            _ = try bench.deliver(delivery)
            let states: [Delivery.State] = [
                .finished(.dead, Reason("late")), .waiting(due: StoreBench.moment(9), Reason("late")),
            ]
            for state in states {
                let result = try bench.settle(delivery, state, StoreBench.attempt())
                guard case .refused = result else {
                    throw ContractViolation("\(result) is no refusal", #fileID, #line)
                }
            }
            try expectEqual(try bench.ledger.attempts(of: delivery.id).count, 1, "the number of attempts")
            try expectEqual(try bench.ledger.counts().deadLetters, 0, "the number of dead letters")
        },
        Rule("new events and settlements share a transaction") { bench in
            let delivery = try bench.acceptReady(try StoreBench.event("e1"))[0]
            let ended = Delivery(
                id: delivery.id,
                since: delivery.delivery.since,
                state: .finished(.skipped, Reason("if"))
            )
            let stored = StoredDelivery(ended, delivery.address, lane: delivery.lane, position: delivery.position)
            let event = try StoreBench.event("e2")
            let results = try bench.commit(.accept([event]), .settle(stored, nil), .reject(RejectedRequest.sample(1)))
            let next = try require(try bench.next(results[1]), "next")
            try expectEqual(next.id.event, try bench.ledger.number(ofSenderID: "e2", source: nil), "the next")
            try expectEqual(results.count, 3, "the number of results")
        },
    ]

    /// What tells the times round of a delivery apart that was sent again.
    static let lives = [
        Rule("what the API has counts as delivered, though a person gave it up on its way") { bench in
            let given = try bench.acceptReady(try StoreBench.event("e1"))[0]
            _ = try bench.commit(.discard(given.id))
            _ = try bench.deliver(given)
            try expectEqual(try bench.fate(of: given.id), .delivered, "the fate")
            try expectEqual(try bench.ledger.attempts(of: given.id).count, 1, "the number of attempts")
            guard case .refused = try bench.commit(.replay(given.id))[0] else {
                throw ContractViolation("it is sent twice", #fileID, #line)
            }
        },
        Rule("what failed after a person gave it up is tried no more, and was tried once more") { bench in
            for (index, state) in [Delivery.State.later, .finished(.dead, Reason("late"))].enumerated() {
                let given = try bench.acceptReady(try StoreBench.event("e\(index)"))[0]
                _ = try bench.commit(.discard(given.id))
                guard case .refused = try bench.settle(given, state, StoreBench.attempt(1, .retry, status: 500)) else {
                    throw ContractViolation("it goes on", #fileID, #line)
                }
                try expectEqual(try bench.fate(of: given.id), .discarded, "the fate")
                try expectEqual(try bench.ledger.attempts(of: given.id).count, 1, "the number of attempts")
                try expectEqual(try bench.ledger.counts().deadLetters, 0, "the number of dead letters")
            }
        },
        Rule("what came of it before it was sent again does not count for it") { bench in
            let before = try bench.acceptReady(try StoreBench.event("e1"))[0]
            _ = try bench.commit(.discard(before.id))
            _ = try bench.commit(.replay(before.id))
            let again = try require(try bench.queue.delivery(before.id), "delivery")
            try expect(!again.isOfSameLife(as: before), "nothing tells it from what it was before")
            let late = [Delivery.State.finished(.delivered, Reason("late")), .finished(.dead, Reason("late")), .later]
            for state in late {
                let result = try bench.settle(before, state, StoreBench.attempt())
                guard case .refused = result else {
                    throw ContractViolation("\(result) is no refusal", #fileID, #line)
                }
            }
            try expectEqual(try bench.queue.delivery(before.id), again, "what waits")
            try expectEqual(try bench.deliver(again), nil, "whose turn has come")
            try expectEqual(try bench.fate(of: again.id), .delivered, "the fate")
        },
        Rule("what was sent again since it was taken may not leave as it was") { bench in
            let before = try bench.acceptReady(try StoreBench.latest("e1", 10))[0]
            _ = try bench.commit(.discard(before.id))
            _ = try bench.commit(.replay(before.id))
            guard case .refused = try bench.commit(.claim(before))[0] else {
                throw ContractViolation("it may leave", #fileID, #line)
            }
            let again = try require(try bench.queue.delivery(before.id), "delivery")
            guard case .done = try bench.commit(.claim(again))[0] else {
                throw ContractViolation("it may not leave again", #fileID, #line)
            }
        },
    ]
}

extension RejectedRequest {
    static func sample(_ second: Int64) -> RejectedRequest {
        RejectedRequest(
            at: StoreBench.moment(second),
            peer: "192.0.2.1",
            path: "/hooks/crm",
            source: "crm",
            status: 401,
            cause: "signature",
            body: [1, 0, 2]
        )
    }
}
