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
    func set(_ id: DeliveryID)
    func clear(_ id: DeliveryID)
}

/// The reading side of a store, with all that the deliverer asks of it.
package typealias DeliveryReader = any DeliveryQueue & Ledger

/// What a try works with beside what it is about; it stays with the deliverer.
struct Means {
    let reader: DeliveryReader
    let recent: RecentEvents
    let lookups: LookupCache
    /// For how long a call at a destination may not be made; nil where it may.
    let rest: (_ call: Call, _ destination: Destination) -> Duration?
}
