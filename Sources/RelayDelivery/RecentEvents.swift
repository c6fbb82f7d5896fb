import JSON
import RelayCore

/// An event whose deliveries need not read it from the store.
final class RecentEvent {
    let number: EventNumber
    let event: Event
    /// How many deliveries may still ask for it.
    fileprivate var deliveries: Int
    fileprivate let isKept: Bool

    fileprivate init(_ number: EventNumber, _ event: Event, deliveries: Int, isKept: Bool) {
        self.number = number
        self.event = event
        self.deliveries = deliveries
        self.isKept = isKept
    }
}

/// The events whose deliveries have not been tried yet, as far as there is room for them, and some that came last.
///
/// Small ones only, and so many bytes at most: the store has them all.
final class RecentEvents {
    private var entries: [EventNumber: RecentEvent] = [:]
    /// The one that was found last: the deliveries of an event are handed in together.
    private var latest: RecentEvent?
    private var keptBytes = 0
    /// Those that found no room, or that nobody need ask for again, in the order in which they came; the one at `oldest`
    /// is the next to go.
    private var passing: [RecentEvent] = []
    private var oldest = 0

    private static let mostKeptBytes = 6 << 20
    private static let mostPassing = 512
    static let largestBody = 4 << 10

    subscript(number: EventNumber) -> RecentEvent? {
        if let latest, latest.number == number { return latest }
        guard let found = entries[number] else { return nil }
        latest = found
        return found
    }

    /// Keeps an event until so many deliveries have been tried; nil where nobody knows how many will be.
    ///
    /// What is kept does not make room for what is new: its turn comes first.
    func add(_ event: Event, _ number: EventNumber, for deliveries: Int? = nil) {
        guard event.body.document.bytes.count <= Self.largestBody else { return }
        let isKept = deliveries != nil && keptBytes < Self.mostKeptBytes
        let entry = RecentEvent(number, event, deliveries: deliveries ?? .max, isKept: isKept)
        if let earlier = entries.updateValue(entry, forKey: number) { return entries[number] = earlier }
        latest = entry
        if isKept { keptBytes += Self.size(of: event) } else { letPass(entry) }
    }

    func holds(_ number: EventNumber) -> Bool { entries[number] != nil }

    /// One of its deliveries has been tried; after the last of them nobody asks again soon.
    func release(_ entry: RecentEvent) {
        entry.deliveries -= 1
        if entry.deliveries == 0 { drop(entry) }
    }

    private func letPass(_ entry: RecentEvent) {
        guard passing.count == Self.mostPassing else { return passing.append(entry) }
        drop(passing[oldest])
        passing[oldest] = entry
        oldest = (oldest + 1) % Self.mostPassing
    }

    private func drop(_ entry: RecentEvent) {
        entries[entry.number] = nil
        if latest === entry { latest = nil }
        if entry.isKept { keptBytes -= Self.size(of: entry.event) }
    }

    /// Roughly what an event takes in memory.
    private static func size(of event: Event) -> Int { 1_024 + 2 * event.body.document.bytes.count }
}
