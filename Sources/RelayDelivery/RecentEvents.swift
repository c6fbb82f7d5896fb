import JSON
import RelayCore

/// The events that were accepted or read last: most deliveries are tried at once, and an event has several of them.
///
/// Small ones only, and so many at most: the store has them all.
final class RecentEvents {
    private var events: [EventNumber: Event] = [:]
    /// In the order in which they came; the one at `oldest` is the next to go.
    private var numbers: [EventNumber] = []
    private var oldest = 0

    private static let capacity = 512
    private static let largestBody = 4 << 10

    subscript(number: EventNumber) -> Event? { events[number] }

    func add(_ event: Event, _ number: EventNumber) {
        guard event.body.document.bytes.count <= Self.largestBody else { return }
        guard events.updateValue(event, forKey: number) == nil else { return }
        guard numbers.count == Self.capacity else { return numbers.append(number) }
        events[numbers[oldest]] = nil
        numbers[oldest] = number
        oldest = (oldest + 1) % Self.capacity
    }
}
