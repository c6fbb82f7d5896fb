/// The type of an expression that is to be generated.
package indirect enum CELType: Hashable, Sendable {
    case null, bool, int, uint, double, string, bytes, timestamp, duration, type, dyn
    case list(CELType), map(CELType, CELType), optional(CELType)
    /// Any type, but the same wherever a form names it.
    case any(Character)
    /// A string that a function can read, most of the time.
    case wording(CELWording)
    /// An int that is a likely place in a list or a string.
    case place
    /// A string that spells a double or a time, where implementations have a choice.
    case spelling
    /// A number of any type, of which the checker does not know the type.
    case number
}

extension CELType {
    /// The type as it is written in a declaration.
    package var name: String {
        switch self {
        case .list(let element): "list<\(element.name)>"
        case .map(let key, let value): "map<\(key.name),\(value.name)>"
        case .optional(let content): "optional_type<\(content.name)>"
        case .wording, .spelling: "string"
        case .place: "int"
        case .number: "dyn"
        case .any(let letter): String(letter)
        default: "\(self)"
        }
    }

    /// Whether a form's type can be this wanted one; settles on the way what the form's letters stand for.
    func matches(_ wanted: CELType, _ letters: inout [Character: CELType]) -> Bool {
        switch (self, wanted) {
        case (.any(let letter), _):
            if let settled = letters[letter] { return settled == wanted }
            letters[letter] = wanted
            return true
        case (.list(let own), .list(let wanted)), (.optional(let own), .optional(let wanted)):
            return own.matches(wanted, &letters)
        case (.map(let key, let value), .map(let wantedKey, let wantedValue)):
            return key.matches(wantedKey, &letters) && value.matches(wantedValue, &letters)
        default: return self == wanted
        }
    }

    /// The letters that the type holds.
    var letters: Set<Character> {
        switch self {
        case .any(let letter): [letter]
        case .list(let inner), .optional(let inner): inner.letters
        case .map(let key, let value): key.letters.union(value.letters)
        default: []
        }
    }

    /// The type with its letters replaced.
    func filled(_ letters: [Character: CELType]) -> CELType {
        switch self {
        case .any(let letter): letters[letter] ?? .int
        case .list(let element): .list(element.filled(letters))
        case .optional(let content): .optional(content.filled(letters))
        case .map(let key, let value): .map(key.filled(letters), value.filled(letters))
        default: self
        }
    }
}

/// What a string is to be read as.
package enum CELWording: Hashable, Sendable, CaseIterable {
    case zone, timestamp, duration, number, truth, base64, pattern, format
}
