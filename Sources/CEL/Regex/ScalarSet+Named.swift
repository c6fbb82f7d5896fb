extension ScalarSet {
    static let digits = ScalarSet("0"..."9")
    static let lower = ScalarSet("a"..."z")
    static let upper = ScalarSet("A"..."Z")
    /// What `\w` matches and `\b` takes for a part of a word: ASCII only, as everywhere in RE2.
    static let word = ScalarSet("0"..."9", "A"..."Z", "a"..."z", "_"..."_")

    /// The class that a letter after a backslash stands for, which the capital letter turns round.
    static func perl(_ letter: Unicode.Scalar) -> ScalarSet? {
        switch letter {
        case "d": digits
        case "s": ScalarSet(["\t", "\n", "\u{C}", "\r", " "])
        case "w": word
        default: nil
        }
    }

    /// The class that `[:name:]` stands for inside brackets.
    static func ascii(named name: String) -> ScalarSet? {
        switch name {
        case "alnum": ScalarSet("0"..."9", "A"..."Z", "a"..."z")
        case "alpha": ScalarSet("A"..."Z", "a"..."z")
        case "ascii": ScalarSet("\0"..."\u{7F}")
        case "blank": ScalarSet(["\t", " "])
        case "cntrl": ScalarSet("\0"..."\u{1F}", "\u{7F}"..."\u{7F}")
        case "digit": digits
        case "graph": ScalarSet("!"..."~")
        case "lower": lower
        case "print": ScalarSet(" "..."~")
        case "punct": ScalarSet("!"..."/", ":"..."@", "["..."`", "{"..."~")
        case "space": ScalarSet("\t"..."\r", " "..." ")
        case "upper": upper
        case "word": word
        case "xdigit": ScalarSet("0"..."9", "A"..."F", "a"..."f")
        default: nil
        }
    }
}
