import JSON
import RelayCore

/// The events whose deliveries have not been tried yet, as far as there is room for them, and some that came last.
///
/// Small ones only, and so many bytes at most: the store has them all.
final class RecentEvents {
    private var entries: [EventNumber: Entry] = [:]
    private var keptBytes = 0
    /// Those that found no room, or that nobody need ask for again, in the order in which they came; the one at `oldest`
    /// is the next to go.
    private var passing: [EventNumber] = []
    private var oldest = 0

    private struct Entry {
        let event: Event
        /// How many deliveries may still ask for it.
        var deliveries: Int
        let isKept: Bool
    }

    private static let mostKeptBytes = 12 << 20
    private static let mostPassing = 512
    private static let largestBody = 4 << 10

    subscript(number: EventNumber) -> Event? { entries[number]?.event }

    /// Keeps an event until so many deliveries have been tried; nil where nobody knows how many will be.
    ///
    /// What is kept does not make room for what is new: its turn comes first.
    func add(_ event: Event, _ number: EventNumber, for deliveries: Int? = nil) {
        guard event.body.document.bytes.count <= Self.largestBody, entries[number] == nil else { return }
        let isKept = deliveries != nil && keptBytes < Self.mostKeptBytes
        entries[number] = Entry(event: event, deliveries: deliveries ?? .max, isKept: isKept)
        if isKept { keptBytes += Self.size(of: event) } else { letPass(number) }
    }

    /// One of its deliveries has been tried; after the last of them nobody asks again soon.
    func release(_ number: EventNumber) {
        guard let place = entries.index(forKey: number) else { return }
        entries.values[place].deliveries -= 1
        if entries.values[place].deliveries == 0 { drop(number) }
    }

    private func letPass(_ number: EventNumber) {
        guard passing.count == Self.mostPassing else { return passing.append(number) }
        drop(passing[oldest])
        passing[oldest] = number
        oldest = (oldest + 1) % Self.mostPassing
    }

    private func drop(_ number: EventNumber) {
        guard let entry = entries.removeValue(forKey: number), entry.isKept else { return }
        keptBytes -= Self.size(of: entry.event)
    }

    /// Roughly what an event takes in memory.
    private static func size(of event: Event) -> Int { 1_024 + 2 * event.body.document.bytes.count }
}
