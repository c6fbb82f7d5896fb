/// How a country writes and dials its phone numbers, as far as it takes to tell its numbers from others.
struct NumberingPlan: Sendable {
    /// ISO 3166, two letters.
    let country: String
    let callingCode: String
    let trunk: Trunk
    /// How many digits follow the calling code.
    let lengths: ClosedRange<Int>
    /// What is dialled before the calling code of another country; empty where a choice of carrier comes in between.
    let exits: [String]

    /// What is dialled before a number within the country and is no part of it.
    enum Trunk: Sendable, Equatable {
        /// Numbers are dialled as they are.
        case none
        /// As `none`, but numbers may begin with a zero, abroad as well.
        case zeroBelongs
        /// Numbers are written with it.
        case required(String)
        /// Numbers are written with or without it; one without that begins like it is refused as too short.
        case optional(String)
    }

    init(
        _ country: String,
        _ callingCode: String,
        _ trunk: Trunk,
        _ lengths: ClosedRange<Int>,
        exits: [String] = ["00"]
    ) {
        self.country = country
        self.callingCode = callingCode
        self.trunk = trunk
        self.lengths = lengths
        self.exits = exits
    }

    var trunkPrefix: String {
        switch trunk {
        case .none, .zeroBelongs: ""
        case .required(let prefix), .optional(let prefix): prefix
        }
    }

    /// Whether a number, without calling code and trunk prefix, may begin with this digit.
    func allows(leading digit: Character) -> Bool {
        switch digit {
        case "0": trunk == .zeroBelongs
        case "1": callingCode != "1"
        default: true
        }
    }

    /// `9` or `8 to 9`.
    var lengthsShown: String {
        lengths.count == 1 ? "\(lengths.lowerBound)" : "\(lengths.lowerBound) to \(lengths.upperBound)"
    }
}

extension NumberingPlan {
    static func of(country: String) -> NumberingPlan? { byCountry[country] }

    /// The plan whose calling code the digits begin with: the preferred one where several share it.
    static func of(callingCodeAtStartOf digits: String, preferring preferred: NumberingPlan) -> NumberingPlan? {
        if digits.hasPrefix(preferred.callingCode) { return preferred }
        // No calling code begins with another one.
        return listed.first { digits.hasPrefix($0.callingCode) }
    }

    private static let byCountry = Dictionary(uniqueKeysWithValues: listed.map { ($0.country, $0) })
}
