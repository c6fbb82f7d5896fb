/// What a request's API key is worth.
enum KeyCheck {
    case missing, wrong, right

    /// Judges the values of a key's header; without an expected one, any that is not empty is right.
    init(_ values: [String], expected: String?) {
        switch values.count {
        case 0: self = .missing
        case 1 where values[0].isEmpty: self = .missing
        case 1: self = expected == nil || expected == values[0] ? .right : .wrong
        // Two keys leave open which one counts.
        default: self = .wrong
        }
    }
}
