import RelayCore

extension DeliveryStoreContract {
    /// What a send keeps to that wants only the latest.
    static let latest = [
        Rule("a newer one supersedes what waits for the same send and lead") { bench in
            let first = try bench.acceptReady(try StoreBench.latest("e1", 10))[0]
            let second = try bench.accept(try StoreBench.latest("e2", 20))[0]
            let third = try bench.accept(try StoreBench.latest("e3", 30))[0]
            try expectEqual(second.ready + third.ready, [], "whose turn has come")
            try expectEqual(try bench.fate(of: StoreBench.id(second)), .superseded, "the second's fate")
            let reason = try require(try bench.reason(of: StoreBench.id(second)), "reason")
            try expectEqual(reason, .superseded(by: StoreBench.id(third)), "the reason")
            try expectEqual(try bench.deliver(first)?.id, StoreBench.id(third), "whose turn has come")
            try expectEqual(try bench.ledger.counts().deadLetters, 0, "the number of dead letters")
        },
        Rule("the older one loses, also where it comes later") { bench in
            _ = try bench.acceptReady(try StoreBench.latest("e1", 10))
            let newer = try bench.accept(try StoreBench.latest("e3", 30))[0]
            let older = try bench.accept(try StoreBench.latest("e2", 20))[0]
            try expectEqual(older.ready, [], "whose turn has come")
            try expectEqual(try bench.fate(of: StoreBench.id(older)), .superseded, "the older one's fate")
            try expectEqual(try bench.fate(of: StoreBench.id(newer)), nil, "the newer one's fate")
        },
        Rule("of those that occurred at the same time the one that came last is the newer") { bench in
            _ = try bench.acceptReady(try StoreBench.latest("e1", 10))
            let second = try bench.accept(try StoreBench.latest("e2", 20))[0]
            _ = try bench.accept(try StoreBench.latest("e3", 20))
            try expectEqual(try bench.fate(of: StoreBench.id(second)), .superseded, "the second's fate")
        },
        Rule("what may be on its way is left alone, and superseded if it has to wait again") { bench in
            let first = try bench.acceptReady(try StoreBench.latest("e1", 10))[0]
            let second = try bench.accept(try StoreBench.latest("e2", 20))[0]
            try expectEqual(try bench.fate(of: first.id), nil, "the first's fate")
            let attempt = StoreBench.attempt(1, .retry, status: 503)
            let next = try bench.next(try bench.settle(first, .later, attempt))
            try expectEqual(next?.id, StoreBench.id(second), "whose turn has come")
            try expectEqual(try bench.reason(of: first.id), .superseded(by: StoreBench.id(second)), "the reason")
            try expectEqual(try bench.ledger.attempts(of: first.id), [attempt], "the attempts")
        },
        Rule("what is claimed is ended where a newer one waits, and may leave where none does") { bench in
            let first = try bench.acceptReady(try StoreBench.latest("e1", 10))[0]
            guard case .done = try bench.commit(.claim(first))[0] else {
                throw ContractViolation("the only one may not leave", #fileID, #line)
            }
            let second = try bench.accept(try StoreBench.latest("e2", 20))[0]
            let next = try bench.next(try bench.commit(.claim(first))[0])
            try expectEqual(next?.id, StoreBench.id(second), "whose turn has come")
            try expectEqual(try bench.reason(of: first.id), .superseded(by: StoreBench.id(second)), "the reason")
            guard case .refused = try bench.commit(.claim(first))[0] else {
                throw ContractViolation("what has ended may leave", #fileID, #line)
            }
        },
        Rule("one whose turn has come and whose time has not is superseded") { bench in
            let first = try bench.acceptReady(try StoreBench.latest("e1", 10))[0]
            _ = try bench.settle(first, .later, StoreBench.attempt(1, .retry, status: 503))
            let second = try bench.acceptReady(try StoreBench.latest("e2", 20))[0]
            try expectEqual(try bench.fate(of: first.id), .superseded, "the first's fate")
            try expectEqual(try bench.queue.due(at: "octanist", by: StoreBench.moment(9), limit: 9), [second], "due")
        },
        Rule("its turn goes to whoever stands next in the lane, of whichever send") { bench in
            let first = try bench.acceptReady(try StoreBench.latest("e1", 10))[0]
            let other = try bench.accept(try StoreBench.event("e2", occurred: 15, to: ["note/octanist"]))[0]
            _ = try bench.settle(first, .later, StoreBench.attempt(1, .retry, status: 503))
            let newer = try bench.accept(try StoreBench.latest("e3", 20))[0]
            try expectEqual(newer.ready, [], "whose turn has come of the newer")
            try expectEqual(newer.released.map(\.id), [StoreBench.id(other)], "whose turn has come")
            try expectEqual(try bench.deliver(newer.released[0])?.id, StoreBench.id(newer), "who is next")
        },
        Rule("another send, lead or destination is left alone") { bench in
            _ = try bench.acceptReady(try StoreBench.latest("e1", 10))
            let rules = SendRules(order: .latest)
            let ids = try [
                StoreBench.event("e2", lead: "bob", occurred: 11, rules: rules),
                StoreBench.event("e3", occurred: 12, to: ["note/octanist"], rules: rules),
                StoreBench.event("e4", occurred: 13, to: ["leadping"], rules: rules),
                StoreBench.event("e5", lead: nil, occurred: 14, rules: rules),
                StoreBench.event("e6", occurred: 15, to: ["each/octanist"]),
            ].map { StoreBench.id(try bench.accept($0)[0]) }
            _ = try bench.accept(try StoreBench.latest("e7", 20))
            for id in ids { try expectEqual(try bench.fate(of: id), nil, "the fate of \(id)") }
        },
        Rule("what came of one that was superseded on its way counts") { bench in
            for (number, end) in [(10, Fate.delivered), (20, .dead), (30, .skipped)] {
                let (taken, other) = try bench.supersededOnItsWay(Int64(number))
                let attempt = StoreBench.attempt()
                let result = try bench.settle(taken, .finished(end, Reason("so")), attempt)
                try expectEqual(try bench.next(result), nil, "whose turn has come")
                try expectEqual(try bench.fate(of: taken.id), end, "the fate")
                try expectEqual(try bench.ledger.attempts(of: taken.id), [attempt], "the attempts")
                try expectEqual(try bench.fate(of: other.id), nil, "who has the turn")
            }
            try expectEqual(try bench.ledger.counts().deadLetters, 1, "the number of dead letters")
        },
        Rule("one that was superseded on its way is not tried again") { bench in
            let (taken, _) = try bench.supersededOnItsWay(10)
            let attempt = StoreBench.attempt(1, .retry, status: 503)
            _ = try bench.next(try bench.settle(taken, .later, attempt))
            try expectEqual(try bench.fate(of: taken.id), .superseded, "the fate")
            try expectEqual(try bench.ledger.attempts(of: taken.id), [attempt], "the attempts")
            try expectEqual(try bench.queue.delivery(taken.id), nil, "what waits")
        },
        Rule("the rules of a send are those that were told last") { bench in
            _ = try bench.acceptReady(try StoreBench.event("e1", occurred: 10))
            let second = try bench.accept(try StoreBench.event("e2", occurred: 20))[0]
            let rules = SendRules(order: .latest)
            _ = try bench.commit(.retire(keeping: [StoreBench.address("octanist", rules)]))
            _ = try bench.accept(try StoreBench.event("e3", occurred: 30))
            try expectEqual(try bench.fate(of: StoreBench.id(second)), .superseded, "the second's fate")
        },
    ]
}

extension StoreBench {
    static func latest(_ id: String, lead: String = "ann", _ occurred: Int64) throws -> NewEvent {
        try event(id, lead: lead, occurred: occurred, rules: SendRules(order: .latest))
    }

    /// A delivery that lost its turn while it was on its way, and then its place too; and who has the turn.
    fileprivate func supersededOnItsWay(_ number: Int64) throws -> (taken: StoredDelivery, other: StoredDelivery) {
        let lead = "lead\(number)"
        let taken = try acceptReady(try Self.latest("e\(number)", lead: lead, number))[0]
        let older = try Self.event("e\(number + 1)", lead: lead, occurred: number - 1, to: ["note/octanist"])
        let other = try acceptReady(older)[0]
        _ = try accept(try Self.latest("e\(number + 2)", lead: lead, number + 1))
        try expectEqual(try fate(of: taken.id), .superseded, "the fate meanwhile")
        return (taken, other)
    }
}

extension Delivery.State {
    /// Until long after what these rules do.
    static let later = Delivery.State.waiting(due: StoreBench.moment(500), Reason("busy"))
}
