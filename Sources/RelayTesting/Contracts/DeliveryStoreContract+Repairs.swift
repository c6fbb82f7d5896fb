import JSON
import RelayCore

extension DeliveryStoreContract {
    /// What a person does about dead letters, beside sending one again or giving it up.
    static let repairs = replays + edits + rerouting
    /// Those of them that a simple model has to keep too, since others are held against it.
    package static let plainRules = repairs + lives + echoes

    private static let replays = [
        Rule("dead letters are read with what they died of") { bench in
            let letters = try bench.deadLetters(3)
            let last = try bench.ledger.lastDeadLetter()
            let found = try bench.ledger.deadLetters(after: .start, through: last, limit: 2)
            try expectEqual(found.map(\.id), Array(letters.prefix(2)), "the letters")
            try expectEqual(found[0].answer, [0, 255], "the answer")
            try expectEqual(found[0].summary.status, 400, "its status")
            let rest = try bench.ledger.deadLetters(after: found[1].place, through: last, limit: 9)
            try expectEqual(rest.map(\.number), [last], "the rest")
        },
        Rule("dead letters are read as they stand in their lanes, in whatever order they died") { bench in
            let order: [Int64] = [30, 10, 20, 10]
            let letters = try order.indices.map { place in
                let event = try StoreBench.event("e\(place)", lead: "lead \(place)", occurred: order[place])
                return try bench.dead(event).id
            }
            let sorted = [1, 3, 2, 0].map { letters[$0] }
            try expectEqual(try bench.letters(through: 9).map(\.id), sorted, "all of them")
            try expectEqual(try bench.letters(through: 2).map(\.id), [letters[1], letters[0]], "the first two")
            _ = try bench.commit(.replay(letters[1]))
            let again = try require(try bench.queue.delivery(letters[1]), "delivery")
            _ = try bench.settle(again, .finished(.dead, Reason("x")), nil)
            try expectEqual(try bench.letters(through: 4).map(\.id), Array(sorted.dropFirst()), "without a new one")
            try expectEqual(try bench.letters(through: 5).map(\.id), sorted, "with it in its old place")
            let found = try bench.letters(through: 5)
            for (letter, rest) in zip(found, 1...) {
                let behind = try bench.ledger.deadLetters(after: letter.place, through: 5, limit: 9)
                try expectEqual(behind, Array(found.dropFirst(rest)), "what stands behind one")
            }
        },
        Rule("a job sends its letters again and stores how far it has come, in one commit") { bench in
            let letters = try bench.deadLetters(3)
            let job = try bench.begin(LetterFilter(), .evenIfStale)
            try expectEqual(job.last, try bench.ledger.lastDeadLetter(), "its last letter")
            let places = try bench.places()
            let taken = try bench.letters(0..<2)
            let batch = ReplayBatch(job.id, from: .start, to: places[1], taken, unfit: 1, isLast: false)
            guard case .advanced(let ready)? = try bench.commit(.repair(.advance(batch)), at: 60).first else {
                throw ContractViolation("a batch was not carried out", #fileID, #line)
            }
            try expectEqual(ready.map(\.id), Array(letters.prefix(2)), "whose turn has come")
            try expectEqual(ready[0].delivery.history.replay, .evenIfStale, "how they are wanted")
            let after = try bench.job(job.id)
            try expectEqual(after.cursor, places[1], "how far it has come")
            let counts = ReplayJob.Counts(replayed: 2, skipped: 1, causes: ["not-as-sent": 1])
            try expectEqual(after.counts, counts, "what it has done")
            try expectEqual(after.state, .running, "its state")
            try expectEqual(try bench.dueReplays(9, by: 60), 2, "how many are due because of it")
            try expectEqual(try bench.dueReplays(1, by: 60), 1, "how many, counted to one")
            try expectEqual(try bench.dueReplays(9, at: "leadping", by: 60), 0, "how many elsewhere")
        },
        Rule("a job that sends the last letter again that held a lead tells who goes on there") { bench in
            let rules = SendRules(onDead: .hold)
            let first = try bench.dead(try StoreBench.event("e1", rules: rules)).id
            let second = StoreBench.id(try bench.accept(try StoreBench.event("e2", rules: rules))[0])
            let waiting = try require(try bench.queue.delivery(second), "delivery")
            _ = try bench.settle(waiting, .finished(.dead, Reason("x")))
            let job = try bench.begin(LetterFilter())
            let batch = ReplayBatch(job.id, from: .start, to: job.end, try bench.letters(0..<2), isLast: true)
            guard case .advanced(let ready)? = try bench.commit(.repair(.advance(batch)), at: 60).first else {
                throw ContractViolation("a batch was not carried out", #fileID, #line)
            }
            try expectEqual(ready.map(\.id), [first], "whose turn has come")
        },
        Rule("what waits for its turn, for a letter before it or for later is no replay that is due") { bench in
            let rules = SendRules(onDead: .hold)
            let letters = try ["e1", "e2"].map { id in
                StoreBench.id(try bench.accept(try StoreBench.event(id, lead: "a", rules: rules))[0])
            }
            for letter in letters {
                let waiting = try require(try bench.queue.delivery(letter), "delivery")
                _ = try bench.settle(waiting, .finished(.dead, Reason("x")), nil)
            }
            let other = try bench.dead(try StoreBench.event("e3", lead: "b")).id
            let live = try bench.acceptReady(try StoreBench.event("e4", lead: "c"))[0].id
            _ = try bench.commit(.replay(letters[1]))
            try expectEqual(try bench.dueReplays(9), 0, "behind a letter that holds its lead")
            _ = try bench.commit(.replay(letters[0]))
            try expectEqual(try bench.dueReplays(9), 1, "with another one behind it")
            _ = try bench.commit(.replay(other))
            try expectEqual(try bench.dueReplays(9), 2, "of two leads")
            let again = try require(try bench.queue.delivery(other), "delivery")
            _ = try bench.settle(again, .waiting(due: StoreBench.moment(500), Reason("busy")), nil)
            try expectEqual(try bench.dueReplays(9), 1, "one of which waits for later")
            try expectEqual(try bench.dueReplays(9, by: 500), 2, "once it is later")
            try expect(try bench.queue.delivery(live) != nil, "what nobody wants again has gone")
        },
        Rule("a batch is carried out once") { bench in
            _ = try bench.deadLetters(2)
            let job = try bench.begin(LetterFilter())
            let places = try bench.places()
            let batch = ReplayBatch(job.id, from: .start, to: places[0], try bench.letters(0..<1), isLast: false)
            _ = try bench.commit(.repair(.advance(batch)))
            try bench.expectRefusal(.advance(batch))
            try expectEqual(try bench.job(job.id).counts.replayed, 1, "how many were replayed")
        },
        Rule("what was seen to meanwhile is left alone") { bench in
            let letters = try bench.deadLetters(2)
            let job = try bench.begin(LetterFilter())
            let (places, taken) = (try bench.places(), try bench.letters(0..<2))
            _ = try bench.commit(.discard(letters[0]))
            _ = try bench.commit(.replay(letters[1]))
            let again = try require(try bench.queue.delivery(letters[1]), "delivery")
            _ = try bench.settle(again, .finished(.dead, Reason("x")), StoreBench.attempt(1, .dead, status: 400))
            let batch = ReplayBatch(job.id, from: .start, to: places[1], taken, isLast: true)
            _ = try bench.commit(.repair(.advance(batch)))
            try expectEqual(try bench.job(job.id).counts, ReplayJob.Counts(skipped: 2), "what it has done")
            try expectEqual(try bench.fate(of: letters[0]), .discarded, "the one that was given up")
            try expectEqual(try bench.fate(of: letters[1]), .dead, "the one that died anew")
        },
        Rule("a job that may not send what is stale says how many it passed over because of that") { bench in
            _ = try bench.dead(try StoreBench.latest("e1", 10))
            _ = try bench.deliver(try bench.acceptReady(try StoreBench.latest("e2", 20))[0])
            let job = try bench.begin(LetterFilter())
            let batch = ReplayBatch(job.id, from: .start, to: job.end, try bench.letters(0..<1), isLast: true)
            _ = try bench.commit(.repair(.advance(batch)))
            let counts = ReplayJob.Counts(skipped: 1, causes: ["stale": 1])
            try expectEqual(try bench.job(job.id).counts, counts, "what it has done")
        },
        Rule("a job is stopped and resumed, and does nothing in between nor after its end") { bench in
            _ = try bench.deadLetters(1)
            let job = try bench.begin(LetterFilter())
            let places = try bench.places()
            let batch = ReplayBatch(job.id, from: .start, to: places[0], try bench.letters(0..<1), isLast: true)
            _ = try bench.commit(.repair(.stop(job.id)))
            try expectEqual(try bench.job(job.id).state, .stopped, "its state")
            try bench.expectRefusal(.advance(batch))
            _ = try bench.commit(.repair(.resume(job.id)))
            _ = try bench.commit(.repair(.advance(batch)))
            try expectEqual(try bench.job(job.id).state, .done, "its state in the end")
            try bench.expectRefusal(.resume(job.id))
            try bench.expectRefusal(.stop(job.id))
            try bench.expectRefusal(.stop(ReplayJobID(77)))
        },
        Rule("a job is kept as it was asked for, and so many run at a time") { bench in
            var filter = LetterFilter()
            (filter.group, filter.destination, filter.cause) = ("g_1", "octanist", "rejected")
            (filter.route, filter.lead) = ("outreach", "änn")
            (filter.since, filter.until) = (StoreBench.moment(1), StoreBench.moment(2))
            let pace = Rate(count: 5, period: .seconds(2))
            var order = ReplayOrder(filter, [.asSent, .evenIfStale], pace: pace, limit: 7, expected: 9, by: "uid 1")
            order.key = "k1"
            let first = try bench.begin(order, at: 3)
            try expectEqual(first, ReplayJob(first.id, order, madeAt: StoreBench.moment(3), last: 0), "the job")
            for _ in 1..<16 { _ = try bench.begin(LetterFilter()) }
            try bench.expectRefusal(.begin(ReplayOrder(filter, by: "uid 1")))
            _ = try bench.commit(.repair(.stop(first.id)))
            _ = try bench.begin(LetterFilter())
            try bench.expectRefusal(.resume(first.id))
            try expectEqual(try bench.ledger.replayJobs().count, 17, "how many there are")
        },
        Rule("an order that comes twice begins one job, also after its end and where no more may run") { bench in
            _ = try bench.deadLetters(1)
            var order = ReplayOrder(LetterFilter(), by: "uid 1")
            order.key = "k1"
            let job = try bench.begin(order, at: 3)
            for _ in 1..<16 { _ = try bench.begin(LetterFilter()) }
            try expectEqual(try bench.begin(order, at: 4), job, "the job")
            _ = try bench.commit(.repair(.stop(job.id)))
            try expectEqual(try bench.begin(order, at: 5).state, .stopped, "its state")
            order.key = "k2"
            try expect(try bench.begin(order, at: 6).id != job.id, "another order begins nothing")
            try expectEqual(try bench.ledger.replayJobs().count, 17, "how many there are")
        },
    ]

    private static let edits = [
        Rule("an edit is kept with who made it, and the letter sent again") { bench in
            let letter = try bench.deadLetters(1)[0]
            let value = try JSONDocument(#"{"a": [1.50, "é"]}"#).root
            let edit = DeliveryEdit([FieldChange("x", value), FieldChange("y", nil)], note: "why", by: "uid 7")
            _ = try bench.commit(.repair(.edit(letter, edit, replaying: nil)), at: 70)
            try expectEqual(try bench.fate(of: letter), .dead, "its fate")
            let other = DeliveryEdit([FieldChange("x", nil)], by: "uid 8")
            _ = try bench.commit(.repair(.edit(letter, other, replaying: .inOrder)), at: 80)
            try expectEqual(try bench.fate(of: letter), nil, "its fate after that")
            let kept = try bench.ledger.edits(of: letter)
            let expected = [
                StoredEdit(edit, at: StoreBench.moment(70)), StoredEdit(other, at: StoreBench.moment(80)),
            ]
            try expectEqual(kept, expected, "what is kept")
            try expectEqual(kept.changes, [FieldChange("y", nil), FieldChange("x", nil)], "what they come to")
        },
        Rule("an edit may take back those before it") { bench in
            let letter = try bench.deadLetters(1)[0]
            let edits = [
                DeliveryEdit([FieldChange("x", nil)], by: "uid 7"), DeliveryEdit([], by: "uid 7", isReset: true),
                DeliveryEdit([FieldChange("y", nil)], by: "uid 7"),
            ]
            for edit in edits { _ = try bench.commit(.repair(.edit(letter, edit, replaying: nil)), at: 70) }
            let kept = try bench.ledger.edits(of: letter)
            try expectEqual(kept.map(\.edit), edits, "what is kept")
            try expectEqual(kept.changes, [FieldChange("y", nil)], "what they come to")
            try expectEqual(Array(kept.prefix(2)).changes, [], "what the first two come to")
        },
        Rule("what waits, was delivered or is unknown cannot be edited") { bench in
            let waiting = try bench.acceptReady(try StoreBench.event("e1"))[0]
            let edit = DeliveryEdit([FieldChange("x", nil)], by: "uid 7")
            try bench.expectRefusal(.edit(waiting.id, edit, replaying: nil))
            _ = try bench.deliver(waiting)
            try bench.expectRefusal(.edit(waiting.id, edit, replaying: nil))
            let unknown = DeliveryID(event: waiting.id.event, number: 7)
            try bench.expectRefusal(.edit(unknown, edit, replaying: nil))
            try expectEqual(try bench.ledger.edits(of: waiting.id), [], "the edits")
        },
    ]
}

extension StoreBench {
    /// So many dead letters, each of a lead of its own, from the oldest on.
    fileprivate func deadLetters(_ count: Int) throws -> [DeliveryID] {
        try (1...count).map { number in
            let delivery = try acceptReady(try Self.event("e\(number)", lead: "lead \(number)"))[0]
            let attempt = Self.attempt(1, .dead, status: 400)
            _ = try settle(delivery, .finished(.dead, Reason("rejected", remedy: "y")), attempt)
            return delivery.id
        }
    }

    func dueReplays(_ limit: Int, at destination: String = "octanist", by second: Int64 = 100) throws -> Int {
        try ledger.dueReplays(at: destination, by: Self.moment(second), upTo: limit)
    }

    fileprivate func letters(through last: Int64 = .max) throws -> [DeadLetter] {
        try ledger.deadLetters(after: .start, through: last, limit: 99)
    }

    fileprivate func places() throws -> [ReplayPlace] { try letters().map(\.place) }

    fileprivate func letters(_ range: Range<Int>) throws -> [ReplayBatch.Letter] {
        try letters()[range].map { ReplayBatch.Letter($0.id, number: $0.number) }
    }

    fileprivate func begin(_ filter: LetterFilter, _ manner: Delivery.Replay = .inOrder) throws -> ReplayJob {
        try begin(ReplayOrder(filter, manner, by: "uid 1"))
    }

    func begin(_ order: ReplayOrder, at second: Int64 = 0) throws -> ReplayJob {
        guard case .began(let id)? = try commit(.repair(.begin(order)), at: second).first else {
            throw ContractViolation("no job has begun", #fileID, #line)
        }
        return try job(id)
    }

    func job(_ id: ReplayJobID) throws -> ReplayJob {
        try require(try ledger.replayJob(id), "job \(id)")
    }

    func expectRefusal(_ repair: Repair, file: StaticString = #fileID, line: UInt = #line) throws {
        let result = try commit(.repair(repair)).first
        guard case .refused(let reason)? = result, !reason.cause.isEmpty else {
            throw ContractViolation("\(String(describing: result)) is no refusal", file, line)
        }
    }
}
