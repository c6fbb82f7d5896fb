import RelayCore

extension DeliveryStoreContract {
    /// What events get that go through the routes again.
    static let rerouting = [
        Rule("an event gets what it has not yet, marked as replayed, and what it is known by goes on") { bench in
            let first = try bench.accept(try StoreBench.event("e1", to: ["octanist"]))[0]
            let job = try bench.route(EventFilter(), at: 5)
            try expectEqual(job.last, first.number.rawValue, "its last event")
            let again = try StoreBench.again(first, ["octanist", "leadping", "leadtrackr"])
            let ready = try bench.advance(job, [again], at: 60)
            let ids = [StoreBench.id(first, 1), StoreBench.id(first, 2)]
            try expectEqual(ready.map(\.id), ids, "whose turn has come")
            try expectEqual(ready.map(\.delivery.history.replay), [.inOrder, .inOrder], "how they are wanted")
            try expectEqual(ready[0].delivery.since, StoreBench.moment(60), "from when its age counts")
            try expectEqual(try bench.job(job.id).counts, ReplayJob.Counts(replayed: 2, skipped: 1), "what was done")
            try expectEqual(try bench.dueReplays(9, at: "leadping"), 1, "how many are due because of it")
            try expectEqual(
                try bench.ledger.additions(to: first.number),
                ids.map { Addition($0, by: job.id, at: StoreBench.moment(60), configuration: "c2") },
                "where they come from"
            )
            try expectEqual(try bench.ledger.deliveries(of: first.number).count, 3, "how many it has")
            try expectEqual(
                try bench.queue.due(at: "leadping", by: StoreBench.moment(60), limit: 9).map(\.id),
                [ids[0]],
                "what is due"
            )
        },
        Rule("an event that no route took is routed once it gets something") { bench in
            let event = try StoreBench.event("e1")
            let unmatched = NewEvent(event.event, configuration: "c1", isRouted: false, deliveries: [])
            let receipt = try bench.accept(unmatched)[0]
            try expectEqual(try bench.ledger.event(receipt.number)?.isRouted, false, "whether it was routed")
            let job = try bench.route(EventFilter())
            _ = try bench.advance(job, [try StoreBench.again(receipt, ["octanist"])], at: 60)
            try expectEqual(try bench.ledger.event(receipt.number)?.isRouted, true, "whether it is routed")
            try expectEqual(try bench.ledger.events(EventQuery())[0].deliveries, 1, "its deliveries")
            let due = try bench.queue.due(at: "octanist", by: StoreBench.moment(60), limit: 9)
            _ = try bench.deliver(try require(due.first, "delivery"), at: 61)
            try expectEqual(try bench.fate(of: StoreBench.id(receipt)), .delivered, "its fate")
        },
        Rule("two jobs over the same events give them each delivery once") { bench in
            let receipt = try bench.accept(try StoreBench.event("e1"))[0]
            let jobs = [try bench.route(EventFilter()), try bench.route(EventFilter())]
            let again = try StoreBench.again(receipt, ["leadping"])
            let ready = try bench.advance(jobs[0], [again], at: 60)
            try expectEqual(try bench.advance(jobs[1], [again], at: 61), [], "whose turn has come by the second")
            _ = try bench.deliver(try require(ready.first, "delivery"), at: 62)
            let third = try bench.route(EventFilter(), at: 63)
            try expectEqual(try bench.advance(third, [again], at: 64), [], "whose turn has come after the end")
            try expectEqual(try bench.job(third.id).counts, ReplayJob.Counts(skipped: 1), "what it has done")
            try expectEqual(try bench.ledger.deliveries(of: receipt.number).count, 2, "how many there are")
        },
        Rule("a batch of events is carried out once") { bench in
            let receipt = try bench.accept(try StoreBench.event("e1"))[0]
            let job = try bench.route(EventFilter())
            let again = try StoreBench.again(receipt, ["leadping"])
            let batch = ReplayBatch(job.id, from: job.cursor, to: job.end, events: [again], isLast: true)
            _ = try bench.commit(.repair(.advance(batch)), at: 60)
            try bench.expectRefusal(.advance(batch))
            try expectEqual(try bench.job(job.id).state, .done, "its state")
            try expectEqual(try bench.ledger.additions(to: receipt.number).count, 1, "what the event got")
        },
        Rule("what is added takes its place in its lane by when its event occurred") { bench in
            let late = try bench.accept(try StoreBench.event("e2", occurred: 20, to: ["octanist"]))[0]
            let early = try bench.accept(try StoreBench.event("e1", occurred: 10, to: ["leadping"]))[0]
            let job = try bench.route(EventFilter())
            let ready = try bench.advance(job, [try StoreBench.again(early, ["octanist"])], at: 60)
            try expectEqual(ready.map(\.id), [StoreBench.id(early, 1)], "whose turn has come")
            let next = try bench.deliver(ready[0], at: 61)
            try expectEqual(next?.id, StoreBench.id(late), "who is next")
        },
        Rule("what is added is stale where a newer one was delivered and only the latest is wanted") { bench in
            let rules = SendRules(order: .latest)
            let early = try bench.accept(try StoreBench.event("e1", occurred: 10, to: ["leadping"]))[0]
            let late = try bench.acceptReady(try StoreBench.event("e2", occurred: 20, to: ["octanist"], rules: rules))
            _ = try bench.deliver(late[0], at: 30)
            let job = try bench.route(EventFilter())
            let again = try StoreBench.again(early, ["octanist"], rules)
            try expectEqual(try bench.advance(job, [again], at: 60), [], "whose turn has come")
            try expectEqual(try bench.fate(of: StoreBench.id(early, 1)), .stale, "its fate")
            let other = try bench.accept(try StoreBench.event("e0", occurred: 5, to: ["leadping"]))[0]
            let wanted = try bench.route(EventFilter(), .evenIfStale)
            let ready = try bench.advance(wanted, [try StoreBench.again(other, ["octanist"], rules)], at: 70)
            try expectEqual(ready.map(\.id), [StoreBench.id(other, 1)], "whose turn has come all the same")
        },
        Rule("what cannot be decided is a dead letter from the start") { bench in
            let receipt = try bench.accept(try StoreBench.event("e1"))[0]
            let failed = NewDelivery(StoreBench.address("leadping"), lead: "ann", failure: Reason("condition"))
            let again = RoutedAgain(receipt.number, added: [failed], configuration: "c2")
            let job = try bench.route(EventFilter())
            try expectEqual(try bench.advance(job, [again], at: 60), [], "whose turn has come")
            try expectEqual(try bench.fate(of: StoreBench.id(receipt, 1)), .dead, "its fate")
            try expectEqual(try bench.ledger.counts().deadLetters, 1, "the number of dead letters")
        },
        Rule("what was delivered is sent once more where that is asked for, and has not been since") { bench in
            let delivery = try bench.acceptReady(try StoreBench.event("e1"))[0]
            _ = try bench.deliver(delivery, at: 30)
            let ended = RoutedAgain.Ended(delivery.id, at: StoreBench.moment(30))
            let again = RoutedAgain(delivery.id.event, added: [], onceMore: [ended], configuration: "c2")
            let plain = try bench.route(EventFilter(), at: 40)
            try expectEqual(try bench.advance(plain, [again], at: 50), [], "whose turn has come unasked")
            let asked = [try bench.route(EventFilter(), .onceMore), try bench.route(EventFilter(), .onceMore)]
            let ready = try bench.advance(asked[0], [again], at: 60)
            try expectEqual(ready.map(\.id), [delivery.id], "whose turn has come")
            _ = try bench.deliver(ready[0], at: 70)
            try expectEqual(try bench.advance(asked[1], [again], at: 80), [], "whose turn has come again")
            try expectEqual(try bench.ledger.attempts(of: delivery.id).count, 2, "how often it was tried")
            try bench.expectRefusedReplay(of: delivery.id)
        },
        Rule("a job over events begins and ends where its filter says") { bench in
            let receipts = try (1...4).map { try bench.accept(try StoreBench.event("e\($0)"), at: Int64($0))[0] }
            var filter = EventFilter()
            filter.events = [receipts[1].number, receipts[2].number]
            (filter.route, filter.lead) = ("outreach", "änn")
            let job = try bench.route(filter, .onceMore)
            try expectEqual(job.order.subject, .events(filter), "what is meant")
            try expectEqual(job.cursor, .event(receipts[1].number.rawValue - 1), "where it begins")
            try expectEqual(job.last, receipts[2].number.rawValue, "where it ends")
            var since = EventFilter()
            (since.since, since.until) = (StoreBench.moment(2), StoreBench.moment(4))
            let between = try bench.route(since)
            let meant = try MeantEvents(since, after: between.cursor.event, through: between.last, in: bench.ledger)
            try expectEqual(meant.numbers, [receipts[1].number, receipts[2].number], "the events that are meant")
            try expect(meant.isLast && meant.end == between.last, "it does not end")
        },
    ]
}

extension StoreBench {
    /// Begins a job over events.
    fileprivate func route(
        _ filter: EventFilter,
        _ manner: Delivery.Replay = .inOrder,
        at second: Int64 = 50
    ) throws -> ReplayJob {
        try begin(ReplayOrder(.events(filter), manner, by: "uid 1"), at: second)
    }

    /// Carries a job out to its end, and returns whose turn has come.
    fileprivate func advance(
        _ job: ReplayJob,
        _ events: [RoutedAgain],
        at second: Int64
    ) throws -> [StoredDelivery] {
        let batch = ReplayBatch(job.id, from: job.cursor, to: job.end, events: events, isLast: true)
        guard case .advanced(let ready)? = try commit(.repair(.advance(batch)), at: second).first else {
            throw ContractViolation("a batch was not carried out", #fileID, #line)
        }
        return ready
    }

    /// What an event gets beside what it has.
    fileprivate static func again(
        _ receipt: Receipt,
        _ destinations: [String],
        _ rules: SendRules = .standard
    ) throws -> RoutedAgain {
        let added = destinations.map { NewDelivery(address($0, rules), lead: "ann") }
        return RoutedAgain(receipt.number, added: added, configuration: "c2")
    }

    fileprivate func expectRefusedReplay(of id: DeliveryID) throws {
        guard case .refused? = try commit(.replay(id)).first else {
            throw ContractViolation("what was delivered was sent again", #fileID, #line)
        }
    }
}
