/// What an answer means for the delivery that asked.
package struct Verdict: Sendable, Equatable {
    package let kind: Kind
    /// A stable word for what happened.
    package let cause: String
    /// What a person can do about it; empty where there is nothing to do.
    package let remedy: String
    /// How long to wait before the next attempt; nil leaves it to the policy.
    package let after: Duration?
    /// How many different leads in a row must get a pause before it counts.
    package let confirm: Int
    /// What a pause stops.
    package let scope: Scope

    /// Whether there is nothing to do as long as it goes on by itself: no remedy, or one that says "none".
    var asksForNothing: Bool { remedy.isEmpty || remedy == "none" || remedy.hasPrefix("none,") }

    /// The cause of a wait for an API that has been asked too often.
    package static let rateLimited = "rate-limited"

    /// The cause of what no rule knows better.
    package static let refused = "refused"

    /// Stands before the cause of what a lookup, or the read before a write, was answered.
    package static let ofLookup = "lookup-"

    /// Whether no broken account would get this for an answer of that status: one that says to ask again tells nothing.
    package func showsSoundAccount(_ status: Int?) -> Bool {
        guard let status else { return false }
        return status != 429 && kind != .pause && kind != .retry
    }

    /// For how long the API wants to be left alone, by its rules and by what its answer says; nil where neither says.
    ///
    /// What its answer says counts up to the longest wait, after which its quota opens too.
    package func hint(_ retryAfter: Duration?) -> Duration? {
        guard let retryAfter = retryAfter.map({ min($0, Answer.longestWait) }) else { return after }
        // How long a full quota is waited for where the API does not say is not for where it does.
        return cause == Self.rateLimited ? retryAfter : max(retryAfter, after ?? retryAfter)
    }

    package enum Kind: String, Sendable, CaseIterable {
        /// Done.
        case delivered
        /// Done, with something that a person should see.
        case warned
        /// A failure that may pass: sent again, and counted.
        case retry
        /// Not our failure: sent again, and only the age counts.
        case wait
        /// Nothing that is sent again can help.
        case dead
        /// The account is broken, so that its other deliveries would fail too.
        case pause
    }

    package enum Scope: String, Sendable {
        case destination, call
    }

    package init(
        _ kind: Kind,
        cause: String? = nil,
        remedy: String = "",
        after: Duration? = nil,
        confirm: Int = 1,
        scope: Scope = .destination
    ) {
        self.kind = kind
        self.cause = cause ?? kind.rawValue
        self.remedy = remedy
        self.after = after
        self.confirm = confirm
        self.scope = scope
    }
}
