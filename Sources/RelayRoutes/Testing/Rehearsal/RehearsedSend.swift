package import RelayCore

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
    /// What is read before the write, for a record that is written as a whole.
    package let read: Request?
    /// Whether the request's body is a change alone, since nobody gave the record that it is laid over.
    package let lacksRecord: Bool

    package enum Outcome: Sendable {
        case request(Request)
        /// Its `if` does not hold.
        case skipped
        /// It would be a dead letter.
        case failed(Failure)
        /// It cannot be decided without what these lookups give.
        case lacksLookups([String])
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

    package var request: Request? {
        if case .request(let request) = outcome { request } else { nil }
    }
}
