package import RelayCore
package import RelayRoutes

/// What a send would have come to.
package struct RehearsedSend: Sendable {
    /// The position of its event in the request's body.
    package let event: Int
    package let planned: Plan.PlannedSend
    package let route: String
    package let name: String
    package let destination: String
    package let call: String
    package let outcome: Outcome
    /// What is read before the write: a record that is written as a whole, or a lead that may have it already.
    package let read: Request?
    /// Whether nothing is written where the read shows that it is so already.
    package let isReadToCompare: Bool
    /// Whether the request's body is a change alone, since nobody gave the record that it is laid over.
    package let lacksRecord: Bool
    /// What its API would report back of it; nil where no source does.
    package let echo: EchoedWrite?

    package enum Outcome: Sendable {
        case request(Request)
        /// Its `if` does not hold.
        case skipped
        /// It would be a dead letter.
        case failed(Failure)
        /// It cannot be decided without what these lookups give.
        case lacksLookups([String])

        package var request: Request? {
            if case .request(let request) = self { request } else { nil }
        }
    }

    /// Why there is no request.
    package struct Failure: Sendable, Equatable {
        /// The field that cannot be rendered, `when` or `if`; the error's code where it is the request as a whole.
        package let field: String
        package let fact: String
    }

    /// Whether it leads to a request or a dead letter.
    package var isMade: Bool {
        if case .skipped = outcome { false } else { true }
    }

    package var request: Request? { outcome.request }
}
