package import CEL

/// What becomes of an event: which routes take it, and what is to be sent.
package struct Plan: Sendable {
    /// The routes of the event's source and type in the order of the file, each with what became of it.
    package internal(set) var outcomes: [Outcome] = []
    package internal(set) var sends: [PlannedSend] = []

    package struct Outcome: Sendable {
        /// The route's position in the file.
        package let route: Int
        package let result: Result
    }

    package enum Result: Sendable, Equatable {
        case taken
        /// Its condition does not hold.
        case refused
        /// Its condition cannot be decided.
        case failed(EvaluationError)
        /// A route before it took the event for itself alone.
        case stopped(by: Int)
    }

    /// A send that is to be made, or that cannot be decided.
    package struct PlannedSend: Sendable {
        /// The route's position in the file, and the send's within the route.
        package let route: Int
        package let send: Int
        /// The text that orders its deliveries; nil for a lane of its own.
        package let lead: String?
        /// Why it becomes a dead letter at once: a condition that could not be decided.
        package let failure: EvaluationError?
    }
}
