import RelayCore

extension DeliveryStoreContract {
    static let lanes = [
        Rule("in a lane one waits for another, in the order of what occurred") { bench in
            let first = try bench.acceptReady(try StoreBench.event("e1", occurred: 10))[0]
            let third = try bench.accept(try StoreBench.event("e3", occurred: 30))[0]
            let second = try bench.accept(try StoreBench.event("e2", occurred: 20))[0]
            try expectEqual(third.ready + second.ready, [], "whose turn has come")
            let next = try require(try bench.deliver(first), "next")
            try expectEqual(next.id.event, second.number, "the second")
            let last = try require(try bench.deliver(next), "last")
            try expectEqual(last.id.event, third.number, "the third")
            try expectEqual(try bench.deliver(last), nil, "the fourth")
        },
        Rule("what occurred at the same time keeps the order of its arrival") { bench in
            let receipts = try bench.accept(
                try StoreBench.event("e1", occurred: 1),
                try StoreBench.event("e2", occurred: 1),
                try StoreBench.event("e3", occurred: 1)
            )
            try expectEqual(receipts.map(\.ready.count), [1, 0, 0], "how many turns have come")
            let second = try require(try bench.deliver(receipts[0].ready[0]), "second")
            try expectEqual(second.id.event, receipts[1].number, "the second")
        },
        Rule("an older one that comes later takes the turn") { bench in
            let newer = try bench.acceptReady(try StoreBench.event("e1", occurred: 20))[0]
            let older = try bench.acceptReady(try StoreBench.event("e2", occurred: 10))[0]
            let due = try bench.queue.due(at: "octanist", by: StoreBench.moment(60), limit: 9)
            try expectEqual(due, [older], "what is due")
            try expectEqual(try bench.deliver(older), newer, "whose turn has come again")
        },
        Rule("one that lost its turn and ends all the same gives no turn") { bench in
            let newer = try bench.acceptReady(try StoreBench.event("e1", occurred: 20))[0]
            let older = try bench.acceptReady(try StoreBench.event("e2", occurred: 10))[0]
            try expectEqual(try bench.deliver(newer), nil, "whose turn has come")
            try expectEqual(try bench.queue.delivery(older.id), older, "who has had it")
            try expectEqual(try bench.deliver(older), nil, "who is left")
        },
        Rule("lanes do not wait for each other") { bench in
            let ann = try StoreBench.event("e1", lead: "ann", to: ["octanist", "leadping"])
            let bob = try StoreBench.event("e2", lead: "bob")
            let form = try StoreBench.event("e3", source: "forms", lead: "ann")
            let receipts = try bench.accept(ann, bob, form)
            try expectEqual(receipts.map(\.ready.count), [2, 1, 0], "how many turns have come")
            try expectEqual(receipts[1].ready[0].lane, Lane(destination: "octanist", lead: "bob"), "the lane")
        },
        Rule("leads that only their spelling in Unicode tells apart do not wait for each other") { bench in
            let composed = try bench.acceptReady(try StoreBench.event("e1", lead: "J\u{E9}"))[0]
            let combining = try bench.acceptReady(try StoreBench.event("e2", lead: "Je\u{301}"))[0]
            let due = try bench.queue.due(at: "octanist", by: StoreBench.moment(60), limit: 9)
            try expectEqual(due.map(\.id), [composed.id, combining.id], "what is due")
            try expectEqual(try bench.deliver(composed), nil, "whose turn has come")
        },
        Rule("without a lead nobody waits") { bench in
            let receipts = try bench.accept(
                try StoreBench.event("e1", lead: nil),
                try StoreBench.event("e2", lead: nil)
            )
            try expectEqual(receipts.map(\.ready.count), [1, 1], "how many turns have come")
            try expectEqual(receipts[0].ready[0].lane, nil, "the lane")
            try expectEqual(try bench.deliver(receipts[0].ready[0]), nil, "whose turn has come")
        },
        Rule("two sends of an event to one destination keep their order") { bench in
            let receipt = try bench.accept(try StoreBench.event("e1", to: ["octanist", "octanist"]))[0]
            try expectEqual(receipt.ready.map(\.id.number), [0], "whose turn has come")
            let next = try require(try bench.deliver(receipt.ready[0]), "next")
            try expectEqual(next.id, DeliveryID(event: receipt.number, number: 1), "the next")
        },
        Rule("the turn comes with the time that was stored for it") { bench in
            let second = try bench.acceptReady(try StoreBench.event("e2", occurred: 20))[0]
            let first = try bench.acceptReady(try StoreBench.event("e1", occurred: 10))[0]
            let later = Delivery.State.waiting(due: StoreBench.moment(500), Reason("busy"))
            _ = try bench.settle(second, later, StoreBench.attempt(1, .retry))
            let next = try require(try bench.deliver(first), "next")
            try expectEqual(next.id, second.id, "the next")
            try expectEqual(next.delivery.state, later, "its state")
        },
    ]
}
