import RelayCore

extension DeliveryStoreContract {
    /// Writes of ours that come back as events.
    static let echoes = [
        Rule("an event that repeats a write is kept as its echo, and nothing is sent of it") { bench in
            let writer = try bench.acceptReady(try StoreBench.event("e1"))[0]
            try bench.expectEcho(of: writer)
            let echo = try bench.accept(try StoreBench.report("e2"))[0]
            try expect(echo.isEcho && echo.deliveries == 0, "it does not say that it is one")
            try expect(echo.ready.isEmpty && !echo.isDuplicate, "it is routed, or a duplicate")
            let stored = try require(try bench.queue.event(echo.number), "event")
            try expect(stored.isEcho && !stored.isRouted && stored.notes.isEmpty, "\(stored) is no echo")
            let summary = try bench.ledger.events(EventQuery(limit: 1))[0]
            try expect(summary.isEcho && !summary.isRouted && summary.deliveries == 0, "\(summary) is no echo")
            let match = StoreBench.match(writer, "WON", "WON")
            try expectEqual(try bench.ledger.echoMatch(of: echo.number), match, "what it repeats")
            try expectEqual(try bench.ledger.counts().echoes, 1, "the number of echoes")
            try expectEqual(try bench.ledger.counts().waiting, 1, "what waits")
        },
        Rule("a write is used up by one echo, and each attempt has its own") { bench in
            let writer = try bench.acceptReady(try StoreBench.event("e1"))[0]
            for attempt in 1...2 { try bench.expectEcho(of: writer, attempt: attempt) }
            let echoes = try (2...4).map { try bench.accept(try StoreBench.report("e\($0)"))[0].deliveries == 0 }
            try expectEqual(echoes, [true, true, false], "which are echoes")
        },
        Rule("after a success each attempt is looked for, and none after somebody wrote another value") { bench in
            for (index, other) in [nil, "LOST"].enumerated() {
                let lead = "lead\(index)"
                let writer = try bench.acceptReady(try StoreBench.event("e\(index)", lead: lead))[0]
                for attempt in 1...2 { try bench.expectEcho(of: writer, lead: lead, attempt: attempt) }
                _ = try bench.settle(writer, .finished(.delivered, Reason("so")), StoreBench.attempt(2))
                if let other { _ = try bench.accept(try StoreBench.report("o", other, lead: lead, occurred: 30)) }
                let echoes = try (1...3).map {
                    let report = try StoreBench.report("r\(index).\($0)", lead: lead, occurred: 60)
                    return try bench.accept(report)[0].deliveries == 0
                }
                try expectEqual(
                    echoes,
                    other == nil ? [true, true, false] : [false, false, false],
                    "which are echoes"
                )
            }
        },
        Rule("what a lookup was answered takes no write back") { bench in
            let writer = try bench.acceptReady(try StoreBench.event("e1"))[0]
            try bench.expectEcho(of: writer)
            _ = try bench.settle(writer, .later, StoreBench.failed(1, isOfSend: false, status: 404, failure: ""))
            try expectEqual(try bench.accept(try StoreBench.report("e2"))[0].deliveries, 0, "the deliveries")
        },
        Rule("what was given up before it left does not leave, and is not looked for") { bench in
            let writer = try bench.acceptReady(try StoreBench.event("e1"))[0]
            _ = try bench.commit(.discard(writer.id))
            guard case .refused(let reason) = try bench.commit(.expect(StoreBench.echo(of: writer)))[0] else {
                throw ContractViolation("it may leave", #fileID, #line)
            }
            try expectEqual(reason.cause, "not-waiting", "the cause")
            try expectEqual(try bench.accept(try StoreBench.report("e2"))[0].deliveries, 1, "the deliveries")
        },
        Rule("a write in doubt is looked for after another found that it was so already") { bench in
            let writer = try bench.acceptReady(try StoreBench.event("e1"))[0]
            try bench.expectEcho(of: writer)
            _ = try bench.settle(writer, .finished(.alreadySo, Reason("so")), StoreBench.attempt(2))
            try expectEqual(try bench.accept(try StoreBench.report("e2"))[0].deliveries, 0, "the deliveries")
        },
        Rule("an attempt that is begun again is looked for once") { bench in
            let writer = try bench.acceptReady(try StoreBench.event("e1"))[0]
            for _ in 1...2 { try bench.expectEcho(of: writer) }
            let echoes = try (2...3).map { try bench.accept(try StoreBench.report("e\($0)"))[0].deliveries == 0 }
            try expectEqual(echoes, [true, false], "which are echoes")
        },
        Rule("what came of an attempt takes back no write of the time since it was sent again") { bench in
            let before = try bench.acceptReady(try StoreBench.event("e1"))[0]
            _ = try bench.commit(.discard(before.id))
            _ = try bench.commit(.replay(before.id))
            try bench.expectEcho(of: before, isReplayed: true)
            _ = try bench.settle(before, .later, StoreBench.failed(1, status: 404, failure: ""))
            try expectEqual(try bench.accept(try StoreBench.report("e2"))[0].deliveries, 0, "the deliveries")
        },
        Rule("an echo that is sent again is a duplicate, and uses up nothing") { bench in
            let writer = try bench.acceptReady(try StoreBench.event("e1"))[0]
            try bench.expectEcho(of: writer)
            let first = try bench.accept(try StoreBench.report("e2"))[0]
            try bench.expectEcho(of: writer, attempt: 2)
            let again = try bench.accept(try StoreBench.report("e2"))[0]
            try expect(
                again.isDuplicate && !again.isEcho && again.number == first.number && again.deliveries == 0,
                "no duplicate"
            )
            try expectEqual(try bench.accept(try StoreBench.report("e3"))[0].deliveries, 0, "the deliveries of another")
        },
        Rule("an echo that comes together with the write it repeats counts") { bench in
            let writer = try bench.acceptReady(try StoreBench.event("e1"))[0]
            let results = try bench.commit(
                .accept([try StoreBench.report("e2")]),
                .expect(StoreBench.echo(of: writer)),
                .accept([try StoreBench.report("e3")])
            )
            let deliveries = results.compactMap { result -> Int? in
                if case .accepted(let receipts) = result { receipts.first?.deliveries } else { nil }
            }
            try expectEqual(deliveries, [1, 0], "the deliveries")
        },
        Rule("after ten minutes it is no echo any more") { bench in
            let writer = try bench.acceptReady(try StoreBench.event("e1"))[0]
            for second in [0, 10] { try bench.expectEcho(of: writer, at: Int64(second)) }
            _ = try bench.store.tidy(at: StoreBench.moment(605))
            try expectEqual(try bench.accept(try StoreBench.report("e2"), at: 609)[0].deliveries, 0, "the deliveries")
            try expectEqual(try bench.accept(try StoreBench.report("e3"), at: 610)[0].deliveries, 1, "the deliveries")
        },
        Rule("another lead, field or destination is no echo, and no near miss") { bench in
            let writer = try bench.acceptReady(try StoreBench.event("e1"))[0]
            try bench.expectEcho(of: writer)
            let others = try [
                StoreBench.report("e2", lead: "bob"), StoreBench.report("e3", lead: nil),
                StoreBench.report("e4", field: "stage"), StoreBench.report("e5", destination: "leadping"),
                StoreBench.event("e6"),
            ]
            for other in others {
                let receipt = try bench.accept(other)[0]
                try expectEqual(receipt.deliveries, 1, "the deliveries of \(other.event.id)")
                try expectEqual(try bench.ledger.echoMatch(of: receipt.number), nil, "the match of \(other.event.id)")
            }
        },
        Rule("another value is a near miss: routed, counted, and its echo still comes") { bench in
            let writer = try bench.acceptReady(try StoreBench.event("e1"))[0]
            try bench.expectEcho(of: writer)
            let miss = try bench.accept(try StoreBench.report("e2", "LOST"))[0]
            try expectEqual(miss.deliveries, 1, "the number of deliveries")
            let match = StoreBench.match(writer, "WON", "LOST")
            try expectEqual(try bench.ledger.echoMatch(of: miss.number), match, "what it was held against")
            try expect(try require(try bench.queue.event(miss.number), "event").isRouted, "it is not routed")
            try expectEqual(try bench.accept(try StoreBench.report("e3"))[0].deliveries, 0, "the echo's deliveries")
            let counts = try bench.ledger.counts()
            try expectEqual([counts.echoes, counts.nearMisses], [1, 1], "the counts")
        },
        Rule("what occurred after another value than that of a write that had succeeded is no echo of it") { bench in
            let cases: [(other: Int64, same: Int64?, isRouted: Bool)] = [
                (30, 60, true), (30, 10, false), (30, nil, false), (-30, 60, false),
            ]
            for (index, (other, same, isRouted)) in cases.enumerated() {
                let lead = "lead\(index)"
                let writer = try bench.acceptReady(try StoreBench.event("e\(index)", lead: lead))[0]
                try bench.expectEcho(of: writer, lead: lead)
                _ = try bench.deliver(writer)
                let deliveries = try [("LOST", other), ("WON", same)].map { value, second in
                    let report = try StoreBench.report("\(value)\(index)", value, lead: lead, occurred: second)
                    return try bench.accept(report)[0].deliveries
                }
                try expectEqual(deliveries, [1, isRouted ? 1 : 0], "the deliveries of \(lead)")
            }
        },
        Rule("a clock that is put back makes no write looked for longer") { bench in
            let writer = try bench.acceptReady(try StoreBench.event("e1"))[0]
            for attempt in 1...2 { try bench.expectEcho(of: writer, attempt: attempt, at: 3_600) }
            for _ in 1...2 { _ = try bench.store.tidy(at: StoreBench.moment(0)) }
            try expectEqual(try bench.accept(try StoreBench.report("e2"), at: 599)[0].deliveries, 0, "the deliveries")
            try expectEqual(try bench.accept(try StoreBench.report("e3"), at: 600)[0].deliveries, 1, "the deliveries")
        },
        Rule("what an API has certainly not done comes back from nobody") { bench in
            for (index, end) in [(404, ""), (503, ""), (nil, "connect-refused"), (nil, "timeout")].enumerated() {
                let lead = "lead\(index)"
                let writer = try bench.acceptReady(try StoreBench.event("e\(index)", lead: lead))[0]
                try bench.expectEcho(of: writer, lead: lead)
                try bench.expectEcho(of: writer, lead: lead, attempt: 2)
                let attempt = StoreBench.failed(2, status: end.0, failure: end.1)
                _ = try bench.settle(writer, .later, attempt)
                let isLeft = end.0 == 503 || end.1 == "timeout"
                let echoes = try (1...2).map {
                    try bench.accept(try StoreBench.report("r\(index).\($0)", lead: lead))[0].deliveries == 0
                }
                try expectEqual(echoes, [true, isLeft], "which are echoes after \(end)")
            }
        },
        Rule("an attempt that is made again, or that a person wants, is no ping-pong") { bench in
            let deliveries = try bench.pingPong(delivering: false)
            let last = try require(deliveries.last, "delivery")
            try bench.expectEcho(of: last, isReplayed: true)
            try bench.expectEcho(of: deliveries[4], attempt: 2)
        },
    ]

    static let pingPongs = [
        Rule("writes that undo each other end in a dead letter that holds the lane") { bench in
            let deliveries = try bench.pingPong()
            let last = try require(deliveries.last, "delivery")
            let refused = try bench.commit(.expect(StoreBench.echo(of: last, "WON")))
            guard case .refused(let reason)? = refused.first else {
                throw ContractViolation("\(refused) goes on", #fileID, #line)
            }
            try expectEqual(reason.cause, "ping-pong", "the cause")
            _ = try bench.settle(last, .finished(.dead, reason))
            let next = try bench.accept(try StoreBench.event("next", occurred: 9))[0]
            try expectEqual(next.ready, [], "whose turn has come")
            guard case .settled(let freed)? = try bench.commit(.discard(last.id)).first else {
                throw ContractViolation("it was not discarded", #fileID, #line)
            }
            let due = try bench.queue.due(at: "octanist", by: StoreBench.moment(9), limit: 9)
            try expectEqual(
                due.map(\.id),
                [StoreBench.id(next)],
                "whose turn has come after \(String(describing: freed))"
            )
        }
    ]
}

extension StoreBench {
    fileprivate static func echo(
        of stored: StoredDelivery,
        _ value: String = "WON",
        lead: String = "ann",
        attempt: Int = 1,
        isReplayed: Bool = false
    ) -> ExpectedEcho {
        ExpectedEcho(
            destination: "octanist",
            lead: lead,
            field: "status",
            value: value,
            delivery: stored.id,
            attempt: attempt,
            isReplayed: isReplayed
        )
    }

    fileprivate func expectEcho(
        of stored: StoredDelivery,
        _ value: String = "WON",
        lead: String = "ann",
        attempt: Int = 1,
        isReplayed: Bool = false,
        at second: Int64 = 0
    ) throws {
        let echo = Self.echo(of: stored, value, lead: lead, attempt: attempt, isReplayed: isReplayed)
        guard case .done? = try commit(.expect(echo), at: second).first else {
            throw ContractViolation("\(echo) was refused", #fileID, #line)
        }
    }

    /// An event that says a status, and is routed unless it is an echo.
    fileprivate static func report(
        _ id: String,
        _ value: String = "WON",
        lead: String? = "ann",
        field: String = "status",
        destination: String = "octanist",
        occurred: Int64? = nil
    ) throws -> NewEvent {
        let new = try event(id, lead: lead, occurred: occurred, to: ["report/leadping"])
        let reports = [EchoReport(destination: destination, field: field, value: value)]
        return NewEvent(
            new.event,
            configuration: new.configuration,
            notes: new.notes,
            deliveries: new.deliveries.map { NewDelivery($0.address, lead: nil) },
            reports: reports
        )
    }

    fileprivate static func match(_ writer: StoredDelivery, _ expected: String, _ reported: String) -> EchoMatch {
        EchoMatch(
            delivery: writer.id,
            destination: "octanist",
            field: "status",
            expected: expected,
            reported: reported
        )
    }

    fileprivate static func failed(
        _ number: Int,
        isOfSend: Bool = true,
        status: Int?,
        failure: String
    ) -> Attempt {
        Attempt(
            number: number,
            isOfSend: isOfSend,
            startedAt: moment(0),
            took: .zero,
            status: status,
            failure: failure,
            verdict: .retry,
            reason: Reason("so"),
            configuration: "c1"
        )
    }

    /// Six deliveries, of which the first five have written one value and the other in turn.
    fileprivate func pingPong(delivering: Bool = true) throws -> [StoredDelivery] {
        let deliveries = try (0..<6).map { number in
            let receipt = try accept(try Self.event("p\(number)", occurred: Int64(number)))[0]
            return try require(try queue.delivery(Self.id(receipt)), "delivery")
        }
        for (number, delivery) in deliveries.dropLast().enumerated() {
            try expectEcho(of: delivery, number.isMultiple(of: 2) ? "LOST" : "WON")
            if delivering { _ = try deliver(delivery) }
        }
        return deliveries
    }
}
