extension CELGenerator {
    private static let scraps: [Unicode.Scalar] = [
        "(", ")", "[", "]", "{", "}", ".", ",", ":", "?", "!", "=", "<", "&", "|", "+", "-", "*", "/", "%", "'", "\"",
        "`", "\\",
        "0", "9", "u", "x", "e", "r", "b", "_", "a", " ", "\n", "\t", "@", "#", "$", "~", ";", "é", "\u{A0}",
    ]

    /// The text with one or two characters put in, taken out or swapped, so that it is often no expression any more.
    mutating func broken(_ text: String) -> String {
        var scalars = Array(text.unicodeScalars)
        for _ in 0..<random.integer(in: 1..<3) where !scalars.isEmpty {
            let place = random.below(scalars.count)
            switch random.below(4) {
            case 0: scalars.remove(at: place)
            case 1: scalars.insert(pick(Self.scraps), at: place)
            case 2: scalars[place] = pick(Self.scraps)
            default: scalars.removeSubrange(place..<min(place + random.below(8), scalars.count))
            }
        }
        var broken = String.UnicodeScalarView()
        broken.append(contentsOf: scalars)
        return String(broken)
    }
}
