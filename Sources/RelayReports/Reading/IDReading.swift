import Quotation
package import RelayCore
import Spelling

/// Finds what an id on the command line means, as people copy and type them.
package struct IDReading {
    private let ledger: any Ledger

    /// How many of the newest are looked at for one that was meant.
    private static let lookedAt = 200

    package init(_ ledger: any Ledger) {
        self.ledger = ledger
    }

    /// The event of our id, of one of its deliveries, or of the sender's id.
    package func event(_ word: String, source: String? = nil) throws -> StoredEvent {
        if let number = EventNumber(text: word) ?? DeliveryID(text: word)?.event, let event = try ledger.event(number) {
            return event
        }
        if let number = try ledger.number(ofSenderID: word, source: source), let event = try ledger.event(number) {
            return event
        }
        let fact = "there is no event \(word.quoted)" + (source.map { " of the source \($0.quoted)" } ?? "")
        throw UnknownSubject(fact, remedy: try eventRemedy(word, source))
    }

    package func delivery(_ word: String) throws -> DeliverySummary {
        if let id = DeliveryID(text: word), let found = try find(id) { return found }
        throw UnknownSubject("there is no delivery \(word.quoted)", remedy: try deliveryRemedy(word))
    }

    /// The error about a lead of which nothing is known.
    package func unknown(lead: String) throws(StoreError) -> UnknownSubject {
        let known = try ledger.events(EventQuery(limit: Self.lookedAt)).compactMap(\.lead)
        let remedy = Self.remedy(lead, Array(Set(known)).sorted(), list: "leadrelay events list")
        return UnknownSubject("nothing is known of a lead \(lead.quoted)", remedy: remedy)
    }

    private func find(_ id: DeliveryID) throws(StoreError) -> DeliverySummary? {
        var query = DeliveryQuery(limit: 1)
        query.id = id
        return try ledger.deliveries(query).first
    }

    // MARK: What was meant

    private func eventRemedy(_ word: String, _ source: String?) throws(StoreError) -> String {
        if let number = EventNumber(text: Self.respelled(word)), try ledger.event(number) != nil {
            return "Did you mean \(number.text)?"
        }
        var query = EventQuery(limit: Self.lookedAt)
        query.source = source
        let newest = try ledger.events(query)
        let known = newest.map(\.number.text) + newest.map(\.senderID)
        return Self.remedy(word, known, list: "leadrelay events list")
    }

    private func deliveryRemedy(_ word: String) throws(StoreError) -> String {
        if let id = DeliveryID(text: Self.respelled(word)), try find(id) != nil { return "Did you mean \(id.text)?" }
        if let number = EventNumber(text: Self.respelled(word)), try ledger.event(number) != nil {
            return "That is an event; its deliveries: leadrelay events show \(number.text)"
        }
        let known = try ledger.deliveries(DeliveryQuery(limit: Self.lookedAt)).map(\.stored.id.text)
        return Self.remedy(word, known, list: "leadrelay deliveries list")
    }

    private static func remedy(_ word: String, _ known: [String], list: String) -> String {
        // Ids differ from each other in few letters, so only the very nearest is worth a word.
        let near = known.filter { abs($0.utf8.count - word.utf8.count) <= 2 && slips(word, $0) <= 2 }
        if let nearest = near.count == 1 ? near.first : Spelling.nearest(to: word, among: near) {
            return "Did you mean \(nearest.quoted)?"
        }
        return "See those that there are: \(list)"
    }

    /// How many letters differ at their places.
    private static func slips(_ left: String, _ right: String) -> Int {
        let differing = zip(left.utf8, right.utf8).count { $0 != $1 }
        return differing + abs(left.utf8.count - right.utf8.count)
    }

    /// Crockford's alphabet has no I, L, O and U, so that who reads an id aloud and types it may take them for digits.
    static func respelled(_ word: String) -> String {
        let parts = word.lowercased().split(separator: "_", omittingEmptySubsequences: false)
        guard parts.count > 1 else { return word }
        let letters = parts[1].map { letter -> Character in
            switch letter {
            case "o": "0"
            case "i", "l": "1"
            default: letter
            }
        }
        return ([parts[0], Substring(String(letters))] + parts.dropFirst(2)).joined(separator: "_")
    }
}
