/// What goes wrong with a request beside what the API's documents say.
package enum MockFault: Sendable, Equatable {
    /// Nothing is carried out, and the answer says so; with how many seconds it asks to wait.
    case refused(status: Int, retryAfter: Int? = nil)
    /// It is carried out and answered after a while.
    case slow(Duration)
    /// Nothing is carried out, and after a while the connection is closed.
    case hanging(Duration)
    /// Nothing is carried out, and the connection is closed at once.
    case dropped
    /// It is carried out, and nobody is told: the connection is closed in place of the answer.
    case unanswered
    /// It is carried out, and the connection is closed in the middle of the answer.
    case cut
    /// It is answered as if it had been carried out, and nothing is.
    case lie
}

/// Which share of the requests each fault meets, by chance that a seed repeats.
package struct FaultPlan: Sendable {
    /// A fault, and how many of a thousand requests it meets.
    package struct Entry: Sendable, Equatable {
        package let fault: MockFault
        package let perMille: Int

        package init(_ fault: MockFault, perMille: Int) {
            self.fault = fault
            self.perMille = perMille
        }
    }

    private let entries: [Entry]
    private var chance: SeededChance

    /// All goes well unless there are entries, which together meet at most all requests.
    package init(_ entries: [Entry] = [], seed: UInt64 = 0) {
        precondition(entries.reduce(0) { $0 + $1.perMille } <= 1_000, "more faults than requests")
        self.entries = entries
        chance = SeededChance(seed: seed ^ 0xFA17)
    }

    /// What meets the next request; nil where all goes well.
    package mutating func next() -> MockFault? {
        guard !entries.isEmpty else { return nil }
        var draw = chance.below(1_000)
        for entry in entries {
            guard draw >= entry.perMille else { return entry.fault }
            draw -= entry.perMille
        }
        return nil
    }
}
