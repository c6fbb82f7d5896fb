import CEL
import CivilTime
import RelayCore
import RelayRoutes

/// What lookups found, for as long as a routes file says: in memory only, since it is personal data.
final class LookupCache {
    private var entries: [Key: Entry] = [:]
    private static let capacity = 10_000

    private struct Key: Hashable {
        let lookup: String
        /// In bytes: texts count as equal in Swift that are two to the one who is asked.
        let request: [UInt8]

        init(_ lookup: String, _ request: Request) {
            self.lookup = lookup
            self.request = RequestText(request).json
        }
    }

    private struct Entry {
        let value: Value
        let until: Timestamp
    }

    func value(of lookup: String, _ request: Request, at now: Timestamp) -> Value? {
        guard !entries.isEmpty, let entry = entries[Key(lookup, request)], now < entry.until else { return nil }
        return entry.value
    }

    func keep(_ value: Value, of lookup: String, _ request: Request, for duration: Duration, at now: Timestamp) {
        guard duration > .zero else { return }
        if entries.count >= Self.capacity { makeRoom(at: now) }
        entries[Key(lookup, request)] = Entry(value: value, until: now + duration)
    }

    private func makeRoom(at now: Timestamp) {
        entries = entries.filter { now < $0.value.until }
        if entries.count >= Self.capacity { entries.removeAll() }
    }
}
