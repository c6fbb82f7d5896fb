package import CivilTime
package import RelayCore
import RelayRoutes

/// The time, as the deliverer needs it: a port, so that a simulation can hold it.
package protocol DeliveryClock: Sendable {
    /// The wall clock.
    var now: Timestamp { get }
    /// Returns after that long on a clock that nobody puts back, or throws when it is cancelled.
    func sleep(for duration: Duration) async throws
}

/// What was on its way when the process ended without a word: a port.
///
/// A mark costs no wait for a disk, because it must outlive the process and not the machine. One that is found at a start
/// counts whether or not the end was clean: what became of that attempt could not be stored.
package protocol InFlightMarks: Sendable {
    /// Marks a delivery; nil where there is no room for a mark.
    func set(_ id: DeliveryID) -> MarkPlace?
    func clear(_ place: MarkPlace)
    /// Takes away the mark that was found at the start.
    func clear(interrupted id: DeliveryID)
}

/// Where a mark stands, for who takes it away again.
package struct MarkPlace: Sendable {
    package let number: Int

    package init(_ number: Int) { self.number = number }
}

/// The reading side of a store, with all that the deliverer asks of it.
package typealias DeliveryReader = any DeliveryQueue & Ledger

/// What a try works with beside what it is about; it stays with the deliverer.
struct Means {
    let reader: DeliveryReader
    /// The event, where it is at hand.
    let recent: RecentEvent?
    let recents: RecentEvents
    /// The send that it is for; nil where the routes file no longer has it.
    let send: Send?
    let lookups: LookupCache
    let gate: DestinationGate
}
