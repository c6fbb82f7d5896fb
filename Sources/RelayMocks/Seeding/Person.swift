import CivilTime

/// Somebody made up who is a lead at all four APIs, so that one event finds its lead everywhere.
struct Person: Sendable {
    let firstName: String
    let lastName: String
    let email: String
    /// E.164, of the range that Ofcom keeps free for fiction.
    let phone: String
    let company: String
    let createdAt: Timestamp
    /// Sendpilot's id, which the others keep as the identifier of a foreign system.
    let sendpilotId: String
    let gclid: String?
    let cid: String?

    /// The same people for the same seed; of two counts, the smaller is the beginning of the larger.
    static func crowd(_ count: Int, seed: UInt64) -> [Person] {
        precondition((0...1000).contains(count), "a thousand telephone numbers are free for fiction")
        var chance = SeededChance(seed: seed)
        return (0..<count).map { Person(number: $0, &chance) }
    }

    private init(number: Int, _ chance: inout SeededChance) {
        firstName = Self.firstNames[chance.below(Self.firstNames.count)]
        lastName = Self.lastNames[chance.below(Self.lastNames.count)]
        email = "\(firstName).\(lastName).\(number + 1)@example.com".lowercased()
        let digits = String(number)
        phone = "+447700900" + String(repeating: "0", count: 3 - digits.count) + digits
        company = "\(lastName) & Co"
        sendpilotId = "lead_" + chance.word(12)
        // Within the year 2024; a stand-in without a clock cannot say when its leads came.
        createdAt = Timestamp(seconds: 1_704_067_200 + Int64(chance.below(31_536_000))) ?? .earliest
        gclid = chance.below(3) > 0 ? "gclid-" + chance.word(16) : nil
        cid = chance.below(3) > 0 ? "\(chance.below(1_000_000_000)).\(chance.below(1_000_000_000))" : nil
    }

    private static let firstNames = ["Ada", "Bram", "Chloe", "Dirk", "Emma", "Finn", "Grace", "Hugo", "Iris", "Jan"]
    private static let lastNames = ["Bakker", "Dubois", "Evans", "Fischer", "Janssen", "Moreau", "Smith", "Visser"]
}
