package import RelayRoutes

/// Why each route of the file takes an event or leaves it, in words for whoever sent or expected it.
package struct Explanation: Sendable {
    package let source: String
    package let type: String
    /// One for each route, in the order of the file.
    package let entries: [Entry]
    /// What came of it all, and where nothing did, what would have to change.
    package let summary: String

    /// What became of one route.
    package struct Entry: Sendable {
        package let route: String
        package let verdict: Verdict
        /// The reason, as the second half of a sentence about the route.
        package let sentence: String
        /// The clause of its condition that decided against it.
        package let clause: FailingClause?
        /// The name of the route that took the event for itself alone.
        package let stoppedBy: String?
        /// What became of its sends; empty where the route was not taken.
        package let sends: [Send]
    }

    package enum Verdict: String, Sendable, CaseIterable {
        case taken
        case wrongSource = "wrong-source"
        case wrongType = "wrong-type"
        case switchedOff = "switched-off"
        case refused = "condition-false"
        case undecidable = "condition-undecidable"
        case stopped
        case notUnderstood = "not-understood"
    }

    /// What became of one send of a route.
    package struct Send: Sendable {
        package let name: String
        package let verdict: Verdict
        package let sentence: String
        package let clause: FailingClause?

        package enum Verdict: String, Sendable, CaseIterable {
            case planned
            case notMatched = "not-matched"
            case deadLetter = "dead-letter"
        }
    }
}

/// A clause of a condition that does not hold, or that cannot be decided.
package struct FailingClause: Sendable {
    /// Its text, as it is written.
    package let source: String
    package let spot: Spot
    /// Which of the condition's clauses it is, from zero.
    package let index: Int
    /// How many clauses the condition has, and how many of them fail.
    package let clauses: Int
    package let failures: Int
    /// What it read, each path once.
    package let sights: [Sight]
    /// Why it fails: `newStatus is "DONE", but the route wants "OPPORTUNITY"`.
    package let sentence: String

    /// What stood at a path that a clause reads.
    package struct Sight: Sendable, Equatable {
        package let path: String
        /// The value as text, at most `ValueText.longest` bytes of it; texts in quotes.
        package let value: String
    }
}
