import JSON
import RelayCore

/// The events that were accepted or read last: most deliveries are tried soon, and an event has several of them.
///
/// So many bytes at most, and small ones only: the store has them all.
final class RecentEvents {
    private var entries: [EventNumber: Entry] = [:]
    /// In the order in which they came, those among them that are gone already.
    private var numbers: [EventNumber] = []
    /// How many at the start have been dropped: to move the rest each time would cost more than all else.
    private var dropped = 0
    private var bytes = 0

    private struct Entry {
        let event: Event
        /// How many deliveries may still ask for it.
        var deliveries: Int
    }

    private static let capacity = 8 << 10
    private static let byteLimit = 12 << 20
    private static let largestBody = 4 << 10

    subscript(number: EventNumber) -> Event? { entries[number]?.event }

    /// Keeps an event until so many deliveries have asked for it; nil where nobody knows how many will.
    func add(_ event: Event, _ number: EventNumber, for deliveries: Int? = nil) {
        guard event.body.document.bytes.count <= Self.largestBody, entries[number] == nil else { return }
        entries[number] = Entry(event: event, deliveries: deliveries ?? .max)
        numbers.append(number)
        bytes += Self.size(of: event)
        while bytes > Self.byteLimit || numbers.count - dropped > Self.capacity { dropOldest() }
    }

    /// One of its deliveries has been tried; after the last of them nobody asks again soon.
    func release(_ number: EventNumber) {
        guard let place = entries.index(forKey: number) else { return }
        entries.values[place].deliveries -= 1
        if entries.values[place].deliveries == 0 { drop(number) }
    }

    private func dropOldest() {
        drop(numbers[dropped])
        dropped += 1
        guard dropped * 2 > numbers.count else { return }
        numbers.removeFirst(dropped)
        dropped = 0
    }

    private func drop(_ number: EventNumber) {
        if let entry = entries.removeValue(forKey: number) { bytes -= Self.size(of: entry.event) }
    }

    /// Roughly what an event takes in memory.
    private static func size(of event: Event) -> Int { 1_024 + 2 * event.body.document.bytes.count }
}
