import RelayCore

extension DeliveryStoreContract {
    static let deadLetters = [
        Rule("dead letters are numbered in the order of their ends") { bench in
            let ready = try (1...3).map { try bench.acceptReady(try StoreBench.event("e\($0)", lead: nil))[0] }
            for (index, fate) in [(2, Fate.dead), (0, .expired), (1, .skipped)] {
                _ = try bench.settle(ready[index], .finished(fate, Reason("x")), StoreBench.attempt(1, .dead))
            }
            let letters = try bench.ledger.deadLetters(after: 0, limit: 9)
            try expectEqual(letters.map { $0.1.stored.id }, [ready[2].id, ready[0].id], "the letters")
            try expect(letters[0].number < letters[1].number, "their numbers do not rise")
            let rest = try bench.ledger.deadLetters(after: letters[0].number, limit: 9)
            try expectEqual(rest.map { $0.1.stored.id }, [ready[0].id], "the letters after the first")
            try expectEqual(try bench.ledger.deadLetters(after: 0, limit: 1).count, 1, "a page of one")
            try expectEqual(try bench.ledger.counts().deadLetters, 2, "their count")
        },
        Rule("a replayed dead letter is sent again, and nothing is forgotten") { bench in
            let letter = try bench.dead("e1")
            let again = try require(try bench.next(try bench.commit(.replay(letter.id), at: 50).first), "delivery")
            let state = Delivery.State.waiting(due: StoreBench.moment(50), Reason("replayed"))
            try expectEqual(again.delivery.state, state, "its state")
            try expectEqual(again.delivery.since, StoreBench.moment(50), "since when it waits")
            try expectEqual(again.delivery.history.attempts, 0, "the number of attempts")
            try expectEqual(try bench.queue.delivery(letter.id), again, "what is stored")
            try expectEqual(try bench.ledger.deadLetters(after: 0, limit: 9).count, 0, "the number of dead letters")
            _ = try bench.deliver(again, at: 51)
            let numbers = try bench.ledger.attempts(of: letter.id).map(\.verdict)
            try expectEqual(numbers, [.dead, .delivered], "the attempts")
        },
        Rule("a number of a dead letter is never given twice") { bench in
            let letter = try bench.dead("e1")
            let first = try require(try bench.ledger.deadLetters(after: 0, limit: 1).first, "letter").number
            let again = try require(try bench.next(try bench.commit(.replay(letter.id)).first), "delivery")
            _ = try bench.settle(again, .finished(.dead, Reason("x")), StoreBench.attempt(1, .dead))
            let second = try require(try bench.ledger.deadLetters(after: first, limit: 1).first, "letter")
            try expectEqual(second.1.stored.id, letter.id, "the letter")
        },
        Rule("a replay takes its old place in its lane") { bench in
            let old = try bench.dead("e1", occurred: 10)
            let new = try bench.acceptReady(try StoreBench.event("e2", occurred: 20))[0]
            let again = try require(try bench.next(try bench.commit(.replay(old.id)).first), "delivery")
            try expectEqual(try bench.queue.due(at: "octanist", by: StoreBench.moment(99), limit: 9), [again], "due")
            try expectEqual(try bench.deliver(again), new, "whose turn has come")
        },
        Rule("a replay behind others waits for its turn") { bench in
            let late = try bench.dead("e1", occurred: 20)
            let early = try bench.acceptReady(try StoreBench.event("e2", occurred: 10))[0]
            try expectEqual(try bench.next(try bench.commit(.replay(late.id)).first), nil, "whose turn has come")
            try expectEqual(try bench.deliver(early)?.id, late.id, "whose turn has come then")
        },
        Rule("only dead letters and what was given up can be replayed") { bench in
            let waiting = try bench.acceptReady(try StoreBench.event("e1"))[0]
            try bench.expectRefused(.replay(waiting.id))
            _ = try bench.deliver(waiting)
            try bench.expectRefused(.replay(waiting.id))
            try bench.expectRefused(.replay(DeliveryID(event: waiting.id.event, number: 7)))
        },
        Rule("a dead letter can be given up, and taken up again") { bench in
            let letter = try bench.dead("e1")
            guard case .done? = try bench.commit(.discard(letter.id), at: 9).first else {
                throw ContractViolation("a dead letter was not discarded", #fileID, #line)
            }
            let summary = try require(try bench.ledger.deliveries(DeliveryQuery()).first, "summary")
            try expectEqual(summary.stored.delivery.state, .finished(.discarded, Reason("discarded")), "its state")
            try expectEqual(try bench.ledger.counts().deadLetters, 0, "the number of dead letters")
            try bench.expectRefused(.discard(letter.id))
            _ = try require(try bench.next(try bench.commit(.replay(letter.id)).first), "delivery")
        },
        Rule("what waits can be given up, and the turn goes on") { bench in
            let first = try bench.acceptReady(try StoreBench.event("e1", occurred: 1))[0]
            let second = try bench.accept(try StoreBench.event("e2", occurred: 2))[0]
            let next = try bench.next(try bench.commit(.discard(first.id)).first)
            try expectEqual(next?.id.event, second.number, "whose turn has come")
            try bench.expectRefused(.settle(first, nil))
            try bench.expectRefused(.discard(DeliveryID(event: first.id.event, number: 7)))
        },
        Rule("what waits for a send that is gone becomes dead letters") { bench in
            let event = try StoreBench.event("e1", to: ["octanist", "leadping"])
            let gone = try bench.acceptReady(event)[0]
            _ = try bench.accept(try StoreBench.event("e2"))
            let kept = StoreWrite.retire(keeping: [StoreBench.address("leadping")])
            try expectEqual(try bench.retireAll(kept), 2, "how many were retired")
            let letters = try bench.ledger.deadLetters(after: 0, limit: 9).map(\.1.stored)
            try expectEqual(letters.map(\.address.destination), ["octanist", "octanist"], "the letters")
            guard case .finished(.dead, let reason) = letters[0].delivery.state else {
                throw ContractViolation("\(letters[0]) is not dead", #fileID, #line)
            }
            try expectEqual(reason.cause, "send-removed", "the cause")
            try expectEqual(try bench.queue.destinations(), ["leadping"], "where something waits")
            try bench.expectRefused(.settle(gone, nil))
            _ = try bench.acceptReady(try StoreBench.event("e3", lead: "bob"))
            try expectEqual(try bench.retireAll(kept), 1, "how many were retired of a send that came back")
        },
    ]
}

extension StoreBench {
    /// An event whose one delivery has become a dead letter.
    fileprivate func dead(_ id: String, occurred: Int64? = nil) throws -> StoredDelivery {
        let delivery = try acceptReady(try Self.event(id, occurred: occurred))[0]
        _ = try settle(delivery, .finished(.dead, Reason("x", remedy: "y")), Self.attempt(1, .dead, status: 400))
        return delivery
    }

    fileprivate func expectRefused(_ write: StoreWrite, file: StaticString = #fileID, line: UInt = #line) throws {
        let result = try commit(write).first
        guard case .refused(let reason)? = result, !reason.cause.isEmpty else {
            throw ContractViolation("\(String(describing: result)) is no refusal", file, line)
        }
    }

    /// Retires slice by slice, as a caller must.
    fileprivate func retireAll(_ write: StoreWrite) throws -> Int {
        var total = 0
        while true {
            guard case .changed(let count)? = try commit(write).first else {
                throw ContractViolation("a retirement did not say how many it changed", #fileID, #line)
            }
            guard count > 0 else { return total }
            total += count
        }
    }
}
