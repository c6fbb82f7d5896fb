import Quotation
package import RelayCore

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
        // Ids differ from each other in few letters, so one that was meant must be nearer than all others.
        let near = known.map { (id: $0, slips: slips(word, $0)) }.filter { $0.slips <= mostSlips }
        let least = near.map(\.slips).min()
        let nearest = Set(near.filter { $0.slips == least }.map(\.id))
        guard let meant = nearest.first, nearest.count == 1 else { return "See those that there are: \(list)" }
        return "Did you mean \(meant.quoted)?"
    }

    private static let mostSlips = 2

    /// How many letters differ at their places; those that look alike do not.
    private static func slips(_ left: String, _ right: String) -> Int {
        let differing = zip(left, right).count { lookedAlike($0) != lookedAlike($1) }
        return differing + abs(left.count - right.count)
    }

    private static func lookedAlike(_ letter: Character) -> Character {
        switch letter {
        case "O", "o": "0"
        case "I", "i", "L", "l": "1"
        default: letter
        }
    }

    /// Crockford's alphabet has no I, L, O and U, so that who reads an id aloud and types it may take them for digits.
    static func respelled(_ word: String) -> String {
        let parts = word.lowercased().split(separator: "_", omittingEmptySubsequences: false)
        guard parts.count > 1 else { return word }
        let letters = parts[1].map(lookedAlike)
        return ([parts[0], Substring(String(letters))] + parts.dropFirst(2)).joined(separator: "_")
    }
}
