import CivilTime
import LinuxIO
import RelayCore

/// What became of a delivery, as far as transactions that came to their end say.
struct Course: Sendable {
    let id: DeliveryID
    let address: DeliveryAddress
    let lane: Lane?
    let position: Timestamp
    /// The times that it waited or was worked on: once, and once more after each replay.
    var waits: [Wait]
    var fate: Fate?
    var cause = ""
    /// When it was put back to wait again.
    var settledAgain: [Moment] = []

    struct Wait: Sendable {
        let from: Moment
        var to: Moment?
        /// The replay that began it.
        let replay: Delivery.Replay?
    }

    var isWaiting: Bool { waits.last.map { $0.to == nil } ?? false }

    func stands(before other: Course) -> Bool { (position, id) < (other.position, other.id) }

    /// Whether it waited from before a moment until after it, by the clock: what happens within one instant has no order
    /// that anybody could keep.
    func waits(at moment: Moment) -> Wait? {
        waits.first { $0.from.elapsed < moment.elapsed && ($0.to.map { $0.number > moment.number } ?? true) }
    }

    /// How a person wanted what was sent at a moment.
    func replay(at moment: Moment) -> Delivery.Replay? { waits.last { $0.from.number < moment.number }?.replay }

    mutating func end(_ fate: Fate, _ cause: String, at moment: Moment) {
        if isWaiting { waits[waits.count - 1].to = moment }
        (self.fate, self.cause) = (fate, cause)
    }
}

/// An accepted event, as far as transactions that came to their end say.
struct Acceptance: Sendable {
    let number: EventNumber
    let senderID: String
    let source: String
    let lead: String?
    let isEcho: Bool
    let deliveries: Int
    /// Nil where an outage gave it back.
    let at: Moment?
}

/// All that is known to have been committed, whatever became of those who asked for it.
final class Chronicle: Sendable {
    private let state: Lock<State>

    /// Takes the addresses of all sends with their rules, which the store does not give back.
    init(_ addresses: Set<DeliveryAddress>) {
        state = Lock(State(addresses: Dictionary(addresses.map { ($0, $0) }) { $1 }))
    }

    struct State: Sendable {
        let addresses: [DeliveryAddress: DeliveryAddress]
        var courses: [DeliveryID: Course] = [:]
        var acceptances: [EventNumber: Acceptance] = [:]
        /// When the relay resolved to send, and asked the store first.
        var resolves: [DeliveryID: [Resolve]] = [:]
        /// Of transactions that failed: nobody knows whether an outage brings them back.
        var doubtful: [StoreWrite] = []
        /// The events among them, until the next outage: what was written of a transaction whose flush failed may stand
        /// until then, where none that came to its end has written anything since.
        var doubtfulEvents: [NewEvent] = []
        var problems: [Problem] = []
    }

    func with<Value: Sendable>(_ body: @Sendable (inout State) -> Value) -> Value { state.withLock { body(&$0) } }

    /// In the order of their ids.
    var courses: [Course] { state.withLock { $0.courses.values.sorted { $0.id < $1.id } } }
    var acceptances: [Acceptance] { state.withLock { $0.acceptances.values.sorted { $0.number < $1.number } } }
    var resolves: [DeliveryID: [Resolve]] { state.withLock { $0.resolves } }
    var problems: [Problem] { state.withLock { $0.problems } }
    var waiting: [Course] { courses.filter(\.isWaiting) }
}

/// A moment at which the relay resolved to send, and asked the store to take note of that first.
struct Resolve: Sendable {
    /// Whether it asked if it is still the latest; otherwise what it expects to be told of it.
    let isClaim: Bool
    let life: Int
    let moment: Moment
}

/// Something that must not be.
package struct Problem: Sendable, CustomStringConvertible {
    package let invariant: String
    package let fact: String
    /// The step of the simulation at which it shows.
    package let step: Int

    init(_ invariant: String, _ fact: String, at step: Int) {
        (self.invariant, self.fact, self.step) = (invariant, fact, step)
    }

    package var description: String { "\(invariant): step \(step): \(fact)" }
}
