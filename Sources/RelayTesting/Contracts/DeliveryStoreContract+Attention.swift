import RelayCore

extension DeliveryStoreContract {
    /// What an operator is told to look at.
    static let attention = [
        Rule("what is told again is counted, and stands as it was told last") { bench in
            try expectEqual(try bench.attend("quota", "octanist", "first", at: 10), true, "whether it is new")
            try expectEqual(try bench.attend("quota", "octanist", "second", at: 20), false, "whether it is new again")
            let told = Attention("quota", of: "octanist", detail: "second", remedy: "look")
            let record = AttentionRecord(told, first: StoreBench.moment(10), last: StoreBench.moment(20), count: 2)
            try expectEqual(try bench.ledger.attention(), [record], "what there is")
            try expectEqual(try bench.ledger.counts().attention, 1, "the number")
        },
        Rule("each kind and subject stands for itself, what was told last first") { bench in
            _ = try bench.attend("quota", "octanist", at: 10)
            _ = try bench.attend("quota", "leadping", at: 30)
            _ = try bench.attend("paused", "octanist", at: 20)
            let names = try bench.ledger.attention().map { "\($0.attention.kind) \($0.attention.subject)" }
            try expectEqual(names, ["quota leadping", "paused octanist", "quota octanist"], "what there is")
        },
        Rule("what has been attended to is gone, and is new when it is told again") { bench in
            _ = try bench.attend("quota", "octanist")
            _ = try bench.attend("quota", "leadping")
            let name = Attention.Name(kind: "quota", subject: "octanist")
            for expected in [1, 0] { try expectEqual(try bench.attended(name), expected, "how much was attended to") }
            try expectEqual(try bench.attend("quota", "octanist"), true, "whether it is new")
            try expectEqual(try bench.attended(nil), 2, "how much was attended to at last")
            try expectEqual(try bench.ledger.attention(), [], "what there is")
        },
        Rule("of too much to look at the oldest goes") { bench in
            let subjects = (0...Attention.most).map { "lead_\($0)" }
            let writes = subjects.map { StoreWrite.attend(Attention("unmapped", of: $0)) }
            for (second, write) in writes.enumerated() { _ = try bench.commit(write, at: Int64(second)) }
            let left = try bench.ledger.attention().map(\.attention.subject)
            try expectEqual(left, Array(subjects.reversed().dropLast()), "what there is")
        },
        Rule("what a sender wrote takes no more than a few lines") { bench in
            let long = String(repeating: "é", count: 5_000)
            _ = try bench.attend("unmapped", long, long)
            let told = try require(try bench.ledger.attention().first, "attention").attention
            try expectEqual(told.subject.utf8.count, 256, "the length of the subject")
            try expectEqual(told.detail.utf8.count, 1_024, "the length of the detail")
        },
    ]
}

extension StoreBench {
    /// Says whether it is new.
    fileprivate func attend(
        _ kind: String,
        _ subject: String,
        _ detail: String = "",
        at second: Int64 = 0
    ) throws -> Bool {
        let told = Attention(kind, of: subject, detail: detail, remedy: "look")
        guard case .noted(let isNew)? = try commit(.attend(told), at: second).first else {
            throw ContractViolation("it was not noted", #fileID, #line)
        }
        return isNew
    }

    fileprivate func attended(_ name: Attention.Name?) throws -> Int {
        guard case .changed(let count)? = try commit(.attended(name)).first else {
            throw ContractViolation("it was not attended to", #fileID, #line)
        }
        return count
    }
}
