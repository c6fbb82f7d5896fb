import JSON
import RelayCore

extension DeliveryStoreContract {
    static let accepting = [
        Rule("an accepted event is read back as it was") { bench in
            let new = try StoreBench.event("e1", occurred: -5, to: ["octanist", "leadping"])
            let receipt = try require(try bench.accept(new, at: 3).first, "receipt")
            let stored = try require(try bench.ledger.event(receipt.number), "event")
            try expectEqual(stored.event.id, "e1", "the sender's id")
            try expectEqual(stored.event.source, "crm", "the source")
            try expectEqual(stored.event.type, "lead.updated", "the type")
            try expectEqual(stored.event.lead, "ann", "the lead")
            try expectEqual(stored.event.occurredAt, StoreBench.moment(-5), "when it occurred")
            try expectEqual(stored.event.receivedAt, StoreBench.moment(0), "when it was received")
            try expectEqual(stored.event.headers, new.event.headers, "the headers")
            try expectEqual(stored.event.query, new.event.query, "the query")
            try expectEqual(stored.event.body.document.bytes, new.event.body.document.bytes, "the body")
            try expectEqual(stored.configuration, "c1", "the configuration")
            try expectEqual(stored.notes, new.notes, "the notes")
            try expect(stored.isRouted && !stored.isEmptied, "the event is not routed, or empty")
            try expect(try bench.queue.event(receipt.number) != nil, "the deliverer does not find the event")
        },
        Rule("an event that says little is read back as it was") { bench in
            let silent = try StoreBench.event("", type: "", lead: nil, to: [])
            let new = NewEvent(silent.event, configuration: "", isRouted: false, deliveries: [])
            let stored = try require(try bench.ledger.event(try bench.accept(new)[0].number), "event")
            try expectEqual(stored.event.lead, nil, "the lead")
            try expectEqual(stored.event.occurredAt, nil, "when it occurred")
            try expectEqual(stored.event.id + stored.event.type, "", "the id and the type")
            try expectEqual(stored.notes, [], "the notes")
            try expect(!stored.isRouted, "it is routed")
        },
        Rule("the deliveries of an event wait from its acceptance on") { bench in
            let ready = try bench.acceptReady(try StoreBench.event("e1", to: ["octanist", "leadping"]), at: 7)
            for (number, delivery) in ready.enumerated() {
                try expectEqual(delivery.id.number, number, "the number")
                let state = Delivery.State.waiting(due: StoreBench.moment(7), Reason("its-turn"))
                try expectEqual(delivery.delivery.state, state, "the state")
                try expectEqual(delivery.delivery.since, StoreBench.moment(7), "since when it waits")
                try expectEqual(delivery.position, StoreBench.moment(0), "its position")
                try expectEqual(try bench.queue.delivery(delivery.id), delivery, "what is read")
            }
            try expectEqual(ready.map(\.address.destination), ["octanist", "leadping"], "the destinations")
        },
        Rule("a second sending is a duplicate of the first, and stores nothing") { bench in
            let first = try bench.accept(try StoreBench.event("e1", to: ["octanist", "leadping"]))[0]
            let second = try bench.accept(try StoreBench.event("e1", type: "other"), at: 9)[0]
            try expect(!first.isDuplicate && second.isDuplicate, "which is the duplicate is mistaken")
            try expectEqual(second.number, first.number, "the number")
            try expectEqual(second.deliveries, 2, "the number of deliveries")
            try expectEqual(second.ready, [], "what a duplicate has to send")
            try expectEqual(try bench.ledger.events(EventQuery()).count, 1, "the number of events")
            try expectEqual(try bench.ledger.counts().waiting, 2, "the number of deliveries that wait")
        },
        Rule("an id is known by its source") { bench in
            let first = try bench.accept(try StoreBench.event("e1"))[0]
            let second = try bench.accept(try StoreBench.event("e1", source: "forms"))[0]
            try expect(!second.isDuplicate && second.number > first.number, "two sources share an id")
            try expectEqual(try bench.ledger.number(ofSenderID: "e1", source: "crm"), first.number, "the first")
            try expectEqual(try bench.ledger.number(ofSenderID: "e1", source: "forms"), second.number, "the second")
            try expectEqual(try bench.ledger.number(ofSenderID: "e1", source: nil), second.number, "the last")
            try expectEqual(try bench.ledger.number(ofSenderID: "e2", source: nil), nil, "what was never sent")
        },
        Rule("an event is a duplicate by any of its ids") { bench in
            let first = try bench.accept(try StoreBench.event("e1", aliases: ["a1", "e1", "a2"]))[0]
            try expect(!first.isDuplicate, "an event is its own duplicate")
            let byAlias = try bench.accept(try StoreBench.event("e2", aliases: ["a3", "a2"]))[0]
            let byID = try bench.accept(try StoreBench.event("a1"))[0]
            try expectEqual([byAlias.number, byID.number], [first.number, first.number], "the numbers")
            try expect(byAlias.isDuplicate && byID.isDuplicate, "an alias is not known")
            let others = try bench.accept(try StoreBench.event("e2"), try StoreBench.event("a3"))
            try expect(!others.contains(where: \.isDuplicate), "a duplicate took ids")
        },
        Rule("a duplicate is known within a request and a transaction") { bench in
            let twice = [try StoreBench.event("e1"), try StoreBench.event("e2"), try StoreBench.event("e1")]
            let results = try bench.commit(.accept(twice), .accept([try StoreBench.event("e2", aliases: ["a"])]))
            guard case .accepted(let first) = results[0], case .accepted(let second) = results[1] else {
                throw ContractViolation("an acceptance did not say that it is one", #fileID, #line)
            }
            try expectEqual((first + second).map(\.isDuplicate), [false, false, true, true], "which are duplicates")
            try expectEqual(first[2].number, first[0].number, "the first's number")
            try expectEqual(second[0].number, first[1].number, "the second's number")
            try expect(first[0].number < first[1].number, "the numbers do not rise")
        },
        Rule("numbers rise, even if the clock is put back") { bench in
            let late = try bench.accept(try StoreBench.event("e1"), at: 100)[0]
            let early = try bench.accept(try StoreBench.event("e2"), at: 0)[0]
            try expect(early.number > late.number, "a number fell")
        },
        Rule("what cannot be planned is a dead letter from the start") { bench in
            let failure = Reason("no-lead", detail: "nothing", remedy: "add one")
            let receipt = try bench.accept(try StoreBench.event("e1", failure: failure), at: 4)[0]
            try expectEqual(receipt.deliveries, 1, "the number of deliveries")
            try expectEqual(receipt.ready, [], "what is to be sent")
            let letter = try require(try bench.ledger.deadLetters(after: 0, limit: 9).first, "dead letter").1
            try expectEqual(letter.stored.delivery.state, .finished(.dead, failure), "its state")
            try expectEqual(letter.finishedAt, StoreBench.moment(4), "when it ended")
            try expectEqual(try bench.ledger.attempts(of: letter.stored.id), [], "its attempts")
        },
    ]
}
